import type { Engine } from '../../src/engine/engine.ts';
import { FOLDING } from '../collection.ts';
import { mergeSegments } from '../merge-segments.ts';
import { httpAsker } from './http-asker.ts';
import { secondsOf, type Ask, type BenchArticle, type Peer, type Told } from './peer.ts';

interface EngineAnswer {
  readonly hits: { readonly hits: readonly { readonly _id: string }[] };
}

const told = (answer: Buffer): Told => {
  const { hits } = JSON.parse(answer.toString()) as EngineAnswer;
  return { ids: hits.hits.map(({ _id }) => _id), bytes: answer.length };
};

/** What the engine's Java has taken of the machine's memory: its heap, its own, and buffers beside them. */
const jvmMb = (stats: string): number => {
  const { nodes } = JSON.parse(stats) as {
    readonly nodes: Readonly<
      Record<
        string,
        {
          readonly jvm: {
            readonly mem: Readonly<Record<'heap_committed_in_bytes' | 'non_heap_committed_in_bytes', number>>;
            readonly buffer_pools: { readonly direct: { readonly total_capacity_in_bytes: number } };
          };
        }
      >
    >;
  };
  const bytes = Object.values(nodes).map(
    ({ jvm: { mem, buffer_pools: pools } }) =>
      mem.heap_committed_in_bytes + mem.non_heap_committed_in_bytes + pools.direct.total_capacity_in_bytes,
  );
  return bytes.reduce((sum, one) => sum + one, 0) / 2 ** 20;
};

/**
 * The engine by itself, asked at once what the service found its answer with, and nothing more: as fast as the service
 * could be.
 *
 * @param bodyOf the request whose hits the service shows for a question, as JSON; `null` where it sends none
 */
export const barePeer = (url: string, index: string, bodyOf: (ask: Ask) => string | null): Peer => {
  const { ask, close } = httpAsker(url);
  return {
    name: 'bare engine',
    load: () => Promise.resolve(null),
    size: () => Promise.resolve(0),
    memoryMb: async () => jvmMb((await ask('/_nodes/stats/jvm')).toString()),
    asker: (question) => {
      const body = bodyOf(question);
      return body === null ? null : async () => told(await ask(`/${index}/_search`, body));
    },
    close: () => Promise.resolve(close()),
  };
};

const HIGHLIGHT = {
  fields: { title: { number_of_fragments: 0 }, body: { fragment_size: 160, number_of_fragments: 2 } },
};

/** What most people would send: any of the words, titles weighing double. */
const words = (q: string, more: object = {}) => ({
  multi_match: { query: q, fields: ['title^2', 'body'], ...more },
});

const requestOf = (ask: Ask): object | null => {
  const page = { size: 10, track_total_hits: 10_000, highlight: HIGHLIGHT };
  switch (ask.kind) {
    case 'words':
      return { ...page, query: words(ask.q) };
    case 'phrase':
      return { ...page, query: words(ask.q, { type: 'phrase' }) };
    case 'dates':
      return {
        ...page,
        query: {
          bool: {
            must: words(ask.q),
            filter: { range: { publishedAt: { gte: ask.from, lte: ask.to, time_zone: '+07:00' } } },
          },
        },
        aggs: {
          year: { date_histogram: { field: 'publishedAt', calendar_interval: 'year', time_zone: '+07:00' } },
          month: {
            date_histogram: { field: 'publishedAt', calendar_interval: 'month', time_zone: '+07:00' },
          },
          section: { terms: { field: 'section', size: 20 } },
        },
      };
    case 'newest':
      return { ...page, query: words(ask.q, { operator: 'and' }), sort: [{ publishedAt: 'desc' }] };
    case 'related':
      return {
        size: 10,
        query: { more_like_this: { fields: ['title', 'body'], like: [{ _id: ask.id }], min_term_freq: 1 } },
      };
    case 'suggest':
      return null;
    default:
      return ask satisfies never;
  }
};

/** Plain Elasticsearch with marks folded away, and its own highlights: what a team sets up in a day. */
export const foldingPeer = (engine: Engine, url: string, index: string): Peer => {
  const { ask, close } = httpAsker(url);
  const write = async (articles: readonly BenchArticle[]): Promise<void> => {
    for (let at = 0; at < articles.length; at += 500) {
      const lines = articles
        .slice(at, at + 500)
        .map(({ id, ...source }) => `${JSON.stringify({ index: { _id: id } })}\n${JSON.stringify(source)}\n`);
      const items = await engine.bulk(index, lines.join(''), { isAlias: false, timeoutMs: 120_000 });
      const failed = items.find(({ error }) => error !== null);
      if (failed !== undefined) throw new Error(String(failed.error?.cause));
    }
  };
  return {
    name: 'asciifolding',
    load: async (articles) => {
      const { settings, mappings } = FOLDING.body as {
        settings: { index: object };
        mappings: { properties: object };
      };
      const outcome = await engine.createIndex(index, {
        settings: { index: { ...settings.index, number_of_shards: 1, number_of_replicas: 0 } },
        mappings: {
          ...mappings,
          properties: {
            ...mappings.properties,
            publishedAt: { type: 'date' },
            section: { type: 'keyword' },
          },
        },
      });
      if (outcome !== 'created') return null;
      const took = await secondsOf(async () => {
        await write(articles);
        await engine.refresh(index);
      });
      await mergeSegments(url, index);
      return took;
    },
    size: () => engine.storeSize(index),
    asker: (question) => {
      const request = requestOf(question);
      const body = request === null ? null : JSON.stringify(request);
      return body === null ? null : async () => told(await ask(`/${index}/_search`, body));
    },
    close: () => Promise.resolve(close()),
  };
};
