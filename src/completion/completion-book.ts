import { SUGGESTION_KINDS, type SuggestionKind } from '../domain/suggestion.ts';
import { decodeTelex } from '../text/telex.ts';
import { tokenize } from '../text/tokenize.ts';
import { typedLength, typedSyllable, type TypedSyllable } from '../text/typed-syllable.ts';
import { createCompletionIndex, MAX_TOKENS } from './completion-index.ts';
import type { Completable, Completion, CompletionIndex } from './completion-index.ts';
import { minePhrases } from './mine-phrases.ts';
import { createTitleList, type TitleList } from './title-list.ts';
import { createVocabulary } from './vocabulary.ts';

/** A text that goes on with what was typed, and where in it that stands. */
export interface FoundCompletion {
  readonly kind: SuggestionKind;
  readonly text: string;
  readonly count: number;
  /** What was typed of it: UTF-16 offsets into the text, end exclusive. */
  readonly typed: { readonly start: number; readonly end: number };
}

/** All that is suggested: titles as they come and go, names and phrases as they were last counted. */
export interface CompletionBook {
  readonly titles: TitleList;
  /** Puts all names of a kind in place of those before. */
  setNames(kind: NameKind, names: readonly Completable[]): Generator<void, void>;
  /** Looks for the phrases of the titles anew. */
  findPhrases(): Generator<void, void>;
  /** The best ways to go on with what was typed, best first, no text twice. */
  complete(typed: string, most: number): readonly FoundCompletion[];
}

export type NameKind = Extract<SuggestionKind, 'section' | 'author' | 'tag'>;

/** How many texts are added between two pauses. */
const SLICE = 200;

/** @param mostTitles how many articles' titles are kept at most: the newest */
export const createCompletionBook = (mostTitles: number): CompletionBook => {
  const vocabulary = createVocabulary();
  const titles = createTitleList(vocabulary, mostTitles);
  const others = new Map<SuggestionKind, CompletionIndex>();

  function* indexed(entries: readonly Completable[]): Generator<void, CompletionIndex> {
    const index = createCompletionIndex(vocabulary);
    for (const [i, entry] of entries.entries()) {
      if (i % SLICE === 0) yield;
      index.add(entry);
    }
    yield* index.settle();
    return index;
  }

  const find = (typed: readonly TypedSyllable[], most: number): FoundCompletion[] => {
    const found = SUGGESTION_KINDS.flatMap((kind) => {
      const index = kind === 'title' ? titles.index : others.get(kind);
      // One text may be several things: enough is asked for to be left with as many as wanted.
      return (index?.complete(typed, most * 2) ?? []).map((completion) => ({ kind, completion }));
    });
    // What is several things is the first of them, in the place of the best.
    const byText = new Map<string, { kind: SuggestionKind; completion: Completion; score: number }>();
    for (const { kind, completion } of found) {
      const first = byText.get(completion.key);
      if (first === undefined) byText.set(completion.key, { kind, completion, score: completion.score });
      else first.score = Math.max(first.score, completion.score);
    }
    return [...byText.values()]
      .sort((a, b) => b.score - a.score || a.completion.text.localeCompare(b.completion.text, 'vi'))
      .slice(0, most)
      .map(({ kind, completion: { text, count, from } }) => ({
        kind,
        text,
        count,
        typed: typedIn(text, from, typed),
      }));
  };

  return {
    titles,
    setNames: function* (kind, names) {
      others.set(kind, yield* indexed(names));
    },
    findPhrases: function* () {
      const phrases = yield* minePhrases(titles.index.texts, vocabulary);
      others.set('phrase', yield* indexed(phrases));
    },
    complete: (typed, most) => {
      const tokens = tokenize(typed.normalize('NFC'));
      if (tokens.length === 0 || tokens.length > MAX_TOKENS) return [];
      const isOpen = tokens.at(-1)?.end === typed.normalize('NFC').length;
      const read = (texts: readonly string[], loose: boolean): TypedSyllable[] =>
        texts.map((text, i) => typedSyllable(text, isOpen && i === texts.length - 1, loose));
      const texts = tokens.map(({ text }) => text);
      const found = find(read(texts, false), most);
      if (found.length > 0) return found;
      // With half of the marks, then as keys of an input method that was off: `ddangr b` is đảng b….
      const loose = find(read(texts, true), most);
      if (loose.length > 0) return loose;
      const decoded = texts.map((text) => decodeTelex(text) ?? text);
      return decoded.every((text, i) => text === texts[i]) ? [] : find(read(decoded, false), most);
    },
  };
};

/** The stretch of a text that what was typed covers, from its token `from` on. */
const typedIn = (
  text: string,
  from: number,
  typed: readonly TypedSyllable[],
): { start: number; end: number } => {
  const tokens = tokenize(text).slice(from, from + typed.length);
  const [first, last] = [tokens[0], tokens.at(-1)];
  const lastTyped = typed.at(-1);
  if (first === undefined || last === undefined || lastTyped === undefined) return { start: 0, end: 0 };
  return { start: first.start, end: last.start + typedLength(lastTyped, last.text) };
};
