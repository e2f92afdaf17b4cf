// How fast the service answers, beside the engine asked the same by itself, and beside what a team would otherwise have:
// the engine with marks folded away, PostgreSQL, SQLite; Meilisearch and Typesense where MEILISEARCH_URL and
// TYPESENSE_URL name one (and MEILISEARCH_KEY, TYPESENSE_KEY its key). One run, the same articles and questions, in turns.
//
//   npm run bench -- --data DIR [--quick] [--articles 30000] [--seconds 5] [--rounds 3] [--clients 1,8,64]
//                    [--kinds keywords,phrase,…] [--peers timbao,bare,asc,postgres,sqlite,meilisearch,typesense] [--write]
//
// --write puts tables and pictures into docs/. What counts are the ratios; the machine should do nothing else.
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import type { Answer } from '../src/domain/answer.ts';
import type { CallOptions, Engine, SearchOptions } from '../src/engine/engine.ts';
import { searchParameters, toSearchRequest } from '../src/http/schemas/search-parameters.ts';
import type { SearchRequest } from '../src/domain/search-request.ts';
import { withConnection } from '../src/service/connect.ts';
import { byZipf } from './by-zipf.ts';
import { engineUrl } from './engine-url.ts';
import { makeSlips } from './make-slips.ts';
import { dataFolder, readPassages, readQueries, SHARED_COLLECTION } from './relevance-data.ts';
import { readServices } from './read-services.ts';
import { seeded } from './seeded.ts';
import { shuffled } from './shuffled.ts';
import { barePeer, foldingPeer } from './versus/engine-peers.ts';
import type { Ask, BenchArticle, Peer } from './versus/peer.ts';
import { meilisearchPeer } from './versus/meilisearch-peer.ts';
import { postgresPeer } from './versus/postgres-peer.ts';
import { meanReciprocalRank, race } from './versus/race.ts';
import {
  clientsOf,
  toMarkdown,
  toSvg,
  type Contest,
  type PeerFigures,
  type Report,
} from './versus/report.ts';
import { sqlitePeer } from './versus/sqlite-peer.ts';
import { pathOf, timbaoPeer } from './versus/timbao-peer.ts';
import { typesensePeer } from './versus/typesense-peer.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    quick: { type: 'boolean', default: false },
    articles: { type: 'string' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    clients: { type: 'string' },
    kinds: { type: 'string' },
    peers: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const data = dataFolder(values.data, 'bench');
const most = Number(values.articles ?? (values.quick ? 10_000 : 30_000));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 5));
const rounds = Number(values.rounds ?? (values.quick ? 2 : 3));
const clientCounts = (values.clients ?? (values.quick ? '8' : '1,8,64')).split(',').map(Number);
const PEERS = ['timbao', 'bare', 'asc', 'postgres', 'sqlite', 'meilisearch', 'typesense'];
const wantedPeers = values.peers?.split(',') ?? (values.quick ? PEERS.slice(0, 3) : PEERS);

/** Who misspells a name would learn of it minutes later, if at all. */
const refuseUnknown = (option: string, given: readonly string[], known: readonly string[]): void => {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  console.error(`${option} has no ${unknown.join(', ')}; it takes ${known.join(', ')}.`);
  process.exit(2);
};
refuseUnknown('--peers', wantedPeers, PEERS);
const alias = `bench-${most}`;
/** What `--quick` asks. */
const QUICK_KINDS = ['with marks', 'without marks', 'dates and facets', 'newest', 'by Zipf'];
/** Seconds that each peer answers before anything is measured: services and engines run for weeks, and compile as they go. */
const WARM_UP = values.quick ? 4 : 15;

const SECTIONS = [
  'Thời sự',
  'Thế giới',
  'Kinh tế',
  'Xã hội',
  'Văn hóa',
  'Giáo dục',
  'Sức khỏe',
  'Thể thao',
  'Pháp luật',
  'Khoa học',
];
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2006-01-01T08:00:00+07:00');
const DAYS = 6_900;

/** The news have no dates of their own: they are spread evenly, the same each time. */
const readArticles = async (): Promise<BenchArticle[]> => {
  const random = seeded(17);
  const articles: BenchArticle[] = [];
  for await (const { id, title, text } of readPassages(data, SHARED_COLLECTION)) {
    if (articles.length === most) break;
    const at = new Date(FIRST_DAY + Math.floor(random() * DAYS) * DAY_MS + 7 * 3_600_000);
    articles.push({
      id,
      title,
      body: text,
      publishedAt: `${at.toISOString().slice(0, 19)}+07:00`,
      section: SECTIONS[Math.floor(random() * SECTIONS.length)] ?? '',
    });
  }
  return articles;
};

const queriesOf = async (way: string) => (await readQueries(data, 'keywords_news', way)) ?? [];

/** Three words out of the middle of a title. */
const phraseIn = (title: string): string => {
  const words = title.split(' ').filter((word) => /^\p{L}+$/u.test(word));
  const at = Math.max(0, Math.floor(words.length / 2) - 1);
  return words.slice(at, at + 3).join(' ');
};

const asksOf = async (articles: readonly BenchArticle[]): Promise<ReadonlyMap<string, readonly Ask[]>> => {
  const marked = (await queriesOf('accented')).map(({ query }) => query);
  const plain = (await queriesOf('unaccented')).map(({ query }) => query);
  const words = (queries: readonly string[]): Ask[] => queries.map((q) => ({ kind: 'words', q }));
  const slips = makeSlips(
    marked.filter((query) => /^\p{Ll}+(?: \p{Ll}+)+$/u.test(query)),
    seeded(3),
    0.1,
  );
  const some = articles.filter((_, at) => at % 97 === 0);
  return new Map<string, readonly Ask[]>([
    ['with marks', words(marked)],
    ['without marks', words(plain)],
    ['phrase', some.map(({ title }) => ({ kind: 'phrase', q: phraseIn(title) }))],
    ['phrase that is nowhere', marked.map((q) => ({ kind: 'phrase', q: `${q} ${q}` }))],
    ['dates and facets', marked.map((q) => ({ kind: 'dates', q, from: '2010', to: '2019' }))],
    ['newest', marked.map((q) => ({ kind: 'newest', q }))],
    ['mistyped', words(slips.map(({ typed }) => typed))],
    ['related', some.map(({ id }) => ({ kind: 'related', id }))],
    [
      'suggest',
      some.flatMap(({ title }): Ask[] =>
        [4, 9, 14].map((end) => ({ kind: 'suggest', typed: title.slice(0, end) })),
      ),
    ],
    ['by Zipf', words(byZipf([...marked, ...plain], 4_000, seeded(5)))],
  ]);
};

const requestOf = (path: string): SearchRequest => {
  const { searchParams } = new URL(path, 'http://localhost');
  return toSearchRequest(searchParameters.parse(Object.fromEntries(searchParams)));
};

interface Sent {
  readonly body: object;
  readonly ids: readonly string[];
}

/** So many questions are asked at once. */
const AT_ONCE = 8;

/** The request that the service finds its answer with, as its own code makes it. */
const recordBodies = async (engine: Engine, asks: Iterable<Ask>): Promise<ReadonlyMap<string, string>> => {
  const sentFor = new AsyncLocalStorage<Sent[]>();
  const note = (body: object, { hits }: Answer): void => {
    sentFor.getStore()?.push({ body, ids: hits.map(({ id }) => id) });
  };
  const listening: Engine = {
    ...engine,
    search: async <T>(index: string | null, body: object, options?: SearchOptions) => {
      const answer = await engine.search<T>(index, body, options);
      note(body, answer);
      return answer;
    },
    msearch: async <T>(index: string, bodies: readonly object[], options?: CallOptions) => {
      const answers = await engine.msearch<T>(index, bodies, options);
      for (const [at, answer] of answers.entries()) note(bodies[at] ?? {}, answer);
      return answers;
    },
  };
  const { services, signal, close } = await readServices(listening, alias);
  /** Ids of what is shown. */
  const answer = async (ask: Ask, path: string): Promise<readonly string[]> => {
    if (ask.kind === 'related') {
      await services.relatedArticles(ask.id, { size: 5, preview: false }, signal);
      return [];
    }
    return (await services.searchArticles(requestOf(path), signal)).hits.map(({ id }) => id);
  };
  const bodies = new Map<string, string>();
  const left = new Map(
    Array.from(asks).flatMap((ask) => (ask.kind === 'suggest' ? [] : [[pathOf(ask), ask]])),
  );
  const paths = left.entries();
  const work = async (): Promise<void> => {
    for (const [path, ask] of paths) {
      const sent: Sent[] = [];
      const shown = await sentFor.run(sent, () => answer(ask, path));
      const found = sent.find(({ ids }) => shown.length > 0 && isDeepStrictEqual(ids, shown)) ?? sent[0];
      if (found !== undefined) bodies.set(path, JSON.stringify(found.body));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await close();
  return bodies;
};

const busy = loadavg()[0] ?? 0;
if (busy > 0.5)
  console.error(`The machine is busy (load ${busy.toFixed(1)}): times will be long, and ratios uncertain.`);

const config = readConfig();
const url = engineUrl(config);

await withConnection(config, async (engine) => {
  const articles = await readArticles();
  const asks = await asksOf(articles);
  const kinds = values.kinds?.split(',') ?? (values.quick ? QUICK_KINDS : [...asks.keys()]);
  refuseUnknown('--kinds', kinds, [...asks.keys()]);
  const absent: string[] = [];
  const noteAbsent = (name: string, error: unknown): void => {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    absent.push(`${name} (${why})`);
  };
  const peers: Peer[] = [];
  const addPeer = async (name: string, make: () => Peer | Promise<Peer>): Promise<void> => {
    if (!wantedPeers.includes(name)) return;
    try {
      peers.push(await make());
    } catch (error) {
      noteAbsent(name, error);
    }
  };
  const figures: Omit<PeerFigures, 'memoryMb'>[] = [];
  let bodies: ReadonlyMap<string, string> = new Map();
  try {
    await addPeer('timbao', () => timbaoPeer(engine, { name: 'Tìm Báo', url, alias, cacheMb: 0 }));
    await addPeer('timbao', () =>
      timbaoPeer(engine, { name: 'Tìm Báo, answers kept', url, alias, cacheMb: 32 }),
    );
    await addPeer('bare', () => barePeer(url, alias, (ask) => bodies.get(pathOf(ask)) ?? null));
    await addPeer('asc', () => foldingPeer(engine, url, `${alias}-asc`));
    await addPeer('postgres', postgresPeer);
    await addPeer('sqlite', sqlitePeer);
    await addPeer('meilisearch', () => meilisearchPeer(alias));
    await addPeer('typesense', () => typesensePeer(alias));
    const ways = ['accented', 'unaccented'];
    const loaded: Peer[] = [];
    for (const peer of peers) {
      console.error(`${peer.name}: ${articles.length} articles …`);
      let took: number | null;
      try {
        took = await peer.load(articles);
        loaded.push(peer);
      } catch (error) {
        noteAbsent(peer.name, error);
        continue;
      }
      if (peer.name.startsWith('bare')) {
        bodies = await recordBodies(
          engine,
          kinds.flatMap((kind) => asks.get(kind) ?? []),
        );
      }
      const mrr: Record<string, number | null> = {};
      for (const way of peer.name.startsWith('bare') || values.quick ? [] : ways) {
        const judged = (await queriesOf(way)).map(({ query, relevant }) => ({
          ask: { kind: 'words', q: query } as const,
          relevant,
        }));
        mrr[way] = await meanReciprocalRank(peer, judged);
      }
      figures.push({
        name: peer.name,
        indexing: took === null ? null : articles.length / took,
        megabytes: (await peer.size()) / 2 ** 20,
        mrr,
      });
    }
    // All kinds, that nothing is measured before it has been met; those that a peer has no answer for are left out.
    for (const peer of loaded) {
      const answered = kinds.flatMap((kind) =>
        (asks.get(kind) ?? []).filter((ask) => peer.asker(ask) !== null),
      );
      await race([{ peers: [peer], asks: shuffled(answered) }], { clients: 8, rounds: 1, seconds: WARM_UP });
    }
    const heats = kinds.map((kind) => ({
      kind,
      asks: asks.get(kind) ?? [],
      peers: loaded.filter(({ name }) => kind === 'by Zipf' || !name.includes('kept')),
    }));
    if (!values.quick) await race(heats, { clients: 2, rounds: 1, seconds: Math.min(3, seconds) });
    const contests: Contest[] = [];
    for (const clients of clientCounts) {
      const courses = await race(heats, { clients, rounds, seconds }, (round) =>
        console.error(`${clientsOf(clients)}: round ${round} of ${rounds}`),
      );
      heats.forEach(({ kind }, at) => {
        const its = [...(courses[at] ?? [])].map(([{ name }, course]) => [name, course] as const);
        contests.push({ kind, clients, courses: new Map(its) });
        const bare = its.find(([name]) => name.startsWith('bare'))?.[1];
        for (const [name, course] of its) {
          const ratio =
            bare === undefined
              ? ''
              : `  × bare: p50 ${(course.p50 / bare.p50).toFixed(2)} p99 ${(course.p99 / bare.p99).toFixed(2)} rate ${(course.rate / bare.rate).toFixed(2)}`;
          console.log(
            `${kind}, ${clients}: ${name} p50 ${course.p50.toFixed(1)} p95 ${course.p95.toFixed(1)} p99 ${course.p99.toFixed(1)} ms, ${course.rate.toFixed(0)}/s, failed ${(100 * course.failed).toFixed(1)} %${ratio}`,
          );
        }
      });
    }
    const withMemory = figures.map(async (of) => {
      const peer = loaded.find(({ name }) => name === of.name);
      return { ...of, memoryMb: (await peer?.memoryMb?.()) ?? null };
    });
    const report: Report = {
      articles: articles.length,
      contests,
      peers: await Promise.all(withMemory),
      absent,
    };
    const text = toMarkdown(report);
    console.log(`\n${text}`);
    if (values.write) await writeReport(text, report);
  } finally {
    for (const peer of peers) await peer.close().catch((error: unknown) => console.error(error));
  }
});

async function writeReport(text: string, report: Report): Promise<void> {
  const file = 'docs/benchmarks.md';
  const page = await readFile(file, 'utf8');
  const [before, rest = ''] = page.split('<!-- bench -->\n', 2);
  const after = rest.slice(rest.indexOf('<!-- /bench -->'));
  const pictures = clientCounts.map(
    (clients) => `![Median times: ${clientsOf(clients)}](images/bench-${clients}.svg)`,
  );
  await writeFile(file, `${before ?? ''}<!-- bench -->\n\n${pictures.join('\n')}\n\n${text}\n${after}`);
  for (const clients of clientCounts)
    await writeFile(`docs/images/bench-${clients}.svg`, toSvg(report, clients));
}
