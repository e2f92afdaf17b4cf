import type { Engine } from '../../src/engine/engine.ts';
import { ensureIndex } from '../../src/index-lifecycle/create-index.ts';
import { startServiceProcess, type ServiceProcess } from '../service-process.ts';
import { mergeSegments } from '../merge-segments.ts';
import { uploadLines } from '../upload-lines.ts';
import { httpAsker } from './http-asker.ts';
import { secondsOf, type Ask, type BenchArticle, type Peer, type Told } from './peer.ts';

/** The path of a question in the interface of the service. */
export const pathOf = (ask: Ask): string => {
  const search = (parameters: Readonly<Record<string, string>>): string =>
    `/v1/search?${new URLSearchParams(parameters).toString()}`;
  switch (ask.kind) {
    case 'words':
      return search({ q: ask.q });
    case 'phrase':
      return search({ q: `"${ask.q}"` });
    case 'dates':
      return search({ q: ask.q, from: ask.from, to: ask.to, facets: 'year,month,section' });
    case 'newest':
      return search({ q: ask.q, sort: 'newest' });
    case 'suggest':
      return `/v1/suggest?${new URLSearchParams({ q: ask.typed }).toString()}`;
    case 'related':
      return `/v1/articles/${encodeURIComponent(ask.id)}/related`;
    default:
      return ask satisfies never;
  }
};

const told = (answer: Buffer): Told => {
  const {
    hits,
    related,
    suggestions = [],
  } = JSON.parse(answer.toString()) as {
    hits?: readonly { readonly id: string }[];
    related?: readonly { readonly id: string }[];
    suggestions?: readonly { readonly text: string }[];
  };
  const ids = (hits ?? related)?.map(({ id }) => id) ?? suggestions.map(({ text }) => text);
  return { ids, bytes: answer.length };
};

export interface TimbaoPeerOptions {
  readonly name: string;
  /** Of the engine, with its account. */
  readonly url: string;
  readonly alias: string;
  /** Of answers that are kept. */
  readonly cacheMb: number;
}

/** The service as `npm start` runs it, in a process of its own. */
export const timbaoPeer = (engine: Engine, { name, url, alias, cacheMb }: TimbaoPeerOptions): Peer => {
  let service: ServiceProcess | null = null;
  let http: ReturnType<typeof httpAsker> | null = null;
  const upload = async (articles: readonly BenchArticle[]): Promise<number> => {
    const taking = await startServiceProcess(alias);
    try {
      const lines = articles.map((article) => `${JSON.stringify(article)}\n`);
      return await secondsOf(async () => {
        const { summary } = await uploadLines(taking.url, lines);
        if (summary?.['failed'] !== 0) throw new Error(`Not all was taken: ${JSON.stringify(summary)}`);
        await engine.refresh(alias);
      });
    } finally {
      await taking.stop();
    }
  };
  return {
    name,
    load: async (articles) => {
      const { created } = await ensureIndex(engine, { alias, shards: 1, replicas: 0 });
      const took = created ? await upload(articles) : null;
      if (created) await mergeSegments(url, alias);
      // One that has read the whole archive, as all have that run for a while.
      service = await startServiceProcess(alias, [], { TIMBAO_RESULT_CACHE: String(cacheMb) });
      http = httpAsker(service.url);
      return took;
    },
    size: () => engine.storeSize(alias),
    asker: (ask) => {
      const path = pathOf(ask);
      return async () => {
        const answer = await http?.ask(path);
        return answer === undefined ? { ids: [], bytes: 0 } : told(answer);
      };
    },
    memoryMb: async () => (await service?.memory())?.rss ?? 0,
    close: async () => {
      http?.close();
      await service?.stop();
    },
  };
};
