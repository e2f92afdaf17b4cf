import { AppError } from '../domain/app-error.ts';
import { hasErrorType, reasonOf } from './to-app-error.ts';

/**
 * What a call about snapshots failed with, for the person who made it; `null` where that is the same as for any other
 * call. These go to a terminal, and Elasticsearch's own words about somebody's storage are what helps there.
 */
export const toSnapshotError = (error: unknown, repository: string): AppError | null => {
  const told = (code: AppError['code'], message: string): AppError =>
    new AppError(code, message, { cause: new Error(reasonOf(error)) });
  const is = (type: string, words = ''): boolean => hasErrorType(error, type, words);

  if (is('snapshot_name_already_in_use_exception')) {
    return told(
      'invalid_parameters',
      'There is a backup of that name already. Take another name, or delete it first: timbao backup delete NAME',
    );
  }
  if (is('invalid_snapshot_name_exception')) {
    return told(
      'invalid_parameters',
      'That is no name for a backup: small letters, digits, ".", "_" and "-".',
    );
  }
  // Before the ones below: the engine tells it among the reasons of others.
  if (is('repository_exception', 'path.repo')) {
    return told(
      'configuration',
      `The search engine may not keep backups there: ${reasonOf(error)}. The folder has to be below a path.repo of its elasticsearch.yml, on every node, followed by a restart. The embedded engine takes TIMBAO_BACKUP_DIR from its next start on: end what uses it, timbao engine stop.`,
    );
  }
  if (is('repository_exception', 'does not exist')) {
    return told(
      'configuration',
      `The search engine has no repositories of that type: ${reasonOf(error)}. The embedded engine has fs alone; a cluster may need a plugin. Check TIMBAO_BACKUP_REPOSITORY.`,
    );
  }
  if (is('repository_verification_exception')) {
    return told(
      'engine_rejected',
      `The search engine cannot write to its repository “${repository}”: ${reasonOf(error)}. Each of its nodes has to reach it, and be allowed to write there.`,
    );
  }
  if (is('repository_missing_exception')) {
    return told(
      'configuration',
      `The search engine knows no repository “${repository}” any more. Try again.`,
    );
  }
  if (is('concurrent_snapshot_execution_exception')) {
    return told(
      'engine_rejected',
      `The repository is at work with this backup, or with another one: ${reasonOf(error)}. Try again when that is over.`,
    );
  }
  if (is('snapshot_missing_exception') || is('snapshot_restore_exception', 'does not exist')) {
    return told('not_found', 'There is no such backup. See: timbao backup list');
  }
  if (is('snapshot_restore_exception', 'version')) {
    return told(
      'index_mismatch',
      `This Elasticsearch cannot restore the backup: ${reasonOf(error)}. Restore it with the version that made it, or a newer one.`,
    );
  }
  if (
    is('snapshot_restore_exception') ||
    is('snapshot_exception', 'failed to get') ||
    is('corrupt_state_exception')
  ) {
    return told(
      'engine_rejected',
      `The backup cannot be read: ${reasonOf(error)}. Where it is damaged, take another one: timbao backup list`,
    );
  }
  if (is('snapshot_exception') || is('repository_exception')) {
    return told('engine_rejected', `The repository “${repository}” cannot be used: ${reasonOf(error)}.`);
  }
  return null;
};
