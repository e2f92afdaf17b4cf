import type { Mark } from './find-marks.ts';
import { highlight } from './highlight.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Passage extends Stretch {
  readonly score: number;
}

const ELLIPSIS = '…';
const SPACE = /\s/u;
const LAST_ASCII = 0x7f;

/** Whether a UTF-16 unit is white space; `\s`, without asking a regular expression for every letter. */
const isSpace = (code: number): boolean =>
  code <= LAST_ASCII
    ? code === 0x20 || (code >= 0x09 && code <= 0x0d)
    : SPACE.test(String.fromCharCode(code));

const isSpaceAt = (text: string, at: number): boolean => isSpace(text.charCodeAt(at));

/** Where a sentence ends: behind its closing mark and quote, or at the end of the paragraph. */
const SENTENCE_END = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s)|\n/gu;

/**
 * The sentences of a text without the space around them.
 *
 * @param last those that begin behind it are left out
 */
const sentencesUpTo = (text: string, last: number): Stretch[] => {
  const sentences: Stretch[] = [];
  for (let from = 0; from < text.length && from <= last;) {
    SENTENCE_END.lastIndex = from;
    const to = SENTENCE_END.test(text) ? SENTENCE_END.lastIndex : text.length;
    let start = from;
    let end = to;
    while (start < end && isSpaceAt(text, start)) start++;
    while (end > start && isSpaceAt(text, end - 1)) end--;
    if (end > start) sentences.push({ start, end });
    from = to;
  }
  return sentences;
};

/** Half of a character that UTF-16 writes as two units is none. */
const betweenCharacters = (text: string, at: number): number =>
  at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;

/** The last place at or before `end` where no word is cut, but after `start`. */
const wordEnd = (text: string, start: number, end: number): number => {
  if (end >= text.length || isSpaceAt(text, end)) return Math.min(end, text.length);
  let space = end - 1;
  while (space > start && !isSpaceAt(text, space)) space--;
  return space > start ? space : betweenCharacters(text, end);
};

/** The first place at or after `start` where a word begins, but before `end`. */
const wordStart = (text: string, start: number, end: number): number => {
  if (start <= 0 || isSpaceAt(text, start - 1)) return Math.max(start, 0);
  for (let space = start; space + 1 < end; space++) {
    if (isSpaceAt(text, space) && !isSpaceAt(text, space + 1)) return space + 1;
  }
  return betweenCharacters(text, start);
};

/**
 * A few parts of the query are worth more than many times the same; then earlier before later.
 *
 * @param from the number of the first mark that may be inside: a long text has thousands of marks
 */
const scoreOf = (marks: readonly Mark[], from: number, { start, end }: Stretch): number => {
  const keys: string[] = [];
  let inside = 0;
  for (let i = from; i < marks.length; i++) {
    const mark = marks[i] as Mark;
    if (mark.start >= end) break;
    if (mark.start < start || mark.end > end) continue;
    if (!keys.includes(mark.key)) keys.push(mark.key);
    inside++;
  }
  return keys.length * 10 + Math.min(inside, 8) - start / 1e7;
};

/** A part of one sentence too long to be shown whole, around the marks that begin with `first`. */
const cutAround = (text: string, sentence: Stretch, first: Mark, size: number): Stretch => {
  const room = size - 2;
  const before = Math.min(Math.floor(room / 4), first.start - sentence.start);
  const start = wordStart(
    text,
    Math.min(first.start - before, Math.max(sentence.end - room, sentence.start)),
    first.start,
  );
  return {
    start,
    end: Math.max(
      wordEnd(text, start, Math.min(start + room, sentence.end)),
      betweenCharacters(text, Math.min(first.end, start + room)),
    ),
  };
};

/** Every passage worth showing: from each sentence that has a mark, as many sentences on as there is room for. */
const passagesOf = (text: string, marks: readonly Mark[], size: number): Passage[] => {
  const sentences = sentencesUpTo(text, (marks.at(-1)?.end ?? 0) + size);
  const passages: Passage[] = [];
  let m = 0;
  for (let i = 0; i < sentences.length; i++) {
    const sentence = sentences[i] as Stretch;
    while (m < marks.length && (marks[m] as Mark).start < sentence.start) m++;
    const first = marks[m];
    if (first === undefined) break;
    if (first.start >= sentence.end) continue;
    if (sentence.end - sentence.start > size) {
      let from = m;
      for (let k = m; k < marks.length && (marks[k] as Mark).start < sentence.end; k++) {
        const cut = cutAround(text, sentence, marks[k] as Mark, size);
        while ((marks[from] as Mark).start < cut.start) from++;
        passages.push({ ...cut, score: scoreOf(marks, from, cut) });
        while (k + 1 < marks.length && (marks[k + 1] as Mark).end <= cut.start + (cut.end - cut.start) / 2)
          k++;
      }
      continue;
    }
    let end = sentence.end;
    for (let j = i + 1; j < sentences.length; j++) {
      const next = sentences[j] as Stretch;
      if (next.end - sentence.start > size || text.slice(end, next.start).includes('\n')) break;
      end = next.end;
    }
    const passage = { start: sentence.start, end };
    passages.push({ ...passage, score: scoreOf(marks, m, passage) });
  }
  return passages;
};

const render = (text: string, marks: readonly Mark[], { start, end }: Stretch): string => {
  const opens =
    start === 0 ||
    text.slice(0, start).trimEnd() === '' ||
    /[\n.!?…:"'”’»)\]]\s*$/u.test(text.slice(Math.max(0, start - 12), start));
  const closes =
    end >= text.trimEnd().length || text[end] === '\n' || /[.!?…]["'”’»)\]]*$/u.test(text.slice(start, end));
  return `${opens ? '' : ELLIPSIS}${highlight(text, marks, start, end)}${closes ? '' : ELLIPSIS}`;
};

/**
 * The passages of a text that show best what was searched for, in the order of the text.
 *
 * @param count how many at most
 * @param size how many characters of text one has at most, ellipses included
 * @returns HTML; where nothing is marked, the text's opening alone
 */
export const snippets = (text: string, marks: readonly Mark[], count: number, size: number): string[] => {
  if (count === 0 || text.trim() === '') return [];
  if (marks.length === 0) {
    const start = text.length - text.trimStart().length;
    const paragraph = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    const whole = { start, end: paragraph };
    return [
      render(
        text,
        [],
        whole.end - start <= size ? whole : { start, end: wordEnd(text, start, start + size - 1) },
      ),
    ];
  }
  const chosen: Passage[] = [];
  for (const passage of passagesOf(text, marks, size).toSorted((a, b) => b.score - a.score)) {
    if (chosen.length === count) break;
    if (chosen.every((other) => passage.end <= other.start || passage.start >= other.end))
      chosen.push(passage);
  }
  return chosen.toSorted((a, b) => a.start - b.start).map((passage) => render(text, marks, passage));
};
