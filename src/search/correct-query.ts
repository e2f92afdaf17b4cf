import { LRUCache } from 'lru-cache';
import type { Replacement, TypedToken } from '../correction/correction.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import { isNoWord } from '../correction/find-readings.ts';
import { isFunctionWord } from '../matching/function-words.ts';
import { plainRuns } from '../matching/plain-runs.ts';
import type { QueryNode, WordNode } from '../query/ast.ts';
import { operatorNamed } from '../query/vocabulary.ts';
import { tokenForms } from '../text/syllable.ts';

/** A query as it was perhaps meant. */
export interface MeantQuery {
  /** With its slips mended; `null` where there is none. */
  readonly corrected: string | null;
  /** The same with the marks that it was most likely typed without; `null` where none are missing. */
  readonly marked: string | null;
}

/** A word of a query, and where it stands in it: without the punctuation around it. */
interface PlacedWord extends TypedToken {
  readonly start: number;
  readonly end: number;
}

/** Words `[from, to)` of a run, and what is written in their place: one text a term. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/** What of a query is written otherwise. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How much likelier marks must be than the next ones to be offered: the natural log of the ratio. */
const SURE = 1.5;

/** What stands around a word, and belongs to the sentence. */
const AROUND = /^(?<before>[^\p{L}\p{N}]*)(?<word>.*?)(?<after>[^\p{L}\p{M}\p{N}]*)$/u;

/** From so many words on, a query may be a sentence, and its words of grammar are meant. */
const SENTENCE = 5;

const isGrammar = (word: string): boolean => {
  const { exact, folded } = tokenForms(word);
  return isFunctionWord({ level: exact === folded ? 'folded' : 'exact', exact, folded });
};

/** A run whose words of grammar stay as they are, where there may be a sentence around them. */
const asGrammar = (run: readonly PlacedWord[], words: number): readonly PlacedWord[] =>
  words < SENTENCE ? run : run.map((word) => (isGrammar(word.text) ? { ...word, fixed: true } : word));

/** The words of a run as they stand in the query; punctuation ends a run. */
const placedRuns = (q: string, run: readonly WordNode[]): readonly (readonly PlacedWord[])[] => {
  const runs: PlacedWord[][] = [[]];
  for (const { at } of run) {
    const { before = '', word = '', after = '' } = AROUND.exec(q.slice(at.start, at.end))?.groups ?? {};
    if (before !== '') runs.push([]);
    const start = at.start + before.length;
    // Letters, and the keys of VNI among them, can hold a slip; nobody could tell what is wrong with `05-CT/TW`.
    if (word !== '')
      runs.at(-1)?.push({ text: word, fixed: isNoWord(word), start, end: start + word.length });
    if (after !== '') runs.push([]);
  }
  return runs.filter((placed) => placed.length > 0);
};

const rewritten = (q: string, changes: readonly Change[]): string | null => {
  let text = '';
  let done = 0;
  for (const change of changes) {
    text += q.slice(done, change.start) + change.text;
    done = change.end;
  }
  const whole = (text + q.slice(done)).normalize('NFC');
  return whole === q ? null : whole;
};

/** A run with its replacements. */
const piecesOf = (run: readonly PlacedWord[], replacements: readonly Replacement[]): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let at = 0; at < run.length;) {
    const replacement = replacements.find(({ from }) => from === at);
    const to = Math.max(replacement?.to ?? 0, at + 1);
    pieces.push({ from: at, to, texts: replacement?.text.split(' ') ?? [run[at]?.text ?? ''] });
    at = to;
  }
  return pieces;
};

/** What has to be changed in a query so that a run of it reads so. */
const changesOf = (run: readonly PlacedWord[], pieces: readonly Piece[]): readonly Change[] =>
  pieces.flatMap(({ from, to, texts }) => {
    const [first, last, text] = [run[from], run[to - 1], texts.join(' ')];
    const isSame = to === from + 1 && first?.text === text;
    // In capitals VA with its mark would be an operator.
    if (first === undefined || last === undefined || isSame || operatorNamed(text) !== undefined) return [];
    return [{ start: first.start, end: last.end, text }];
  });

/** The same pieces with the marks that they were most likely typed without. */
const withMarks = (
  corrector: Corrector,
  run: readonly PlacedWord[],
  pieces: readonly Piece[],
): readonly Piece[] => {
  const tokens = pieces.flatMap(({ from, to, texts }) => {
    const fixed = to === from + 1 && run[from]?.fixed === true;
    return texts.map((text) => ({ text, fixed }));
  });
  const restored = corrector.restoreMarks(tokens);
  if (restored === null || restored.confidence < SURE) return pieces;
  let at = 0;
  return pieces.map((piece) => {
    const texts = restored.texts.slice(at, at + piece.texts.length);
    at += piece.texts.length;
    return { ...piece, texts };
  });
};

/**
 * What a query was most likely meant to be, where that is much likelier than what was typed. Only its plain words are
 * looked at: never phrases, exclusions, values of fields and numbers.
 *
 * @param q as typed, in NFC
 * @param node what `q` was read as by `parseQuery`; its places are those of `q`
 */
export const correctQuery = (corrector: Corrector, q: string, node: QueryNode): MeantQuery => {
  let known = meantBy.get(corrector);
  if (known === undefined) {
    known = new LRUCache({ max: MOST_KNOWN, ttl: KNOWN_MS });
    meantBy.set(corrector, known);
  }
  const before = known.get(q);
  if (before !== undefined) return before;
  const meant = meantQuery(corrector, q, node);
  known.set(q, meant);
  return meant;
};

/** The same query is read for each of its pages, filters and orders, and by many readers. */
const MOST_KNOWN = 2_000;
/** What the corrector knows grows with the archive. */
const KNOWN_MS = 10_000;
const meantBy = new WeakMap<Corrector, LRUCache<string, MeantQuery>>();

const meantQuery = (corrector: Corrector, q: string, node: QueryNode): MeantQuery => {
  const mended: Change[] = [];
  const marked: Change[] = [];
  const { runs, words } = runsOf(q, node);
  for (const run of runs) {
    const pieces = piecesOf(run, corrector.correct(asGrammar(run, words), words)?.replacements ?? []);
    mended.push(...changesOf(run, pieces));
    marked.push(...changesOf(run, withMarks(corrector, run, pieces)));
  }
  const corrected = rewritten(q, mended);
  const whole = rewritten(q, marked);
  return { corrected, marked: whole === corrected ? null : whole };
};

/** Nothing that is less likely than what was typed by more than this is tried: the natural log of the ratio. */
const LEAST_GAIN = -5;
/** A question finds something with a slip in it as well. */
const MOST_GUESSED = 6;

/**
 * The likeliest other spelling of a query, however little is said for it: for one that finds nothing.
 *
 * @returns `null` where there is none worth trying
 */
export const guessQuery = (corrector: Corrector, q: string, node: QueryNode): string | null => {
  const { runs, words } = runsOf(q, node);
  if (words > MOST_GUESSED) return null;
  const changes = runs.flatMap((run) => {
    const [best] = corrector.alternatives(asGrammar(run, words), 1);
    return best === undefined || best.gain < LEAST_GAIN
      ? []
      : changesOf(run, piecesOf(run, best.replacements));
  });
  return rewritten(q, changes);
};

const runsOf = (
  q: string,
  node: QueryNode,
): { readonly runs: readonly (readonly PlacedWord[])[]; readonly words: number } => {
  const runs = plainRuns(node).flatMap((run) => placedRuns(q, run));
  return { runs, words: runs.reduce((sum, run) => sum + run.length, 0) };
};
