import { ClusterConnectionPool, type Connection } from '@elastic/elasticsearch';

type PoolOptions = ConstructorParameters<typeof ClusterConnectionPool>[0];
type LookOptions = Parameters<ClusterConnectionPool['resurrect']>[0];

/** So long after a node was found away it is looked at again; twice as long after each look in vain … */
const FIRST_LOOK_MS = 1_000;
/** … for so many times, after which it is half a minute. */
const TIMES_DOUBLED = 5;

/** A look that is not answered in this time was in vain. */
const LOOK_MS = 3_000;

/** A node without a master waits for one; it is told to do so for less than the look may take. */
const LOOK = { method: 'GET', path: '/_cluster/health', querystring: 'master_timeout=1s&timeout=1s' };

/** What a node says, or a proxy in its place, that cannot do anything for now. */
export const NODE_AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * The nodes of a cluster: requests go round those that are there. One that is away is left out until it is found to be a
 * part of the cluster again. The client's own pool looks at it after a minute, which doubles with every request that
 * fails on it, so that of a node killed under load nothing is known for half an hour; and it takes a node for well that
 * answers, cut off from the others as it may be.
 */
export class NodePool extends ClusterConnectionPool {
  constructor(options: PoolOptions) {
    super(options);
    this.resurrectTimeout = FIRST_LOOK_MS;
    this.resurrectTimeoutCutoff = TIMES_DOUBLED;
  }

  /** Many requests may find out at once that a node is away: it is counted once. */
  override markDead(connection: Connection): this {
    return this.dead.includes(connection.id) ? this : super.markDead(connection);
  }

  /** Looks at the node whose turn it is, one look at a time. Called before each request. */
  override resurrect(options: LookOptions): void {
    const node = this.connections.find(({ id }) => id === this.dead[0]);
    if (node === undefined || options.now < node.resurrectTimeout) return;
    // The next look is later, unless this one finds it there.
    super.markDead(node);
    void this.look(node, options);
  }

  private async look(node: Connection, { requestId, name, context }: LookOptions): Promise<void> {
    try {
      const { statusCode } = await node.request(LOOK, { timeout: LOOK_MS, requestId, name, context });
      if (!NODE_AWAY.has(statusCode)) this.markAlive(node);
    } catch {
      // It is away still.
    }
  }
}
