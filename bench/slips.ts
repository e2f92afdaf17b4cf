// What the corrector makes of mistyped searches, and that it leaves clean ones alone.
//
//   npm run slips -- --data DIR [--seed 1] [--searches 180] [--clean 1000] [--half fitted|held-out] [--verbose]
//
// DIR is that of `npm run relevance`, with slips-dev.tsv beside it. The language is counted from its news-30k. Slips are
// those of the file, and fresh ones of other searches, made by `make-slips.ts` from the seed. The costs of
// src/correction/slip-costs.ts were fitted on half of the searches; `--half held-out` shows the others alone.
import { parseArgs } from 'node:util';
import type { Correction, TypedToken } from '../src/correction/correction.ts';
import { createCorrector } from '../src/correction/create-corrector.ts';
import { carriesMarks, exactForm } from '../src/text/syllable.ts';
import { quantile } from './figures.ts';
import { foldedText } from './make-slips.ts';
import type { Slip } from './make-slips.ts';
import { dataFolder } from './relevance-data.ts';
import { cleanQueries, countNews, freshSlips, readSlips, runsOf } from './slips-data.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    searches: { type: 'string', default: '180' },
    clean: { type: 'string', default: '1000' },
    half: { type: 'string' },
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
  telex1: [0.97, 0],
  telex: [0.97, 0],
  vni: [0.97, 0],
  glued: [0.95, 0.9],
};
const LETTERS = [0.9, 0.75] as const;

/** Which half a search is in: by its words, so that all slips of one search are in the same. */
const isWanted = (search: string): boolean => {
  if (values.half === undefined) return true;
  let hash = 7;
  for (const character of search) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return ((hash >>> 3) % 2 === 0) === (values.half === 'fitted');
};

const started = performance.now();
const before = process.memoryUsage().rss;
const model = await countNews(data);
const corrector = createCorrector(model);
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
}

/**
 * HERE THE REAL SEARCH COMES IN: `searchArticles` with the typed query and with the one meant, on an index of news-30k.
 * It is rescued, too, where the first ten of the typed one hold at least half of the first ten of the other. Until the
 * search asks the corrector, the corrector alone is asked.
 */
const attempt = (slip: Slip): Tried => {
  const run = runsOf(slip.typed)[0] ?? [];
  const correction = corrector.correct(run);
  const text = correction === null ? null : mended(run, correction);
  const rescued = isMeant(text ?? slip.typed, slip);
  const amongFive =
    rescued || corrector.alternatives(run, 5).some((other) => isMeant(mended(run, other), slip));
  return { rescued, amongFive, text };
};

const rates = (slips: readonly Slip[]): void => {
  const kinds = [...new Set(slips.map(({ kind }) => kind))];
  console.log('| kind | with marks | goal | among five | without | goal | among five |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const missed: string[] = [];
  for (const kind of kinds) {
    const cells = (['accented', 'unaccented'] as const).flatMap((way, at) => {
      const those = slips.filter((slip) => slip.kind === kind && slip.way === way);
      if (those.length === 0) return ['–', '', ''];
      const tried = those.map(attempt);
      tried.forEach(({ rescued, text }, i) => {
        const { typed, meant } = those[i] as Slip;
        if (!rescued) missed.push(`${kind} ${way}: ${typed} → ${text ?? '–'} (${meant})`);
      });
      const share = (of: keyof Pick<Tried, 'rescued' | 'amongFive'>): number =>
        tried.filter((one) => one[of]).length / tried.length;
      const goal = (GOALS[kind] ?? LETTERS)[at] ?? 0;
      const rate = `${share('rescued').toFixed(3)} of ${tried.length}`;
      return [share('rescued') < goal ? `**${rate}**` : rate, goal.toFixed(2), share('amongFive').toFixed(3)];
    });
    console.log(`| ${kind} | ${cells.join(' | ')} |`);
  }
  if (values.verbose) console.log(missed.join('\n'));
};

console.log('\nslips-dev.tsv');
rates(readSlips(data).filter(({ meant }) => isWanted(meant)));
console.log(`\nfresh slips, seed ${seed}`);
rates((await freshSlips(data, seed, Number(values.searches))).filter(({ meant }) => isWanted(meant)));

const clean = (await cleanQueries(data, seed, Number(values.clean))).filter(({ query }) =>
  isWanted(query.slice(0, 9).normalize('NFD')),
);
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
