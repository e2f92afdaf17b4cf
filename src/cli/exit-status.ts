import { AppError, type AppErrorCode, isTransient } from '../domain/app-error.ts';

/** What a command ends with; scripts go by these. */
export const EXIT = {
  done: 0,
  /** Some articles failed, each named; or something else went wrong that is nobody's usage. */
  failed: 1,
  /** The command line or a setting is wrong. */
  usage: 2,
  /** The search engine is out of reach, or not in a state to answer. */
  engine: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

const usageCodes: ReadonlySet<AppErrorCode> = new Set([
  'invalid_parameters',
  'invalid_article',
  'query_too_complex',
  'configuration',
]);

/** Besides what passes with time. */
const engineCodes: ReadonlySet<AppErrorCode> = new Set([
  'engine_rejected',
  'embedded_engine',
  'index_missing',
  'index_mismatch',
]);

/** The exit status that an error ends the process with. */
export const exitStatusOf = (error: unknown): ExitStatus => {
  if (!(error instanceof AppError)) return EXIT.failed;
  if (usageCodes.has(error.code)) return EXIT.usage;
  return engineCodes.has(error.code) || isTransient(error) ? EXIT.engine : EXIT.failed;
};
