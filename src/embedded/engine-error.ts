import { AppError } from '../domain/app-error.ts';

/** How somebody without a usable embedded engine can go on. */
export const OTHER_WAYS =
  'Three ways on: install a JDK 21 or later (and Maven), or run Elasticsearch with Docker (docker compose up), ' +
  'or set ELASTICSEARCH_URL to an Elasticsearch 9.4 that has the analysis-icu plugin.';

/** An error about the embedded engine; `message` says what happened and what to do. */
export function engineError(message: string, cause?: unknown): AppError {
  return new AppError('embedded_engine', message, cause === undefined ? {} : { cause });
}

/** The error of an interrupted start or installation. */
export function interruptedError(): AppError {
  return engineError(
    'The start of the embedded engine was interrupted. Nothing was left behind; start again when you like.',
  );
}

/** Node's error code of a failed system call, such as `ENOSPC`; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
