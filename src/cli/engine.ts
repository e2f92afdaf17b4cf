import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { addressWithAccess, readEngineAccess } from '../embedded/engine-access.ts';
import { printEngineProgress } from '../embedded/engine-progress.ts';
import { removeInstalledEngines } from '../embedded/install-engine.ts';
import { engineStatus, removeEngineData, stopEngine } from '../embedded/manage-engine.ts';
import { startEmbeddedEngine, type StartOptions } from '../embedded/start-engine.ts';
import { EXIT } from './exit-status.ts';

/** What the commands about the embedded engine need. */
export interface EngineCommandDeps {
  /** Read when a command runs, so that a wrong setting does not stop the help. */
  readonly config: () => Pick<StartOptions, 'backupDir' | 'pluginsDir'> & {
    readonly dataDir: string;
    readonly heap: string;
  };
  readonly out: { write(text: string): unknown };
}

/** `timbao engine start|url|stop|status|clean`: the embedded engine of the data folder, by hand. */
export const engineCommand = (deps: EngineCommandDeps = standardDeps): Command => {
  const { config, out } = deps;
  const engine = new Command('engine');

  engine
    .command('start')
    .description(
      'start it and leave it running until `timbao engine stop`; install it first where it is missing',
    )
    .action(async () => {
      const onProgress = printEngineProgress(process.stderr);
      const { url, reused } = await startEmbeddedEngine({ ...config(), onProgress, keep: true });
      out.write(`${reused ? 'Elasticsearch runs already' : 'Elasticsearch runs'}: ${url}\n`);
      out.write('Its address with its password: timbao engine url\n');
      out.write('It stays until: timbao engine stop\n');
    });

  engine
    .command('url')
    .description('its address with its password, for ELASTICSEARCH_URL=$(timbao engine url); a secret')
    .action(async () => {
      const { dataDir } = config();
      const status = await engineStatus(dataDir);
      const access = readEngineAccess(dataDir);
      if (status.status !== 'running' || access === undefined) {
        throw new AppError('embedded_engine', 'Elasticsearch is not running. Start it: timbao engine start');
      }
      out.write(`${addressWithAccess(status.url, access)}\n`);
    });

  engine
    .command('stop')
    .description('stop it and wait until it is gone')
    .option('--force', 'even while another process uses it')
    .action(async ({ force = false }: { force?: boolean }) => {
      const stopped = await stopEngine(config().dataDir, { force });
      out.write(stopped ? 'Elasticsearch has stopped.\n' : 'Elasticsearch was not running.\n');
    });

  engine
    .command('status')
    .description('whether it runs, where, and who uses it; exit status 3 when it does not answer')
    .option('--json', 'as JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const status = await engineStatus(config().dataDir);
      if (status.status !== 'running') process.exitCode = EXIT.engine;
      if (json) {
        out.write(`${JSON.stringify(status, null, 2)}\n`);
        return;
      }
      if (status.status === 'stopped') out.write(`Elasticsearch is not running. Data: ${status.folder}\n`);
      else if (status.status === 'silent') {
        out.write(
          `Elasticsearch (process ${status.pid}, ${status.phase}) does not answer. Data: ${status.folder}\n`,
        );
      } else {
        const users = status.users.length === 0 ? 'none' : status.users.join(', ');
        out.write(`Elasticsearch runs: ${status.url}\n`);
        out.write(`  process ${status.pid}, heap ${status.heap}, since ${status.startedAt}\n`);
        out.write(`  used by process: ${users}${status.kept ? ' (stays until: timbao engine stop)' : ''}\n`);
        out.write(`  data and logs:   ${status.folder}\n`);
      }
    });

  engine
    .command('clean')
    .description('delete its data, logs and configuration: every index in it is lost')
    .option('--yes', 'do it; without this nothing is deleted')
    .option('--installed', 'delete the installed engine, too: the next start downloads it again')
    .option('--force', 'even while another process uses it')
    .action(async (options: { yes?: boolean; installed?: boolean; force?: boolean }) => {
      const { dataDir } = config();
      if (options.yes !== true) {
        const { folder } = await engineStatus(dataDir);
        throw new AppError(
          'invalid_parameters',
          `This deletes ${folder} with every index in it. Add --yes to do so; nothing was deleted.`,
        );
      }
      out.write(`Deleted: ${await removeEngineData(dataDir, { force: options.force ?? false })}\n`);
      if (options.installed === true) {
        for (const folder of await removeInstalledEngines()) out.write(`Deleted: ${folder}\n`);
      }
    });

  return engine;
};

const standardDeps: EngineCommandDeps = {
  config: () => {
    const { dataDir, engine } = readConfig();
    // With ELASTICSEARCH_URL set the service does not use this engine; it can be looked after all the same.
    return engine.kind === 'embedded' ? engine : { dataDir, heap: '512m' };
  },
  out: process.stdout,
};
