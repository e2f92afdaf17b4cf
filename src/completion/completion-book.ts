import type { Corrector } from '../correction/create-corrector.ts';
import type { SuggestedArticle, SuggestionKind } from '../domain/suggestion.ts';
import { tokenize } from '../text/tokenize.ts';
import { typedLength, type TypedSyllable } from '../text/typed-syllable.ts';
import { createCompletionIndex, MAX_TOKENS } from './completion-index.ts';
import type { Completable, Completion, CompletionIndex } from './completion-index.ts';
import { createMender } from './mend.ts';
import { minePhrases } from './mine-phrases.ts';
import { createSlots } from './slots.ts';
import { createTitleList, type TitleList } from './title-list.ts';
import { TYPED_READINGS, type TypedWay } from './typed-readings.ts';
import { createVocabulary } from './vocabulary.ts';
import { createWrittenForms } from './written-forms.ts';

/** A text that goes on with what was typed, and where in it that stands. */
export interface FoundCompletion {
  readonly kind: SuggestionKind;
  readonly text: string;
  readonly count: number;
  /** What was typed of it: UTF-16 offsets into the text, end exclusive. */
  readonly typed: { readonly start: number; readonly end: number };
  /** Of a title: its article, the newest where several have it. */
  readonly article: SuggestedArticle | null;
}

/** All that is suggested: titles as they come and go; names, phrases and popular searches as they were last counted. */
export interface CompletionBook {
  readonly titles: TitleList;
  /** Puts all names of a kind in place of those before. */
  setNames(kind: NameKind, names: readonly Completable[]): Generator<void, void>;
  /** Puts what many readers search for in place of what was there before. */
  setPopular(searches: readonly Completable[]): Generator<void, void>;
  /** Looks for the phrases of the titles anew. */
  findPhrases(): Generator<void, void>;
  /**
   * The best ways to go on with what was typed, best first; what goes on with it letter by letter comes before what
   * was perhaps meant. A text is there once, or as a phrase and behind it as a name.
   */
  complete(typed: string, most: number, corrector: Corrector): readonly FoundCompletion[];
}

export type NameKind = Extract<SuggestionKind, 'section' | 'author' | 'tag'>;

/** How many texts are added between two pauses. */
const SLICE = 200;

const NAME_KINDS: readonly NameKind[] = ['section', 'author', 'tag'];
const KINDS: readonly SuggestionKind[] = ['phrase', 'popular', ...NAME_KINDS, 'title'];

const isName = (kind: SuggestionKind): boolean => NAME_KINDS.some((name) => name === kind);

interface Found {
  readonly kind: SuggestionKind;
  readonly completion: Completion;
  readonly score: number;
  readonly syllables: readonly TypedSyllable[];
}

/** Letters and digits that were typed in one go. */
const KEYS = /[\p{L}\p{M}\p{Nd}]+/gu;

/** @param mostTitles how many articles' titles are kept at most: the newest */
export const createCompletionBook = (mostTitles: number): CompletionBook => {
  const vocabulary = createVocabulary();
  const written = createWrittenForms(vocabulary);
  const slotOf = createSlots(vocabulary);
  const menderOf = createMender();
  const titles = createTitleList(written, mostTitles);
  const others = new Map<SuggestionKind, CompletionIndex>();

  function* indexed(entries: readonly Completable[]): Generator<void, CompletionIndex> {
    const index = createCompletionIndex(written);
    for (const [i, entry] of entries.entries()) {
      if (i % SLICE === 0) yield;
      index.add(entry);
    }
    yield* index.settle();
    return index;
  }

  /** A phrase is counted now and then, and its titles may be gone since. */
  const isInTitles = (phrases: CompletionIndex, entry: number): boolean => {
    const { texts } = phrases;
    const start = texts.startOf(entry);
    const length = texts.endOf(entry) - start;
    return titles.index.holds(Array.from({ length }, (_, i) => texts.tokenAt(start + i)));
  };

  const findWay = ({ syllables, cost, leastCount = 1 }: TypedWay, most: number): readonly Found[] => {
    const slots = syllables.map(slotOf);
    if (slots.some(({ ids }) => ids.length === 0)) return [];
    return KINDS.flatMap((kind) => {
      const index = kind === 'title' ? titles.index : others.get(kind);
      if (index === undefined || (kind === 'title' && leastCount > 1)) return [];
      // One text may be several things: enough is asked for to be left with as many as wanted.
      return index
        .complete(slots, most * 2)
        .filter(({ count, entry }) => count >= leastCount && (kind !== 'phrase' || isInTitles(index, entry)))
        .map((completion) => ({ kind, completion, score: completion.score - cost, syllables }));
    });
  };

  const find = (ways: readonly TypedWay[], most: number): readonly Found[] => {
    const byText = new Map<string, Found[]>();
    for (const found of ways.flatMap((way) => findWay(way, most))) {
      const alike = byText.get(found.completion.key);
      if (alike === undefined) byText.set(found.completion.key, [found]);
      else alike.push(found);
    }
    return [...byText.values()]
      .map((alike) => ({ shown: shownOf(alike), score: Math.max(...alike.map(({ score }) => score)) }))
      .sort((a, b) => b.score - a.score || textOf(a.shown).localeCompare(textOf(b.shown), 'vi'))
      .flatMap(({ shown }) => shown);
  };

  return {
    titles,
    setNames: function* (kind, names) {
      others.set(kind, yield* indexed(names));
    },
    setPopular: function* (searches) {
      others.set('popular', yield* indexed(searches));
    },
    findPhrases: function* () {
      const isAName = (tokens: readonly number[]): boolean =>
        NAME_KINDS.some((kind) => others.get(kind)?.has(tokens) === true);
      const phrases = yield* minePhrases(titles.index.texts, vocabulary, isAName);
      others.set('phrase', yield* indexed(phrases));
    },
    complete: (text, most, corrector) => {
      const nfc = text.normalize('NFC');
      const tokens = tokenize(nfc);
      if (tokens.length === 0 || tokens.length > MAX_TOKENS) return [];
      const typed = {
        texts: tokens.map((token) => token.text),
        runs: nfc.match(KEYS) ?? [],
        isOpen: tokens.at(-1)?.end === nfc.length,
      };
      const found = new Map<string, Found>();
      const mend = menderOf(corrector);
      for (const { when, ways } of TYPED_READINGS) {
        if (when === 'nothing' ? found.size > 0 : found.size >= most) continue;
        const more = find(ways(typed, { vocabulary, mend, isFound: found.size > 0 }), most);
        for (const one of more) {
          const key = `${isName(one.kind) ? 'name' : 'words'}${one.completion.key}`;
          if (!found.has(key)) found.set(key, one);
        }
      }
      return [...found.values()].slice(0, most).map(({ kind, completion, syllables }) => ({
        kind,
        text: completion.text,
        count: completion.count,
        typed: typedIn(completion.text, completion.from, syllables),
        article: kind === 'title' ? titles.articleOf(completion.entry) : null,
      }));
    },
  };
};

const textOf = ([first]: readonly Found[]): string => first?.completion.text ?? '';

/**
 * What of one text is offered: the phrase or popular search, then the name, which finds only what an editor gave it to; of
 * several names the one of most articles. A title that is a phrase or a name is only that; one that is searched for opens
 * its article.
 */
const shownOf = (alike: readonly Found[]): readonly Found[] => {
  // One text may be found in several ways, too: then it is shown as the likeliest.
  const best = (kinds: readonly SuggestionKind[]): Found | undefined =>
    alike
      .filter(({ kind }) => kinds.includes(kind))
      .sort(
        (a, b) =>
          b.completion.count - a.completion.count ||
          kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
          b.score - a.score,
      )[0];
  const [title, name] = [best(['title']), best(NAME_KINDS)];
  const words = best(['phrase']) ?? (title === undefined || name !== undefined ? best(['popular']) : title);
  return [words, name].filter((one) => one !== undefined);
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
