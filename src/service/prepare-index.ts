import { MAPPING_VERSION } from '../analysis/index-body.ts';
import type { Config } from '../config.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { ensureIndex, toCreateOptions } from '../index-lifecycle/create-index.ts';
import { mismatchIn, otherSettingsIn, verifyIndex } from '../index-lifecycle/verify-index.ts';
import { openArticleStore } from '../ingest/open-article-store.ts';
import type { Connection } from './connect.ts';
import { countSeen, loadSamples } from './load-samples.ts';

/** How long a cluster that somebody else starts is waited for. */
const ENGINE_WAIT_MS = 60_000;

/**
 * Sees to the index before it is served: waits for the engine, creates the index where there is none, compares it with
 * the release, and puts the samples into an empty one.
 *
 * @param tell prints a line to whoever started the service
 * @returns how many articles can be searched
 * @throws AppError `engine_unavailable` where the engine does not come up in a minute
 */
export const prepareIndex = async (
  { engine, name }: Connection,
  config: Config,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  let told = false;
  const waiting = {
    signal,
    timeoutMs: ENGINE_WAIT_MS,
    onWaiting: () => {
      if (!told) tell(`Waiting for ${name} …`);
      told = true;
    },
  };
  await waitUntilReady(engine, config.index, waiting);
  const { index, created } = await ensureIndex(engine, toCreateOptions(config));
  if (created) tell(`Created the index ${index}.`);
  await waitUntilReady(engine, config.index, waiting);
  const verified = await verifyIndex(engine, config.index, { signal });
  const mismatch = mismatchIn(verified, MAPPING_VERSION);
  for (const warning of [...(mismatch === null ? [] : [mismatch]), ...otherSettingsIn(verified, config)])
    tell(`Warning: ${warning}`);

  const stored = await engine.count(config.index, NOT_REMOVED);
  if (stored > 0 || !wantsSamples(config)) return countSeen(engine, config.index);
  return loadSamples(openArticleStore(engine, config.index), tell);
};

/** Samples go into the demo's own engine; into somebody's cluster only when told to. */
const wantsSamples = ({ samples, engine }: Config): boolean =>
  samples === 'on' || (samples === 'auto' && engine.kind === 'embedded');
