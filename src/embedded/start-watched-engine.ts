import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEngineState } from './engine-state.ts';
import { isAlive } from './process-identity.ts';
import { startEmbeddedEngine, type EmbeddedEngine, type StartOptions } from './start-engine.ts';

const LOOK_EVERY_MS = 2_000;
const TRY_AGAIN_MS = 10_000;

/**
 * As `startEmbeddedEngine`; besides, an engine that dies (killed, out of memory) is started again, at the address that
 * it had, for as long as this process uses it. One that somebody has stopped on purpose stays so.
 *
 * @throws AppError `embedded_engine` where the first start fails
 */
export async function startWatchedEngine(options: StartOptions): Promise<EmbeddedEngine> {
  const first = await startEmbeddedEngine(options);
  const uses = [first];
  const over = new AbortController();
  const watching = watch(options, first, over.signal, (engine) => uses.push(engine));
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    over.abort();
    await watching;
    for (const use of uses.toReversed()) await use.stop();
  };
  return { ...first, stop: () => (stopped ??= stop()) };
}

async function watch(
  options: StartOptions,
  { url }: EmbeddedEngine,
  over: AbortSignal,
  onStarted: (engine: EmbeddedEngine) => void,
): Promise<void> {
  const dataDir = resolve(options.dataDir);
  const say = (message: string): void => options.onProgress?.({ step: 'note', message });
  const signal = options.signal === undefined ? over : AbortSignal.any([over, options.signal]);
  let isDown = false;
  while (await passes(isDown ? TRY_AGAIN_MS : LOOK_EVERY_MS, over)) {
    if (!hasDied(dataDir)) continue;
    if (!isDown) say('The embedded Elasticsearch has ended by itself; starting it again …');
    try {
      const engine = await startEmbeddedEngine({ ...options, signal });
      onStarted(engine);
      isDown = false;
      if (engine.url !== url) {
        say(`The embedded Elasticsearch answers at ${engine.url} now; restart what still asks at ${url}.`);
      } else say('The embedded Elasticsearch answers again.');
    } catch (error) {
      if (signal.aborted) return;
      isDown = true;
      say(
        `${error instanceof Error ? error.message : String(error)} Trying again in ${TRY_AGAIN_MS / 1000} s.`,
      );
    }
  }
}

/** Whether the engine's processes are gone, and nobody stopped them. */
function hasDied(dataDir: string): boolean {
  const state = readEngineState(dataDir);
  if (state === undefined || state.phase === 'stopping') return false;
  return !isAlive(state.launcher) || (state.server !== undefined && !isAlive(state.server));
}

/** `false` once it is over. */
async function passes(ms: number, over: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: over, ref: false });
    return true;
  } catch {
    return false;
  }
}
