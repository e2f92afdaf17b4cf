// How long `GET /v1/suggest` takes while people type, on an index of many titles, beside an answer that asks nothing
// of anything (`/health`) from the same service in the same run.
//
//   npm run suggest-speed -- [--articles 100000] [--typists 300] [--data DIR]
//
// With --data, the titles are those of DIR's news-30k, and beyond them halves of two of them; without it they are
// made up, of random syllables, which is harder: hardly any two titles begin alike.
// One client, one request after another, as one keyboard sends them.
import { parseArgs } from 'node:util';
import { waitUntilReady } from '../src/engine/wait-until-ready.ts';
import { withConnection } from '../src/service/connect.ts';
import { readConfig } from '../src/config.ts';
import type { Suggestions } from '../src/domain/suggestion.ts';
import { bulkLines } from '../src/engine/bulk-lines.ts';
import type { Engine } from '../src/engine/engine.ts';
import { ensureIndex } from '../src/index-lifecycle/create-index.ts';
import { indexNames } from '../src/index-lifecycle/index-names.ts';
import { parseArticle } from '../src/ingest/article-schema.ts';
import { foldedForm } from '../src/text/syllable.ts';
import { quantile, servedIn } from './figures.ts';
import { dataFolder, readPassages, SHARED_COLLECTION } from './relevance-data.ts';
import { sampleArticle } from './sample-corpus.ts';
import { startServiceProcess } from './service-process.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '100000' },
    typists: { type: 'string', default: '300' },
    data: { type: 'string' },
  },
});
const articles = Number(values.articles);
const typists = Number(values.typists);
const data = values.data === undefined ? null : dataFolder(values.data, 'suggest-speed');
const alias = `bench-suggest-${process.pid}`;

const madeUp = (number: number): string => sampleArticle(number).title;

/** So many titles of the news of a folder; the rest is put together of their halves. */
const titlesOf = async (data: string): Promise<(number: number) => string> => {
  const titles: string[] = [];
  for await (const { title } of readPassages(data, SHARED_COLLECTION)) titles.push(title);
  const half = (title: string, which: 0 | 1): string => {
    const words = title.split(' ');
    return words.slice(...(which === 0 ? [0, words.length >> 1] : [words.length >> 1])).join(' ');
  };
  const at = (number: number): string => titles[number % titles.length] ?? '';
  return (number) =>
    number < titles.length ? at(number) : `${half(at(number), 0)} ${half(at(number * 7 + 1), 1)}`;
};

const fill = async (engine: Engine, titleOf: (number: number) => string): Promise<void> => {
  const BATCH = 1_000;
  for (let from = 0; from < articles; from += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, articles - from) }, (_, i) => {
      const sample = sampleArticle(from + i);
      // Suggestions are made of titles and names: one word is body enough.
      const own = titleOf(from + i).trim();
      const article = parseArticle({ ...sample, title: own || sample.title, captions: [], body: 'Tin.' });
      return bulkLines(article.id, 1, article);
    });
    for (const { error } of await engine.bulk(indexNames(alias).write, lines.join(''), {
      timeoutMs: 300_000,
    })) {
      if (error !== null) throw error;
    }
    if ((from / BATCH) % 20 === 0) console.error(`${from} articles are in`);
  }
  await engine.refresh(alias);
};

/** What somebody sends who types a text: from its first letter on, up to so many. */
const keystrokes = (text: string): string[] =>
  Array.from({ length: Math.min(20, text.length) }, (_, i) => text.slice(0, i + 1)).filter(
    (typed) => typed.trim() === typed,
  );

/** With two neighbours of its letters swapped somewhere: most of what goes on with it is looked for in every way. */
const swapped = (text: string, at: number): string => {
  const place = 3 + (at % Math.max(1, Math.min(14, text.length - 5)));
  return text.slice(0, place) + text.charAt(place + 1) + text.charAt(place) + text.slice(place + 2);
};

const unmarked = (text: string): string => text.split(' ').map(foldedForm).join(' ');

interface Answer {
  /** From the request to the end of the answer, at the client. */
  readonly ms: number;
  /** What the service says that it took. */
  readonly served: number;
  readonly body: unknown;
}

const timed = async (url: URL): Promise<Answer> => {
  const started = performance.now();
  const response = await fetch(url);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.status} for ${url.pathname}${url.search}`);
  return { ms: performance.now() - started, served: servedIn(response), body };
};

class Times {
  readonly #ms: number[] = [];
  add(ms: number): void {
    this.#ms.push(ms);
  }
  line(name: string): string {
    const figures = [0.5, 0.95, 0.99, 1]
      .map((share) => quantile(this.#ms, share).toFixed(2).padStart(8))
      .join('');
    return `${name.padEnd(28)}${String(this.#ms.length).padStart(8)}${figures}`;
  }
}

const config = readConfig();
await withConnection(config, async (engine) => {
  const { index } = await ensureIndex(engine, { alias, shards: config.shards, replicas: 0 });
  try {
    await waitUntilReady(engine, index);
    const titleOf = data === null ? madeUp : await titlesOf(data);
    await fill(engine, titleOf);
    const service = await startServiceProcess(alias);
    try {
      const suggest = (typed: string): Promise<Answer> => {
        const url = new URL('/v1/suggest', service.url);
        url.searchParams.set('q', typed);
        return timed(url);
      };
      const started = performance.now();
      while (((await suggest('a')).body as Suggestions).partial) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const read = (performance.now() - started) / 1000;
      // What follows is counted, phrases after titles: they are there once the process has nothing to do.
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      const { rss } = await service.memory();
      console.log(`${articles} titles, read in ${read.toFixed(1)} s; ${rss.toFixed(0)} MB resident.`);

      const all = {
        marked: new Times(),
        unmarked: new Times(),
        slips: new Times(),
        served: new Times(),
        nothing: new Times(),
      };
      const warmUp = new Times();
      let empty = 0;
      const type = async (text: string, times: Times): Promise<void> => {
        for (const typed of keystrokes(text)) {
          const { ms, served, body } = await suggest(typed);
          times.add(ms);
          if (times !== warmUp) all.served.add(served);
          if ((body as Suggestions).suggestions.length === 0) empty++;
          const nothing = await timed(new URL('/health', service.url));
          if (times !== warmUp) all.nothing.add(nothing.ms);
        }
      };
      // Once without the clock: what runs often is compiled.
      for (let n = 0; n < 30; n++) await type(titleOf(n), warmUp);
      empty = 0;
      for (let n = 0; n < typists; n++) {
        const title = titleOf(Math.floor((n * articles) / typists)).normalize('NFC');
        await type(title, all.marked);
        await type(unmarked(title), all.unmarked);
        await type(swapped(unmarked(title), n), all.slips);
      }
      console.log(`${'milliseconds over HTTP'.padEnd(28)}requests     p50     p95     p99     max`);
      console.log(all.marked.line('suggest, marks typed'));
      console.log(all.unmarked.line('suggest, none typed'));
      console.log(all.slips.line('suggest, with a slip'));
      console.log(all.served.line('all, in the service'));
      console.log(all.nothing.line('/health'));
      console.log(`${empty} answers had no suggestion.`);
    } finally {
      await service.stop();
    }
  } finally {
    await engine.deleteIndex(index);
  }
});
