import type { Replacement } from '../correction/correction.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import { isNoWord } from '../correction/find-readings.ts';
import { plainRuns } from '../matching/plain-runs.ts';
import type { QueryNode, WordNode } from '../query/ast.ts';
import { operatorNamed } from '../query/vocabulary.ts';
import { tokenize } from '../text/tokenize.ts';

/** A query as it was perhaps meant. */
export interface MeantQuery {
  /** With its slips mended; `null` where there is none. */
  readonly corrected: string | null;
  /** The same with the marks that it was most likely typed without; `null` where none are missing. */
  readonly marked: string | null;
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
const SURE = 1;

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

/** Letters, and the keys of VNI among them, can hold a slip; nobody could tell what is wrong with `05-CT/TW`. */
const isTerm = ({ text }: WordNode): boolean => !isNoWord(text);

/** A word without the signs around it: `đâu?` is `đâu`. */
const bare = (word: WordNode): WordNode => {
  const [only, ...others] = tokenize(word.text);
  const { start, end } = word.at;
  if (only === undefined || others.length > 0 || word.text.length !== end - start) return word;
  const at = { start: start + only.start, end: start + only.end };
  return { ...word, text: word.text.slice(only.start, only.end), at };
};

/** A run with its replacements. */
const piecesOf = (run: readonly WordNode[], replacements: readonly Replacement[]): readonly Piece[] => {
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
const changesOf = (run: readonly WordNode[], pieces: readonly Piece[]): readonly Change[] =>
  pieces.flatMap(({ from, to, texts }) => {
    const [first, last, text] = [run[from], run[to - 1], texts.join(' ')];
    const isSame = to === from + 1 && first?.text === text;
    // In capitals VA with its mark would be an operator.
    if (first === undefined || last === undefined || isSame || operatorNamed(text) !== undefined) return [];
    return [{ start: first.at.start, end: last.at.end, text }];
  });

/** The same pieces with the marks that they were most likely typed without. */
const withMarks = (
  corrector: Corrector,
  run: readonly WordNode[],
  pieces: readonly Piece[],
): readonly Piece[] => {
  const tokens = pieces.flatMap(({ from, to, texts }) => {
    const fixed = to === from + 1 && run[from] !== undefined && !isTerm(run[from]);
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
 * @param node what `q` was read as; its places are those of `q`
 */
export const correctQuery = (corrector: Corrector, q: string, node: QueryNode): MeantQuery => {
  const mended: Change[] = [];
  const marked: Change[] = [];
  for (const words of plainRuns(node)) {
    const run = words.map(bare);
    const typed = run.map((word) => ({ text: word.text, fixed: !isTerm(word) }));
    const pieces = piecesOf(run, corrector.correct(typed)?.replacements ?? []);
    mended.push(...changesOf(run, pieces));
    marked.push(...changesOf(run, withMarks(corrector, run, pieces)));
  }
  const corrected = rewritten(q, mended);
  const whole = rewritten(q, marked);
  return { corrected, marked: whole === corrected ? null : whole };
};
