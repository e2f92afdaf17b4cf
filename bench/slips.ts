// What the corrector makes of mistyped searches, and that it leaves clean ones alone.
//
//   npm run slips -- --data DIR [--seed 1] [--searches 180] [--clean 1000] [--verbose]
//   npm run slips -- --data DIR --offline      # the corrector alone, without an engine
//
// A mistyped search is rescued where the right one is suggested or shown at once, or where at least half of the right
// first ten are shown.
//
// DIR is that of `npm run relevance`, with slips-dev.tsv beside it. The language is counted from its news-30k. Slips are
// those of the file, and fresh ones of other searches, made by `make-slips.ts` from the seed. The costs of
// src/correction/slip-costs.ts were fitted with seeds 1 to 3; others tell how good they are.
import { parseArgs } from 'node:util';
import type { Correction, TypedToken } from '../src/correction/correction.ts';
import { createCorrector } from '../src/correction/create-corrector.ts';
import { carriesMarks, exactForm } from '../src/text/syllable.ts';
import { quantile } from './figures.ts';
import { foldedText } from './make-slips.ts';
import type { Slip } from './make-slips.ts';
import { dataFolder } from './relevance-data.ts';
import { cleanQueries, countNews, freshSlips, readSlips, runsOf } from './slips-data.ts';
import { withConnection } from '../src/service/connect.ts';
import { readConfig } from '../src/config.ts';
import type { SearchResult } from '../src/domain/search-result.ts';
import type { Engine, Searcher } from '../src/engine/engine.ts';
import { createAbbreviationsFile } from '../src/search/abbreviations-file.ts';
import { viewNow } from '../src/domain/visibility.ts';
import { createReader } from '../src/search/reader.ts';
import { searchArticles } from '../src/search/search-articles.ts';
import { indexCollection, TIMBAO } from './collection.ts';
import { SHARED_COLLECTION } from './relevance-data.ts';
import { requestFor } from './searches.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    searches: { type: 'string', default: '180' },
    clean: { type: 'string', default: '1000' },
    offline: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const data = dataFolder(values.data, 'slips');
const seed = Number(values.seed);

/** What is wanted of each kind: typed with marks, and without. */
const GOALS: Readonly<Record<string, readonly [accented: number, unaccented: number]>> = {
  hoinga: [0.95, 0],
  wrongtone: [0.95, 0],
  mark: [0.95, 0],
  telex1: [0.97, 0.9],
  telex: [0.97, 0],
  vni: [0.97, 0],
  glued: [0.95, 0.9],
};
const LETTERS = [0.9, 0.75] as const;

const started = performance.now();
const before = process.memoryUsage().rss;
const { model, searches } = await countNews(data);
const corrector = createCorrector(searches);
console.log(
  `${model.tokens} tokens counted in ${((performance.now() - started) / 1000).toFixed(1)} s, ` +
    `${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more resident`,
);

const mended = (run: readonly TypedToken[], { replacements }: Correction): string => {
  const words: string[] = [];
  let at = 0;
  for (const { from, to, text } of replacements) {
    words.push(...run.slice(at, from).map(({ text }) => text), text);
    at = to;
  }
  words.push(...run.slice(at).map(({ text }) => text));
  return words.join(' ');
};

const tokensOf = (text: string): readonly TypedToken[] =>
  text.split(' ').map((word) => ({ text: word, fixed: false }));

/** With the marks that were most likely left out, of a search that has none. */
const marked = (text: string): string =>
  text.split(' ').some(carriesMarks)
    ? text
    : (corrector.restoreMarks(tokensOf(text))?.texts.join(' ') ?? text);

const termsOf = (text: string): string => text.split(' ').map(exactForm).join(' ');

/** Whether a search is the one meant: with its marks where those were typed. */
const isMeant = (text: string, { meant, way }: Slip): boolean =>
  way === 'accented'
    ? termsOf(marked(text)) === termsOf(meant)
    : termsOf(foldedText(text)) === termsOf(foldedText(meant));

interface Tried {
  readonly rescued: boolean;
  readonly amongFive: boolean;
  readonly text: string | null;
  /** Whether what was typed found nothing, and what is shown is what was meant. */
  readonly foundNothing: boolean;
  readonly isShown: boolean;
}

/** The service's own function on an index of the news, as the API calls it; `null` offline. */
interface Online {
  readonly search: (q: string) => Promise<SearchResult>;
  /** How many requests the engine got. */
  readonly requests: () => number;
}

const connectToNews = async (engine: Engine): Promise<Online> => {
  const index = await indexCollection(engine, data, SHARED_COLLECTION, TIMBAO, console.error);
  const known = { language: model, corrector };
  const abbreviations = createAbbreviationsFile().current();
  let requests = 0;
  const counting: Searcher = {
    search: (...call) => {
      requests += 1;
      return engine.search(...call);
    },
    msearch: (...call) => {
      requests += 1;
      return engine.msearch(...call);
    },
  };
  return {
    search: (q) =>
      searchArticles(
        { engine: createReader(counting, viewNow(Date.now)), index, abbreviations, ...known },
        requestFor(q, { shown: { explain: true, snippets: 0 } }),
      ),
    requests: () => requests,
  };
};

const idsOf = ({ hits }: SearchResult): readonly string[] => hits.map(({ id }) => id);

const attempt = async (slip: Slip, online: Online | null): Promise<Tried> => {
  const run = runsOf(slip.typed)[0] ?? [];
  const amongFive = corrector.alternatives(run, 5).some((other) => isMeant(mended(run, other), slip));
  if (online === null) {
    const correction = corrector.correct(run);
    const text = correction === null ? null : mended(run, correction);
    const rescued = isMeant(text ?? slip.typed, slip);
    return { rescued, amongFive: rescued || amongFive, text, foundNothing: false, isShown: false };
  }
  const [shown, right] = [await online.search(slip.typed), await online.search(slip.meant)];
  const { suggestion, corrected, trace = [] } = shown.query;
  const wanted = idsOf(right);
  const there =
    wanted.filter((id) => idsOf(shown).includes(id)).length * 2 >= wanted.length && wanted.length > 0;
  const texts = [suggestion, corrected?.to].filter((text) => text !== undefined);
  const rescued = there || texts.some((text) => isMeant(text, slip));
  return {
    rescued,
    amongFive: rescued || amongFive,
    text: texts[0] ?? null,
    foundNothing: trace.find(({ rung }) => rung === 'typed')?.total.value === 0,
    isShown: there || (corrected !== null && isMeant(corrected.to, slip)),
  };
};

const rates = async (slips: readonly Slip[], online: Online | null): Promise<void> => {
  const kinds = [...new Set(slips.map(({ kind }) => kind))];
  console.log('| kind | with marks | goal | among five | without | goal | among five |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const missed: string[] = [];
  const all: Tried[] = [];
  for (const kind of kinds) {
    const cells: string[] = [];
    for (const [at, way] of (['accented', 'unaccented'] as const).entries()) {
      const those = slips.filter((slip) => slip.kind === kind && slip.way === way);
      if (those.length === 0) {
        cells.push('–', '', '');
        continue;
      }
      const tried: Tried[] = [];
      for (const slip of those) tried.push(await attempt(slip, online));
      all.push(...tried);
      tried.forEach(({ rescued, text }, i) => {
        const { typed, meant } = those[i] as Slip;
        if (!rescued) missed.push(`${kind} ${way}: ${typed} → ${text ?? '–'} (${meant})`);
      });
      const share = (of: keyof Pick<Tried, 'rescued' | 'amongFive'>): number =>
        tried.filter((one) => one[of]).length / tried.length;
      const goal = (GOALS[kind] ?? LETTERS)[at] ?? 0;
      const rate = `${share('rescued').toFixed(3)} of ${tried.length}`;
      cells.push(
        share('rescued') < goal ? `**${rate}**` : rate,
        goal.toFixed(2),
        share('amongFive').toFixed(3),
      );
    }
    console.log(`| ${kind} | ${cells.join(' | ')} |`);
  }
  const empty = all.filter(({ foundNothing }) => foundNothing);
  if (online !== null)
    console.log(
      `shown at once, of ${empty.length} that find nothing as typed: ${(empty.filter(({ isShown }) => isShown).length / empty.length).toFixed(3)} (goal: 0.80)`,
    );
  if (values.verbose) console.log(missed.join('\n'));
};

const tell = async (online: Online | null): Promise<void> => {
  console.log('\nslips-dev.tsv');
  await rates(readSlips(data), online);
  console.log(`\nfresh slips, seed ${seed}`);
  await rates(await freshSlips(data, seed, Number(values.searches)), online);

  const clean = await cleanQueries(data, seed, Number(values.clean));
  const alarms: string[] = [];
  const bySet = new Map<string, number>();
  const times: number[] = [];
  /** Of six syllables, and of up to twelve. */
  const six: number[] = [];
  const twelve: number[] = [];
  for (const { query, set, way } of clean) {
    let spent = 0;
    let alarm = '';
    const runs = runsOf(query);
    const words = runs.flat().length;
    for (const run of runs) {
      const from = process.cpuUsage();
      const correction = corrector.correct(run, words);
      const { user, system } = process.cpuUsage(from);
      const took = (user + system) / 1000;
      spent += took;
      if (run.length === 6) six.push(took);
      if (run.length <= 12) twelve.push(took);
      if (correction === null) continue;
      const changes = correction.replacements.map(
        ({ from, to, text }) =>
          `${run
            .slice(from, to)
            .map(({ text }) => text)
            .join(' ')} → ${text}`,
      );
      alarm += ` ${changes.join(', ')} (${correction.gain.toFixed(1)})`;
    }
    times.push(spent);
    if (alarm === '') continue;
    bySet.set(`${set} ${way}`, (bySet.get(`${set} ${way}`) ?? 0) + 1);
    alarms.push(`${set} ${way}:${alarm}, of “${query.slice(0, 100)}”`);
  }
  const figures = (name: string, took: readonly number[]): string => {
    const average = took.reduce((sum, one) => sum + one, 0) / took.length;
    const [p99, most] = [quantile(took, 0.99), quantile(took, 1)];
    return `${name}: ${average.toFixed(2)} ms of the processor on average, p99 ${p99.toFixed(2)}, most ${most.toFixed(2)} (${took.length})`;
  };
  const share = ((alarms.length / clean.length) * 100).toFixed(2);
  console.log(
    `\nclean searches that got a correction: ${alarms.length} of ${clean.length}, ${share} % (goal: at most 1 %)`,
  );
  for (const [set, count] of bySet) console.log(`  ${set}: ${count}`);
  if (values.verbose) console.log(alarms.join('\n'));
  console.log(figures('run of six words', six));
  console.log(figures('run of up to twelve', twelve));
  console.log(figures('whole search', times));
  if (online !== null) {
    const before = online.requests();
    const changed: string[] = [];
    for (const { query } of clean) {
      const { corrected } = (await online.search(query)).query;
      if (corrected !== null) changed.push(`${corrected.from} → ${corrected.to}`);
    }
    const requests = (online.requests() - before) / clean.length;
    console.log(`requests to the engine a clean search: ${requests.toFixed(2)}`);
    console.log(`clean searches that got other results: ${changed.length} of ${clean.length} (goal: none)`);
    if (values.verbose) console.log(changed.join('\n'));
  }
};

if (values.offline) await tell(null);
else await withConnection(readConfig(), async (engine) => tell(await connectToNews(engine)));
