/**
 * The environment that Java, Maven and the folders are looked up in, and that child processes inherit. These
 * are no settings of ours (those are config.ts's), but what every program run from a shell goes by.
 */
export type EngineEnvironment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. */
export function inheritedEnvironment(): EngineEnvironment {
  return process.env;
}
