import type { estypes } from '@elastic/elasticsearch';
import type { Aggregation, Aggregations, Answer, Bucket, FoundDocument } from '../domain/answer.ts';

type Response<T> = Pick<estypes.SearchResponse<T>, 'hits' | 'timed_out' | '_shards'> &
  Partial<estypes.SearchResponse<T>>;

/**
 * A search's response in Elasticsearch's words, as the service's own answer.
 *
 * @param shards how many had to be asked, where that is known
 */
export const toAnswer = <T>(
  { hits, timed_out, _shards, aggregations, pit_id, took }: Response<T>,
  shards = _shards.total,
): Answer<T> => ({
  hits: hits.hits.map(toFound),
  total:
    typeof hits.total === 'object'
      ? { value: hits.total.value, exact: hits.total.relation === 'eq' }
      : { value: hits.total ?? 0, exact: true },
  maxScore: hits.max_score ?? null,
  partial: timed_out || _shards.failed > 0 || _shards.successful < shards,
  aggregations: toAggregations(aggregations ?? {}),
  pit: pit_id ?? null,
  tookMs: took ?? 0,
});

const toFound = <T>(hit: estypes.SearchHit<T>): FoundDocument<T> => ({
  id: hit._id ?? '',
  index: hit._index,
  score: hit._score ?? null,
  source: hit._source ?? null,
  sort: hit.sort ?? [],
  fields: (hit.fields ?? {}) as Readonly<Record<string, readonly unknown[]>>,
  version: hit._version ?? 0,
  seqNo: hit._seq_no ?? 0,
  primaryTerm: hit._primary_term ?? 0,
});

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Aggregations within one are those of its entries that are aggregations themselves. */
const toAggregations = (named: Json): Aggregations =>
  Object.fromEntries(
    Object.entries(named).flatMap(([name, one]) =>
      isObject(one) && isAggregation(one) ? [[name, toAggregation(one)]] : [],
    ),
  );

const isAggregation = (one: Json): boolean => 'buckets' in one || 'doc_count' in one || 'value' in one;

const toAggregation = (one: Json): Aggregation => ({
  count: Number(one['doc_count'] ?? 0),
  value: typeof one['value'] === 'number' ? one['value'] : null,
  buckets: toBuckets(one['buckets']),
  within: toAggregations(one),
});

/** Of aggregations that name their buckets, the name is the key. */
const toBuckets = (buckets: unknown): readonly Bucket[] => {
  if (Array.isArray(buckets))
    return buckets.filter(isObject).map((bucket) => toBucket(bucket['key'], bucket));
  return isObject(buckets)
    ? Object.entries(buckets).flatMap(([key, bucket]) => (isObject(bucket) ? [toBucket(key, bucket)] : []))
    : [];
};

/** Of a composite of one source its value is the key. */
const toKey = (key: unknown): string | number => {
  const value = isObject(key) ? Object.values(key)[0] : key;
  return typeof value === 'number' ? value : String(value);
};

const toBucket = (key: unknown, bucket: Json): Bucket => ({
  key: toKey(key),
  count: Number(bucket['doc_count'] ?? 0),
  within: toAggregations(bucket),
});
