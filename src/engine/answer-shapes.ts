import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';

/**
 * Holds an answer against what it must have, and gives it back as it came: what the rest of the service takes for granted.
 * A proxy's page, an empty body or half an answer is told here, and is no article that is missing.
 *
 * @throws AppError `engine_unreadable`
 */
export const checkShape = <T>(shape: z.ZodType, answer: T): T => {
  const { success, error } = shape.safeParse(answer);
  if (success) return answer;
  throw unreadable(new Error(z.prettifyError(error).slice(0, 500)));
};

export const unreadable = (cause?: Error): AppError =>
  new AppError(
    'engine_unreadable',
    'The search engine gave an answer that cannot be read. Try again in a moment; where that lasts, look at what stands between it and the service.',
    { retryAfter: 5, cause },
  );

const count = z.number().min(0);
const id = z.string();

/** At least one entry, by the names of indices. */
const byIndex = (entry: z.ZodType) =>
  z.record(z.string(), entry).refine((indices) => Object.keys(indices).length > 0, 'no index');

export const infoShape = z.looseObject({
  cluster_name: z.string(),
  version: z.looseObject({ number: z.string() }),
});

export const searchShape = z.looseObject({
  timed_out: z.boolean(),
  _shards: z.looseObject({ total: count, successful: count, failed: count }),
  hits: z.looseObject({ hits: z.array(z.looseObject({ _id: id })) }),
});

/** One that failed has its error in place of its answer. */
export const msearchShape = z.looseObject({
  responses: z.array(z.union([z.looseObject({ status: count, error: z.unknown() }), searchShape])),
});

export const countShape = z.looseObject({ count });

export const pointInTimeShape = z.looseObject({ id });

export const documentShape = z.union([
  z.looseObject({ _id: id, found: z.literal(false) }),
  z.looseObject({
    _id: id,
    found: z.literal(true),
    _version: count,
    _seq_no: count,
    _primary_term: count,
  }),
]);

/** A document whose shard is away has an error in its place. */
export const mgetShape = z.looseObject({
  docs: z.array(z.union([z.looseObject({ _id: id, error: z.unknown() }), documentShape])),
});

const bulkItemShape = z.looseObject({ _id: id, status: count });

export const bulkShape = z.looseObject({
  items: z.array(
    z.union([
      z.looseObject({ index: bulkItemShape }),
      z.looseObject({ create: bulkItemShape }),
      z.looseObject({ update: bulkItemShape }),
      z.looseObject({ delete: bulkItemShape }),
    ]),
  ),
});

export const aliasesShape = byIndex(z.looseObject({ aliases: z.record(z.string(), z.looseObject({})) }));

/** Where an alias does not exist, the answer is a 404 that holds the others. */
export const foundAliasesShape = z.union([
  z.looseObject({ error: z.string(), status: z.literal(404) }),
  aliasesShape,
]);

export const indicesShape = z.record(z.string(), z.looseObject({}));

export const mappingShape = byIndex(z.looseObject({ mappings: z.looseObject({}) }));

export const settingsShape = byIndex(z.looseObject({ settings: z.looseObject({}).optional() }));

export const healthShape = z.looseObject({ status: z.string(), timed_out: z.boolean() });

export const storeShape = z.looseObject({
  _all: z.looseObject({ primaries: z.looseObject({ store: z.looseObject({ size_in_bytes: count }) }) }),
});

export const generationShape = z.looseObject({
  indices: z
    .record(z.string(), z.looseObject({ shards: z.record(z.string(), z.array(z.looseObject({}))) }))
    .optional(),
});

export const tokensShape = z.looseObject({ tokens: z.array(z.looseObject({ token: z.string() })) });

export const snapshotsShape = z.looseObject({
  snapshots: z.array(z.looseObject({ snapshot: z.string(), state: z.string() })),
});

export const snapshotProgressShape = z.looseObject({
  snapshots: z.array(
    z.looseObject({ state: z.string(), stats: z.looseObject({ incremental: z.looseObject({}) }) }),
  ),
});

/** Right after a restore was asked for, its index is not there yet. */
export const restoreShape = z.looseObject({
  routing_table: z.looseObject({ indices: z.record(z.string(), z.looseObject({})) }).optional(),
});

export const nodesShape = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({ fs: z.looseObject({ total: z.looseObject({ available_in_bytes: count }) }).optional() }),
  ),
});
