import type { Engine } from '../engine/engine.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyPages, type CopyPagesOptions, type CopyPlan, type RefusedDocument } from './copy-pages.ts';
import { saveCopyState, type CopyState } from './copy-state.ts';

export interface FollowOptions extends CopyPagesOptions {
  /** The most documents copied a second; as fast as it goes unless given. */
  readonly perSecond?: number;
  /** Told after every page. */
  readonly onProgress?: (state: CopyState) => void;
  /** Told of each document that the copy would not take. */
  readonly onRefused?: (refused: RefusedDocument) => void;
}

/** A state that is this old is written down: a crash costs no more work than that. */
const SAVE_EVERY_MS = 5_000;

/** What is left to copy by then is for the moment of the exchange. */
const NEARLY_THERE = 200;

/** Under writes that never end, so many runs bring the copy as near as it gets. */
const MOST_RUNS = 20;

/** More ids than this say nothing that their number does not. */
const MOST_REFUSED = 1_000;

/**
 * Brings a copy up to its source: first from where it got to, then again and again for what was written meanwhile, until
 * next to nothing is left. Stopped or killed at any point, the next call goes on from the last state that was saved.
 *
 * @param state that of the copy, taken over by its owner
 * @returns the state reached, as saved.
 * @throws AppError `index_mismatch` where another process has taken over, and what the engine fails with for longer
 */
export const followIndex = async (
  engine: Engine,
  plan: CopyPlan,
  state: CopyState,
  options: FollowOptions = {},
): Promise<CopyState> => {
  let reached = state;
  const pace = createPace(options);
  let savedAt = performance.now();
  try {
    for (let run = 1; run <= MOST_RUNS; run++) {
      let documents = 0;
      for await (const page of copyPages(engine, plan, reached.checkpoints, options)) {
        documents += page.documents;
        reached = advance(reached, page);
        for (const refused of page.refused) options.onRefused?.(refused);
        options.onProgress?.(reached);
        if (performance.now() - savedAt > SAVE_EVERY_MS) {
          reached = await saveCopyState(engine, plan.target, reached);
          savedAt = performance.now();
        }
        await pace(page.documents);
      }
      const wasComplete = reached.isComplete;
      reached = { ...reached, isComplete: true };
      if (wasComplete && documents <= NEARLY_THERE) break;
    }
  } catch (error) {
    // Asked to stop: what was copied since the last time is not copied again.
    if (options.signal?.aborted === true) await saveCopyState(engine, plan.target, reached);
    throw error;
  }
  return saveCopyState(engine, plan.target, reached);
};

/** Copies what is left, to the last document: for a source that takes no writes. */
export const copyTheRest = async (
  engine: Engine,
  plan: CopyPlan,
  state: CopyState,
  options: FollowOptions = {},
): Promise<CopyState> => {
  let reached = state;
  for (let isBehind = true; isBehind;) {
    isBehind = false;
    for await (const page of copyPages(engine, plan, reached.checkpoints, options)) {
      isBehind = true;
      reached = advance(reached, page);
      for (const refused of page.refused) options.onRefused?.(refused);
    }
  }
  return reached;
};

const advance = (
  state: CopyState,
  page: {
    readonly shard: number;
    readonly checkpoint: number;
    readonly documents: number;
    readonly refused: readonly { readonly id: string }[];
  },
): CopyState => {
  const shards = Math.max(state.checkpoints.length, page.shard + 1);
  return {
    ...state,
    checkpoints: Array.from({ length: shards }, (_, shard) =>
      shard === page.shard ? page.checkpoint : (state.checkpoints[shard] ?? -1),
    ),
    copied: state.isComplete ? state.copied : state.copied + page.documents,
    refused: [...new Set([...state.refused, ...page.refused.map(({ id }) => id)])].slice(0, MOST_REFUSED),
  };
};

/** Waits as long as it takes to stay below so many documents a second. */
const createPace = ({ perSecond, signal }: FollowOptions) => {
  const start = performance.now();
  let documents = 0;
  return async (more: number): Promise<void> => {
    documents += more;
    if (perSecond === undefined) return;
    const early = start + (documents / perSecond) * 1_000 - performance.now();
    if (early > 0) await sleep(early, undefined, signal === undefined ? {} : { signal });
  };
};
