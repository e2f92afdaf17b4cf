import type { Client, estypes, TransportRequestOptions } from '@elastic/elasticsearch';
import { checkShape, restoreShape, snapshotProgressShape, snapshotsShape } from './answer-shapes.ts';
import type { CallOptions } from './call-options.ts';
import { toSnapshotError } from './snapshot-error.ts';
import type { RestoreProgress, Snapshot, SnapshotRepository, Snapshots, SnapshotState } from './snapshots.ts';

/** Makes one call to the engine, as `createEngine` bounds it and tells its errors. */
export type RunCall = <T>(
  options: CallOptions,
  run: (transportOptions: TransportRequestOptions) => Promise<T>,
) => Promise<T>;

/** A repository is somebody else's storage, which may be far away and slow. */
const STORAGE_MS = 120_000;

/** The engine's snapshots over its client. */
export const createSnapshots = (client: Client, read: RunCall, write: RunCall): Snapshots => {
  const telling =
    (call: RunCall) =>
    <T>(
      repository: string,
      options: CallOptions,
      run: (transportOptions: TransportRequestOptions) => Promise<T>,
    ): Promise<T> =>
      call({ timeoutMs: STORAGE_MS, ...options }, async (transportOptions) => {
        try {
          return await run(transportOptions);
        } catch (error) {
          throw toSnapshotError(error, repository) ?? error;
        }
      });
  const reading = telling(read);
  const writing = telling(write);

  return {
    register: ({ name, type, settings }, options = {}) =>
      writing(name, options, async (transportOptions) => {
        if (await isRegistered(client, { name, type, settings }, transportOptions)) return;
        await client.snapshot.createRepository(
          { name, repository: { type, settings } as estypes.SnapshotRepository },
          transportOptions,
        );
      }),

    start: (repository, snapshot, { indices, notes }, options = {}) =>
      writing(repository, options, async (transportOptions) => {
        await client.snapshot.create(
          {
            repository,
            snapshot,
            indices: [...indices],
            include_global_state: false,
            feature_states: ['none'],
            partial: false,
            metadata: { ...notes },
            wait_for_completion: false,
          },
          transportOptions,
        );
      }),

    progress: (repository, snapshot, options = {}) =>
      reading(repository, options, async (transportOptions) => {
        const answer = await client.snapshot.status({ repository, snapshot }, transportOptions);
        const [found] = checkShape(snapshotProgressShape, answer).snapshots;
        const { state } = found ?? {};
        const stats: Stats | undefined = found?.stats;
        return {
          isRunning: state === 'INIT' || state === 'STARTED',
          bytesDone: stats?.processed?.size_in_bytes ?? 0,
          bytesTotal: stats?.incremental.size_in_bytes ?? 0,
        };
      }),

    list: (repository, options = {}) =>
      reading(repository, options, async (transportOptions) => {
        // The short list is kept in one place; what it names and the long one does not have cannot be read.
        const named = await client.snapshot.get(
          { repository, snapshot: '_all', verbose: false },
          transportOptions,
        );
        const described = await client.snapshot.get(
          { repository, snapshot: '_all', ignore_unavailable: true, index_details: true },
          transportOptions,
        );
        const readable = checkShape(snapshotsShape, described).snapshots ?? [];
        const known = new Set(readable.map(({ snapshot }) => snapshot));
        const unreadable = (checkShape(snapshotsShape, named).snapshots ?? [])
          .filter(({ snapshot }) => !known.has(snapshot))
          .map((each) => ({ ...toSnapshot(each), state: 'unreadable' as const }));
        return [...unreadable, ...readable.map(toSnapshot)].sort((a, b) =>
          (a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1,
        );
      }),

    remove: (repository, snapshot, options = {}) =>
      writing(repository, options, async (transportOptions) => {
        const answer = await client.snapshot.delete(
          { repository, snapshot },
          { ...transportOptions, ignore: [404] },
        );
        return answer.acknowledged;
      }),

    restore: (repository, snapshot, { index, as, replicas }, options = {}) =>
      writing(repository, options, async (transportOptions) => {
        await client.snapshot.restore(
          {
            repository,
            snapshot,
            indices: index,
            // Of several, the name of the first is what all begin with.
            rename_pattern: `^.{${index.split(',', 1).join('').length}}`,
            rename_replacement: as,
            include_aliases: false,
            include_global_state: false,
            feature_states: ['none'],
            index_settings: { 'index.number_of_replicas': replicas },
            // That of a promotion which was at this moment when the snapshot was made.
            ignore_index_settings: ['index.blocks.write'],
            wait_for_completion: false,
          },
          transportOptions,
        );
      }),

    restoreProgress: (index, options = {}) =>
      reading(index, options, async (transportOptions) => {
        const [state, recovery] = await Promise.all([
          client.cluster.state({ index, metric: 'routing_table' }, transportOptions),
          client.indices.recovery({ index }, transportOptions),
        ]);
        return toRestoreProgress(
          checkShape(restoreShape, state) as RoutingTable,
          Object.values(recovery).flatMap(({ shards }) => shards),
        );
      }),
  };
};

/** While a snapshot is made, what is done of it is there as well, which the client's types do not have. */
type Stats = estypes.SnapshotSnapshotStats & { readonly processed?: { readonly size_in_bytes: number } };

/** Whether the engine knows it already, just so. What it keeps of its settings is text. */
const isRegistered = async (
  client: Client,
  { name, type, settings }: SnapshotRepository,
  transportOptions: TransportRequestOptions,
): Promise<boolean> => {
  const answer = await client.snapshot.getRepository({ name }, { ...transportOptions, ignore: [404] });
  const known = answer[name] as { type: string; settings?: Record<string, unknown> } | undefined;
  if (known === undefined || known.type !== type) return false;
  const kept = Object.entries(known.settings ?? {});
  return (
    kept.length === Object.keys(settings).length &&
    kept.every(([setting, value]) => String(value) === String(settings[setting]))
  );
};

const STATES: Readonly<Record<string, SnapshotState>> = {
  SUCCESS: 'complete',
  IN_PROGRESS: 'running',
  PARTIAL: 'partial',
  FAILED: 'failed',
};

const toSnapshot = (found: estypes.SnapshotSnapshotInfo): Snapshot => ({
  name: found.snapshot,
  state: STATES[found.state ?? ''] ?? 'unreadable',
  indices: found.indices ?? [],
  notes: found.metadata ?? null,
  startedAt: found.start_time === undefined ? null : String(found.start_time),
  bytes: Object.values(found.index_details ?? {}).reduce((sum, { size_in_bytes }) => sum + size_in_bytes, 0),
  failures: (found.failures ?? []).map(({ reason }) => reason),
});

interface RoutingTable {
  readonly routing_table?: {
    readonly indices?: Readonly<
      Record<string, { readonly shards: Readonly<Record<string, readonly ShardRouting[]>> }>
    >;
  };
}

interface ShardRouting {
  readonly state: string;
  readonly primary: boolean;
  readonly unassigned_info?: {
    readonly reason: string;
    readonly details?: string;
    readonly allocation_status?: string;
  };
}

const toRestoreProgress = (
  { routing_table }: RoutingTable,
  shards: readonly estypes.IndicesRecoveryShardRecovery[],
): RestoreProgress => {
  const primaries = Object.values(routing_table?.indices ?? {}).flatMap((index) =>
    Object.values(index.shards).flatMap((copies) => copies.filter(({ primary }) => primary)),
  );
  const failed = primaries.find(({ unassigned_info }) => unassigned_info?.reason === 'ALLOCATION_FAILED');
  const sizes = shards.filter(({ primary }) => primary).map(({ index }) => index.size);
  const sum = (of: (size: (typeof sizes)[number]) => unknown): number =>
    sizes.reduce((total, size) => total + Number(of(size) ?? 0), 0);
  return {
    isRunning: primaries.length === 0 || primaries.some(({ state }) => state !== 'STARTED'),
    bytesDone: sum(({ recovered_in_bytes }) => recovered_in_bytes),
    bytesTotal: sum(({ total_in_bytes }) => total_in_bytes),
    failure: failed === undefined ? null : lastCause(failed.unassigned_info?.details ?? ''),
    isWaiting: primaries.some(
      ({ state, unassigned_info }) =>
        state === 'UNASSIGNED' && unassigned_info?.allocation_status === 'deciders_no',
    ),
  };
};

/** Of a trace of many lines: what it began with. */
const lastCause = (trace: string): string =>
  (/^.*$/m.exec(trace.slice(Math.max(0, trace.lastIndexOf('Caused by: '))))?.[0] ?? '')
    .replace(/^Caused by: (?:[\w$.]+\.)?/, '')
    .slice(0, 300);
