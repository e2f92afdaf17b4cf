import { setTimeout as sleep } from 'node:timers/promises';
import { Client, errors, type estypes, type TransportRequestOptions } from '@elastic/elasticsearch';
import { trace } from '@opentelemetry/api';
import { AppError, type AppErrorCode } from '../domain/app-error.ts';
import { addCall, taskOf } from '../task.ts';
import type {
  AliasEntry,
  BulkItem,
  CallOptions,
  Engine,
  IndexHealth,
  ReadManyOptions,
  Refresh,
  SearchOptions,
  ShardCheckpoint,
  StoredDocument,
} from './engine.ts';
import {
  aliasesShape,
  bulkShape,
  checkShape,
  countShape,
  documentShape,
  foundAliasesShape,
  healthShape,
  indicesShape,
  infoShape,
  mappingShape,
  mgetShape,
  msearchShape,
  nodesShape,
  pointInTimeShape,
  searchShape,
  settingsShape,
  generationShape,
  storeShape,
  tokensShape,
  unreadable,
} from './answer-shapes.ts';
import { startCallLimit } from './call-limit.ts';
import { CompatibleTransport } from './compatible-transport.ts';
import { createSnapshots } from './create-snapshots.ts';
import { NODE_AWAY, NodePool } from './node-pool.ts';
import { createRetryBudget } from './retry-budget.ts';
import { TextConnection } from './text-connection.ts';
import { toAnswer } from './to-answer.ts';
import {
  assertTaken,
  fromStatus,
  hasErrorType,
  indexMissing,
  isMoved,
  toAbortError,
  toAppError,
} from './to-app-error.ts';

export type EngineAuth =
  | { readonly kind: 'apiKey'; readonly apiKey: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string };

export interface EngineOptions {
  /** The address of the engine, or of each node of a cluster. */
  readonly url: string | readonly string[];
  readonly auth?: EngineAuth | null;
  /** The certificate authority to trust, as PEM text. */
  readonly ca?: string | null;
  /** Milliseconds that a call may take, to the last byte of its answer, unless it says otherwise: 30,000. */
  readonly requestTimeoutMs?: number;
  /** Told after every call, with what came of it. */
  readonly onCall?: (call: EngineCall) => void;
  /** Told after every bulk request that was answered, what became of each of its operations. */
  readonly onWritten?: (items: readonly BulkItem[]) => void;
}

/** Which method of the engine was called. */
export type EngineCallKind = Exclude<keyof Engine, 'close'>;

/** `given_up`: whoever asked waited no longer. */
export type EngineCallOutcome = 'ok' | 'given_up' | AppErrorCode;

/** One call to the engine, once it is over. */
export interface EngineCall {
  readonly kind: EngineCallKind;
  readonly outcome: EngineCallOutcome;
  /** From its beginning to the last byte of its answer, retries and the pauses before them among it. */
  readonly ms: number;
  readonly retries: number;
}

/** Reads are tried again: an idle connection that the engine has closed costs a moment, not an answer. */
const READ_RETRIES = 2;
const LONGEST_PAUSE_MS = 200;

const CALL_MS = 30_000;

/**
 * Of several shards, scores go by the statistics of all of them: an article of a year with few articles is worth no more for it.
 * And those whose dates a search leaves out are not searched. Of one shard Elasticsearch does neither: it costs nothing there.
 */
const ACROSS_SHARDS = { search_type: 'dfs_query_then_fetch', pre_filter_shard_size: 1 } as const;

/**
 * So long a node of several waits with a write for a master, or for the shard that it goes to: the time in which another
 * master is elected. One that is cut off from the others would keep it for a minute.
 */
const TAKEN_WITHIN = '3s';

/** Once it has begun to answer, the engine has its answer: where nothing more comes for so long, nothing will. */
const STALLED_SHARE = 1 / 3;

/** @param engineTimeout as `CallLimit` has it */
type Run<T> = (options: TransportRequestOptions, engineTimeout: string | null) => Promise<T>;

/**
 * The engine over its client. Nothing is sent before the first call.
 *
 * @throws AppError `configuration` where the address or the certificate cannot be used.
 */
export const createEngine = (options: EngineOptions): Engine => {
  const client = createClient(options);
  const { requestTimeoutMs = CALL_MS, onCall = () => {}, onWritten = () => {} } = options;
  const { transport } = client;
  const budget = createRetryBudget();
  const otherNodes = [options.url].flat().length - 1;

  /** A node that has not answered in time, which the client does not count as a failure of it: it may do so never again. */
  const leaveOut = (error: unknown): void => {
    const connection = error instanceof errors.RequestAbortedError ? error.meta?.meta.connection : null;
    if (otherNodes > 0 && connection) client.connectionPool.markDead(connection);
  };

  /**
   * One call: it has a time limit and a signal of its own, and its errors become `AppError`s here and nowhere else.
   *
   * @param onRetry told before each try after the first
   */
  const call = async <T>(
    index: string | null,
    options: CallOptions,
    maxRetries: number,
    run: Run<T>,
    onRetry: () => void,
  ): Promise<T> => {
    const limit = startCallLimit(options, requestTimeoutMs);
    const { signal, engineTimeout } = limit;
    const opaqueId = taskOf(options.signal)?.id;
    const traced = {
      // Below a request alone: what is read in the background would be a trace of its own every few seconds.
      enabled: trace.getActiveSpan()?.isRecording() === true,
      // What readers search for is their own business.
      captureSearchQuery: false,
    };
    const transportOptions = {
      signal,
      openTelemetry: traced,
      ...(opaqueId !== undefined && { opaqueId }),
    };
    budget.onCall();
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          signal.throwIfAborted();
          return await run(transportOptions, engineTimeout);
        } catch (error) {
          if (signal.aborted) {
            const because = toAbortError(signal);
            if (because instanceof AppError) leaveOut(error);
            throw because;
          }
          const told = toAppError(error, index);
          // What reached no node, or one that did nothing of it, is asked of the others at once, writes as well.
          const elsewhere = attempt < otherNodes && (isUnsent(error) || isUntaken(error));
          if (!elsewhere && (attempt >= maxRetries || !isBroken(error, otherNodes > 0) || !budget.takes()))
            throw told;
          onRetry();
          if (elsewhere) continue;
          await sleep(LONGEST_PAUSE_MS * Math.random() * (attempt + 1), undefined, { signal }).catch(
            () => {},
          );
        }
      }
    } finally {
      limit.end();
    }
  };

  /** The same, added up for its task, and told to whoever counts. */
  const counted = async <T>(
    kind: EngineCallKind,
    index: string | null,
    options: CallOptions,
    maxRetries: number,
    run: Run<T>,
  ): Promise<T> => {
    const started = performance.now();
    let retries = 0;
    let outcome: EngineCallOutcome = 'ok';
    try {
      return await call(index, options, maxRetries, run, () => retries++);
    } catch (error) {
      outcome = error instanceof AppError ? error.code : 'given_up';
      throw error;
    } finally {
      const ms = performance.now() - started;
      addCall(taskOf(options.signal), ms);
      onCall({ kind, outcome, ms, retries });
    }
  };
  const read = <T>(
    kind: EngineCallKind,
    index: string | null,
    options: CallOptions,
    run: Run<T>,
  ): Promise<T> => counted(kind, index, options, READ_RETRIES, run);
  const write = <T>(
    kind: EngineCallKind,
    index: string | null,
    options: CallOptions,
    run: Run<T>,
  ): Promise<T> => counted(kind, index, options, 0, run);

  const getAliases = (aliases: readonly string[], options: CallOptions): Promise<readonly AliasEntry[]> =>
    read('getAliases', aliases[0] ?? null, options, async (transportOptions) => {
      // Where one does not exist, the answer is a 404 that holds the others.
      const answer = await client.indices.getAlias(
        { name: [...aliases] },
        { ...transportOptions, ignore: [404] },
      );
      return aliases.flatMap((alias) => toAliasEntries(checkShape(foundAliasesShape, answer), alias));
    });

  return {
    info: (options = {}) =>
      read('info', null, options, async (transportOptions) => {
        const info = checkShape(infoShape, await client.info({}, transportOptions));
        return { clusterName: info.cluster_name, version: info.version.number };
      }),

    search: <T>(index: string | null, body: object, { shard, ...options }: SearchOptions = {}) =>
      read('search', index, options, async (transportOptions, timeout) => {
        const response = await transport.request<estypes.SearchResponse<T>>(
          {
            ...called('search', index),
            method: 'POST',
            path: index === null ? '/_search' : `/${encodeURIComponent(index)}/_search`,
            querystring: {
              ...(shard === undefined ? ACROSS_SHARDS : { preference: `_shards:${shard}` }),
              ...(timeout === null ? {} : { timeout }),
            },
            // It goes as it was built: golden files and `timbao explain` show what is really sent.
            body,
          },
          transportOptions,
        );
        assertTaken(checkShape(searchShape, response)._shards.failures, index);
        return toAnswer(response, shard === undefined ? undefined : 1);
      }),

    msearch: <T>(index: string, bodies: readonly object[], options: CallOptions = {}) =>
      read('msearch', index, options, async (transportOptions, timeout) => {
        if (bodies.length === 0) return [];
        const answer = await transport.request<{
          responses: (estypes.SearchResponse<T> & { status: number; error?: unknown })[];
        }>(
          {
            ...called('msearch', index),
            method: 'POST',
            path: `/${encodeURIComponent(index)}/_msearch`,
            querystring: { search_type: ACROSS_SHARDS.search_type },
            bulkBody: bodies.flatMap((body) => [{}, timeout === null ? body : { ...body, timeout }]),
          },
          transportOptions,
        );
        const { responses } = checkShape(msearchShape, answer);
        if (responses.length !== bodies.length) throw unreadable();
        for (const { status, error, _shards } of responses) {
          if (error !== undefined) throw fromStatus(status, error, index);
          assertTaken(_shards.failures, index);
        }
        return responses.map((response) => toAnswer(response));
      }),

    count: (index, query, options = {}) =>
      read('count', index, options, async (transportOptions) => {
        const answer = await client.count(
          { index, ...(query === undefined ? {} : { query: query as estypes.QueryDslQueryContainer }) },
          transportOptions,
        );
        return checkShape(countShape, answer).count;
      }),

    openPointInTime: (index, keepAlive, options = {}) =>
      read('openPointInTime', index, options, async (transportOptions) => {
        const answer = await client.openPointInTime({ index, keep_alive: keepAlive }, transportOptions);
        return checkShape(pointInTimeShape, answer).id;
      }),

    closePointInTime: (id, options = {}) =>
      write('closePointInTime', null, options, async (transportOptions) => {
        await client.closePointInTime({ id }, { ...transportOptions, ignore: [404] });
      }),

    get: <T>(index: string, id: string, options: CallOptions = {}) =>
      read('get', index, options, async (transportOptions) => {
        try {
          return toStored(checkShape(documentShape, await client.get<T>({ index, id }, transportOptions)));
        } catch (error) {
          if (isAbsentDocument(error)) return null;
          throw error;
        }
      }),

    mget: <T>(index: string, ids: readonly string[], { fields, ...options }: ReadManyOptions = {}) =>
      read('mget', index, options, async (transportOptions) => {
        if (ids.length === 0) return [];
        const answer = await client.mget<T>(
          {
            index,
            ids: [...ids],
            ...sourceOf(fields),
          },
          transportOptions,
        );
        const { docs } = checkShape(mgetShape, answer);
        if (docs.length !== ids.length) throw unreadable();
        return docs.map((doc) => {
          // A shard that is away or still starting: the index as a whole answers 503 then.
          if ('error' in doc) throw fromStatus(503, doc.error, index);
          return toStored(doc);
        });
      }),

    mgetFrom: <T>(
      indices: readonly string[],
      ids: readonly string[],
      { fields, ...options }: ReadManyOptions = {},
    ) =>
      read('mgetFrom', indices[0] ?? null, options, async (transportOptions) => {
        if (ids.length === 0 || indices.length === 0) return ids.map(() => []);
        const answer = await client.mget<T>(
          { docs: ids.flatMap((_id) => indices.map((_index) => ({ _index, _id, ...sourceOf(fields) }))) },
          transportOptions,
        );
        const { docs } = checkShape(mgetShape, answer);
        if (docs.length !== ids.length * indices.length) throw unreadable();
        return ids.map((_, position) =>
          docs.slice(position * indices.length, (position + 1) * indices.length).flatMap((doc) => {
            if (!('error' in doc)) return toStored(doc) ?? [];
            if (doc.error.type === 'index_not_found_exception') return [];
            throw fromStatus(503, doc.error, doc._index);
          }),
        );
      }),

    bulk: (index, ndjson, { refresh, isAlias = true, ...options } = {}) =>
      write('bulk', index, options, async (transportOptions) => {
        // Of an alias Elasticsearch sees to it; an index that is missing it would create.
        if (!isAlias && !(await client.indices.exists({ index }, transportOptions))) {
          throw indexMissing(index);
        }
        const answer = await transport.request<estypes.BulkResponse>(
          {
            ...called('bulk', index),
            method: 'POST',
            path: `/${encodeURIComponent(index)}/_bulk`,
            querystring: {
              require_alias: isAlias,
              refresh: toRefresh(refresh),
              ...(otherNodes > 0 && { timeout: TAKEN_WITHIN }),
            },
            bulkBody: ndjson,
          },
          transportOptions,
        );
        const items = checkShape(bulkShape, answer).items.map((item) => toBulkItem(item, index));
        onWritten(items);
        return items;
      }),

    refresh: (index, options = {}) =>
      read('refresh', index, options, async (transportOptions) => {
        await client.indices.refresh({ index }, transportOptions);
      }),

    createIndex: (index, body, options = {}) =>
      write('createIndex', index, options, async (transportOptions) => {
        try {
          await transport.request(
            {
              ...called('indices.create', index),
              method: 'PUT',
              path: `/${encodeURIComponent(index)}`,
              body,
            },
            transportOptions,
          );
          return 'created';
        } catch (error) {
          if (hasErrorType(error, 'resource_already_exists_exception')) return 'exists';
          // An alias of the body writes to another index already: somebody else was first.
          if (hasErrorType(error, 'illegal_state_exception', 'more than one write index')) return 'exists';
          if (hasErrorType(error, 'illegal_argument_exception', 'failed to find tokenizer'))
            return 'tokenizer_missing';
          throw error;
        }
      }),

    deleteIndex: (index, options = {}) =>
      write('deleteIndex', index, options, async (transportOptions) => {
        try {
          await client.indices.delete({ index }, transportOptions);
          return true;
        } catch (error) {
          if (hasErrorType(error, 'index_not_found_exception')) return false;
          throw error;
        }
      }),

    indexExists: (index, options = {}) =>
      read('indexExists', index, options, (transportOptions) =>
        client.indices.exists({ index }, transportOptions),
      ),

    getAlias: async (alias, options = {}) =>
      (await getAliases([alias], options)).map(({ index, isWriteIndex }) => ({ index, isWriteIndex })),

    getAliases: (aliases, options = {}) => getAliases(aliases, options),

    aliasesOf: (index, options = {}) =>
      read('aliasesOf', index, options, async (transportOptions) => {
        const answer = checkShape(aliasesShape, await client.indices.getAlias({ index }, transportOptions));
        const names = Object.values(answer).flatMap(({ aliases }) => Object.keys(aliases));
        return [...new Set(names)].sort();
      }),

    listIndices: (pattern, options = {}) =>
      read('listIndices', pattern, options, async (transportOptions) => {
        const answer = await client.indices.get({ index: pattern, features: ['aliases'] }, transportOptions);
        return Object.keys(checkShape(indicesShape, answer)).sort();
      }),

    updateAliases: (actions, options = {}) =>
      write('updateAliases', null, options, async (transportOptions) => {
        await client.indices.updateAliases({ actions: [...actions] }, transportOptions);
      }),

    getMapping: (index, options = {}) =>
      read('getMapping', index, options, async (transportOptions) => {
        const answer = await client.indices.getMapping({ index }, transportOptions);
        const [first] = Object.values(checkShape(mappingShape, answer));
        return first?.mappings ?? {};
      }),

    getSettings: (index, options = {}) =>
      read('getSettings', index, options, async (transportOptions) => {
        const answer = await client.indices.getSettings({ index }, transportOptions);
        const [first] = Object.values(checkShape(settingsShape, answer));
        return first?.settings ?? {};
      }),

    putNotes: (index, notes, options = {}) =>
      write('putNotes', index, options, async (transportOptions) => {
        await client.indices.putMapping({ index, _meta: notes }, transportOptions);
      }),

    blockWrites: (index, options = {}) =>
      write('blockWrites', index, options, async (transportOptions) => {
        const { acknowledged, indices } = await client.indices.addBlock(
          { index, block: 'write' },
          transportOptions,
        );
        // Where the block was there before, no index is listed.
        if (acknowledged && indices.every(({ blocked }) => blocked)) return;
        throw new AppError(
          'engine_unavailable',
          'The search engine did not stop the writes to the index in time. Try again in a moment.',
        );
      }),

    allowWrites: (index, options = {}) =>
      write('allowWrites', index, options, async (transportOptions) => {
        await client.indices.putSettings(
          { index, settings: { 'index.blocks.write': null } },
          transportOptions,
        );
      }),

    shardCheckpoints: (index, options = {}) =>
      read('shardCheckpoints', index, options, async (transportOptions) => {
        const [settings, stats] = await Promise.all([
          client.indices.getSettings({ index, name: 'index.number_of_shards' }, transportOptions),
          client.indices.stats({ index, metric: 'docs', level: 'shards' }, transportOptions),
        ]);
        return Object.entries(settings).flatMap(([name, { settings: own }]) =>
          toCheckpoints(name, stats.indices?.[name], Number(own?.index?.number_of_shards)),
        );
      }),

    generation: (index, options = {}) =>
      read('generation', index, options, async (transportOptions) => {
        const request = {
          index,
          metric: 'refresh' as const,
          level: 'shards' as const,
          filter_path: GENERATION,
        };
        const { indices } = checkShape(
          generationShape,
          await client.indices.stats(request, transportOptions),
        );
        return JSON.stringify(
          Object.entries(indices ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        );
      }),

    health: (index, options = {}) =>
      read('health', index, options, async (transportOptions) => {
        const answer = await client.cluster.health({ index, timeout: '1s' }, transportOptions);
        const { status, timed_out } = checkShape(healthShape, answer);
        return timed_out ? null : toHealth(status);
      }),

    storeSize: (index, options = {}) =>
      read('storeSize', index, options, async (transportOptions) => {
        const answer = await client.indices.stats({ index, metric: ['store'] }, transportOptions);
        const { _all } = checkShape(storeShape, answer);
        return _all.primaries?.store?.size_in_bytes ?? 0;
      }),

    freeBytes: (options = {}) =>
      read('freeBytes', null, options, async (transportOptions) => {
        const answer = await client.nodes.stats({ metric: 'fs' }, transportOptions);
        const nodes = Object.values(checkShape(nodesShape, answer).nodes);
        return nodes.reduce((sum, { fs }) => sum + (fs?.total?.available_in_bytes ?? 0), 0);
      }),

    snapshots: createSnapshots(
      client,
      (options, run) => read('snapshots', null, options, run),
      (options, run) => write('snapshots', null, options, run),
    ),

    analyze: (index, request, options = {}) =>
      read('analyze', index, options, async (transportOptions) => {
        const answer = await client.indices.analyze({ index, ...request }, transportOptions);
        const { tokens = [] } = checkShape(tokensShape, answer);
        return tokens.map((token) => ({
          token: token.token,
          position: token.position,
          startOffset: token.start_offset,
          endOffset: token.end_offset,
          type: token.type,
        }));
      }),

    close: () => client.close(),
  };
};

const createClient = ({ url, auth, ca, requestTimeoutMs = CALL_MS }: EngineOptions): Client => {
  const nodes = [url].flat();
  try {
    return new Client({
      nodes,
      Connection: TextConnection,
      Transport: CompatibleTransport,
      ...(nodes.length > 1 && { ConnectionPool: NodePool }),
      // It waits up to four seconds between tries, and has no budget: `call` does it.
      maxRetries: 0,
      ...(auth === undefined || auth === null
        ? {}
        : {
            auth:
              auth.kind === 'apiKey'
                ? { apiKey: auth.apiKey }
                : { username: auth.username, password: auth.password },
          }),
      ...(ca === undefined || ca === null ? {} : { tls: { ca } }),
      // Of its types undici's own option is not one.
      agent: { bodyTimeout: Math.ceil(requestTimeoutMs * STALLED_SHARE) } as object,
      // Telemetry about the client helps nobody here.
      enableMetaHeader: false,
    });
  } catch (error) {
    throw new AppError(
      'configuration',
      'The search engine’s address or certificate cannot be used. Check ELASTICSEARCH_URL and ELASTICSEARCH_CA.',
      { cause: error },
    );
  }
};

/** What is sent past the client's own methods, by its name in the client: only what has one is traced. */
const called = (name: string, index: string | null) => ({
  meta: { name, pathParts: index === null ? {} : { index } },
});

/**
 * What went wrong on the way: an engine that says itself that it has too much to do is not asked again at once. One node
 * of several may be starting, or cut off from the others, while they are not.
 */
const isBroken = (error: unknown, hasOthers: boolean): boolean =>
  error instanceof errors.ConnectionError ||
  isMoved(error) ||
  (hasOthers && error instanceof errors.ResponseError && NODE_AWAY.has(error.statusCode ?? 0));

/** No connection was had: whatever was to be sent, the engine knows nothing of it. */
const isUnsent = (error: unknown): boolean => {
  if (!(error instanceof errors.ConnectionError)) return false;
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return UNSENT.some((code) => cause?.code === code || message.includes(code));
};

const UNSENT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The node has refused it as a whole: it has no master, or has not found its state yet. */
const isUntaken = (error: unknown): boolean =>
  error instanceof errors.ResponseError &&
  error.statusCode === 503 &&
  hasErrorType(error, 'cluster_block_exception');

/** A document that is not there is an answer that says so; any other 404 is an error. */
const isAbsentDocument = (error: unknown): boolean =>
  error instanceof errors.ResponseError && error.statusCode === 404 && saysAbsent(error.body);

const saysAbsent = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'found' in body && body.found === false;

const toRefresh = (refresh: Refresh = 'none'): 'wait_for' | boolean => {
  switch (refresh) {
    case 'wait':
      return 'wait_for';
    case 'now':
      return true;
    case 'none':
      return false;
    default:
      return refresh satisfies never;
  }
};

/** Which fields of the source are to be read: all unless given. */
const sourceOf = (fields: readonly string[] | undefined): { readonly _source?: false | string[] } =>
  fields === undefined ? {} : { _source: fields.length === 0 ? false : [...fields] };

const toStored = <T>(doc: estypes.GetGetResult<T>): StoredDocument<T> | null =>
  doc.found && doc._version !== undefined
    ? {
        id: doc._id,
        index: doc._index,
        version: doc._version,
        // Left out where no field of it was asked for.
        source: doc._source ?? ({} as T),
        seqNo: doc._seq_no ?? 0,
        primaryTerm: doc._primary_term ?? 0,
      }
    : null;

const ACTIONS = ['index', 'create', 'update', 'delete'] as const;
const RESULTS = ['created', 'updated', 'deleted', 'not_found', 'noop'] as const;

const toBulkItem = (response: estypes.BulkResponse['items'][number], index: string): BulkItem => {
  const item = ACTIONS.map((action) => response[action]).find((one) => one !== undefined);
  if (item === undefined) throw unreadable();
  return {
    id: item._id ?? '',
    result: RESULTS.find((result) => result === item.result) ?? null,
    place:
      item._seq_no === undefined || item._primary_term === undefined
        ? null
        : { index: item._index, seqNo: item._seq_no, primaryTerm: item._primary_term },
    error: item.error === undefined ? null : fromStatus(item.status, item.error, index),
  };
};

const toAliasEntries = (response: estypes.IndicesGetAliasResponse, alias: string): AliasEntry[] =>
  Object.entries(response)
    .flatMap(([index, entry]) => {
      // Of aliases that do not exist the answer has `error` and `status` among the indices.
      const found = typeof entry === 'object' ? entry.aliases?.[alias] : undefined;
      return found === undefined ? [] : [{ alias, index, isWriteIndex: found.is_write_index === true }];
    })
    .sort((a, b) => (a.index < b.index ? -1 : 1));

/** Of each copy of a shard its last write, and how often what was written was made findable. */
const GENERATION = [
  'indices.*.shards.*.seq_no.max_seq_no',
  'indices.*.shards.*.refresh.external_total',
  'indices.*.shards.*.routing.node',
];

const toCheckpoints = (
  index: string,
  stats: estypes.IndicesStatsIndicesStats | undefined,
  shards: number,
): ShardCheckpoint[] =>
  Array.from({ length: shards }, (_, shard) => {
    const primary = stats?.shards?.[shard]?.find(({ routing }) => routing?.primary === true);
    const checkpoint = primary?.seq_no?.global_checkpoint;
    if (checkpoint === undefined || checkpoint < -1) {
      throw new AppError(
        'engine_unavailable',
        `Shard ${shard} of ${index} is not there. Look at the search engine’s log.`,
        { retryAfter: 5 },
      );
    }
    return { index, shard, checkpoint };
  });

const toHealth = (status: string): IndexHealth | null =>
  (['green', 'yellow', 'red'] as const).find((health) => health === status.toLowerCase()) ?? null;
