// What it costs to show one article of each set of near-identical ones: the same searches with `collapse=true` and
// without, in turns, through the service's own function, on articles that went through its own writer.
//
//   npm run collapse-speed -- --data DIR [--articles 30000] [--searches 300]
//
// DIR is that of `npm run relevance`: its news-30k, and the queries of keywords_news and knownitem_news.
import { parseArgs } from 'node:util';
import { waitUntilReady } from '../src/engine/wait-until-ready.ts';
import { withConnection } from '../src/service/connect.ts';
import { languageOf } from '../src/cli/language-of.ts';
import { readConfig } from '../src/config.ts';
import type { Shown } from '../src/domain/search-request.ts';
import { ensureIndex } from '../src/index-lifecycle/create-index.ts';
import { parseArticle } from '../src/ingest/article-schema.ts';
import { openArticleStore } from '../src/ingest/open-article-store.ts';
import { writeLines } from '../src/ingest/write-lines.ts';
import { fingerprintOf, likenessTerms } from '../src/likeness/fingerprint.ts';
import { median } from './figures.ts';
import { dataFolder, readPassages, readQueries, SHARED_COLLECTION } from './relevance-data.ts';
import { timbao } from './searches.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    articles: { type: 'string', default: '30000' },
    searches: { type: 'string', default: '300' },
  },
});
const data = dataFolder(values.data, 'collapse-speed');
const alias = `bench-collapse-${process.pid}`;

/** What making the fingerprints took, beside reading and checking the same articles. */
const spent = { articles: 0, parse: 0, print: 0 };

async function* chunks(): AsyncGenerator<Uint8Array> {
  let number = 0;
  for await (const { id, title, text } of readPassages(data, SHARED_COLLECTION)) {
    if (number >= Number(values.articles)) return;
    const day = new Date(Date.UTC(2010, 0, 1) + (number++ % 4_000) * 86_400_000).toISOString();
    const line = JSON.stringify({
      id,
      title: title.trim() || 'Tin',
      body: text.trim() || 'Tin.',
      publishedAt: day,
    });
    const started = performance.now();
    const article = parseArticle(JSON.parse(line));
    const parsed = performance.now();
    likenessTerms(fingerprintOf(article));
    spent.articles++;
    spent.parse += parsed - started;
    spent.print += performance.now() - parsed;
    yield Buffer.from(`${line}\n`);
  }
}

const WAYS: Readonly<Record<string, Partial<Shown>>> = {
  relevance: {},
  newest: { sort: 'newest' },
  'relevance, with facets': { facets: ['section', 'year'] },
};

await withConnection(readConfig(), async (engine) => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0 });
  try {
    await waitUntilReady(engine, index);
    const started = performance.now();
    for await (const { error } of writeLines(openArticleStore(engine, alias), chunks())) {
      if (error !== null) throw error;
    }
    await engine.refresh(alias);
    console.log(`${spent.articles} articles in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    const each = (sum: number): string => (sum / spent.articles).toFixed(3);
    console.log(
      `An article: ${each(spent.print)} ms to fingerprint, ${each(spent.parse)} ms to read and check.`,
    );
    const queries: string[] = [];
    for (const set of ['keywords_news', 'knownitem_news']) {
      const judged = (await readQueries(data, set, 'accented')) ?? [];
      queries.push(...judged.slice(0, Number(values.searches) / 2).map(({ query }) => query));
    }
    const language = await languageOf(engine, alias);
    for (const [name, shown] of Object.entries(WAYS)) {
      const plain = { search: timbao(engine, alias, language, { shown }), times: [] as number[] };
      const collapsed = {
        search: timbao(engine, alias, language, { shown: { ...shown, collapse: true } }),
        times: [] as number[],
      };
      for (const [i, query] of queries.entries()) {
        for (const { search, times } of i % 2 === 0 ? [plain, collapsed] : [collapsed, plain]) {
          const before = performance.now();
          await search(query);
          times.push(performance.now() - before);
        }
      }
      const [apart, asSets] = [median(plain.times), median(collapsed.times)];
      console.log(
        `${name.padEnd(24)} ${apart.toFixed(1)} ms, collapsed ${asSets.toFixed(1)} ms: ${(asSets / apart).toFixed(2)} ×`,
      );
    }
  } finally {
    await engine.deleteIndex(index);
  }
});
