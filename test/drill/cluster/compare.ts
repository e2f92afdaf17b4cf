import { isDeepStrictEqual } from 'node:util';
import type { EngineCluster } from '../../support/engine-cluster.ts';
import { KNOWN_ARTICLES } from './known-articles.ts';
import { articleOfVersion, type Acknowledged } from './writers.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: string;
}

/**
 * Compares what a service has with what was acknowledged: an export, the total of a search for everything, and each
 * article of the writers by itself.
 *
 * @returns what differs
 */
export const compareWithControl = async (
  address: string,
  acknowledged: ReadonlyMap<string, Acknowledged>,
): Promise<readonly string[]> => {
  const living = [...acknowledged].filter(([, { isRemoved }]) => !isRemoved);
  const expected = new Map<string, Pick<Listed, 'title' | 'publishedAt'>>([
    ...KNOWN_ARTICLES.map((article) => [article.id, article] as const),
    ...living.map(([id, { version }]) => [id, articleOfVersion(id, numberOf(id), version)] as const),
  ]);
  const differing: string[] = [];

  const search = (await (await fetch(`${address}/v1/search?from=2000&size=1`)).json()) as {
    readonly total: { readonly value: number };
  };
  if (search.total.value !== expected.size)
    differing.push(`A search for everything finds ${search.total.value}, not ${expected.size}.`);

  const exported = (await (await fetch(`${address}/v1/export?format=ndjson`)).text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Listed);
  if (new Set(exported.map(({ id }) => id)).size !== exported.length)
    differing.push('The export has an article twice.');
  for (const { id, title, publishedAt } of exported) {
    const wanted = expected.get(id);
    if (wanted === undefined) differing.push(`${id} is in the export, and was removed or never written.`);
    else if (wanted.title !== title || !publishedAt.startsWith(wanted.publishedAt))
      differing.push(
        `${id} is “${title}” of ${publishedAt} in the export, not “${wanted.title}” of ${wanted.publishedAt}.`,
      );
  }
  if (exported.length !== expected.size)
    differing.push(`The export has ${exported.length} articles, not ${expected.size}.`);

  for (const [id, { version, isRemoved }] of acknowledged) {
    const response = await fetch(`${address}/v1/articles/${id}`);
    const text = await response.text();
    const isRight = isRemoved
      ? response.status === 404
      : response.status === 200 && (JSON.parse(text) as Acknowledged).version === version;
    if (!isRight)
      differing.push(`${id}: ${isRemoved ? 'removed at' : 'acknowledged'} version ${version}, and ${text}`);
  }
  return differing;
};

const numberOf = (id: string): number => Number(id.slice('viet-'.length));

/** Compares the copies of each index behind an alias, node by node. @returns how many there are, and what differs */
export const compareCopies = async (
  { nodes }: EngineCluster,
  alias: string,
): Promise<{ readonly copies: number; readonly differing: readonly string[] }> => {
  const client = nodes[0]?.client;
  if (client === undefined) throw new Error('A cluster has nodes.');
  await client.indices.refresh({ index: alias });
  const shards = await client.cat.shards({ index: alias, format: 'json', h: ['index', 'id'] });
  const differing: string[] = [];
  for (const index of new Set(shards.map((shard) => shard.index ?? ''))) {
    const copies = shards.filter((shard) => shard.index === index);
    const contents = await Promise.all(
      copies.map(async ({ id: node }) => {
        const { hits } = await client.search({
          index,
          preference: `_only_nodes:${node}`,
          size: 10_000,
          sort: [{ id: 'asc' }],
          version: true,
          _source: false,
        });
        return hits.hits.map(({ _id, _version }) => [_id, _version]);
      }),
    );
    if (contents.length < 2) differing.push(`${index} has ${contents.length} copy.`);
    if (contents.some((one) => !isDeepStrictEqual(one, contents[0])))
      differing.push(`The copies of ${index} are not the same.`);
  }
  return { copies: shards.length, differing };
};
