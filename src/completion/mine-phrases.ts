import { exactForm } from '../text/syllable.ts';
import type { Completable, TextCorpus } from './completion-index.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The most syllables of a phrase. */
const LONGEST = 6;

/** In so many titles a phrase has to stand at least: two of a few thousand, five of a hundred thousand. */
const leastOf = (titles: number): number => Math.max(2, Math.ceil(Math.log2(titles / 1_500)) - 1);

/** The most phrases that are kept: the most frequent. */
const MOST = 40_000;

/** A phrase that is nearly always followed by the same syllable is the beginning of a longer one. */
const FOLLOWED = 0.7;
/**
 * Wherever it is cut in two, the halves must stand together so many times as often as they would by chance: that
 * makes `Hà Nội` a phrase, and not `Hà Nội sắp`.
 */
const LIFT = 8;
const LIFT_OF_PAIRS = 3;
/** One that nearly always has the same syllable before it is the end of a longer one, unless it is a name. */
const PRECEDED = 0.8;

/** How many texts are gone through between two pauses. */
const SLICE = 250;

const formsOf = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(exactForm));

/** Words that tie phrases together: with one of them at the edge, a phrase is a fragment. */
const NEVER_FIRST = formsOf('của và các những với tại ở là thì mà hoặc cũng được đã đang sẽ để như rằng');
const NEVER_LAST = formsOf(
  'của và các những với tại ở là thì mà hoặc cũng được đã đang sẽ để như rằng ' +
    'cho từ đến trong trên khi do bởi vì bị một mỗi mọi nhiều theo về không chưa sau trước giữa qua hay có',
);

/** Small counts of far more keys than are kept, in a fixed space: a key may share the count of another. */
const COUNTERS = 1 << 22;

const slotOf = (first: number, second: number): number => {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) & (COUNTERS - 1);
};

interface Gram {
  /** Places of the first token: where it is best shown. */
  shown: number;
  /** How good a place to show it that is. */
  shownRank: number;
  /** Different texts that have it. */
  texts: number;
  /** The one that was counted last. */
  lastIn: number;
  articles: number;
  newest: number;
  /** Without its last, and without its first token; `null` of two tokens. */
  readonly prefix: Gram | null;
  readonly suffix: Gram | null;
  /** Among the longer ones by a syllable: the most frequent before and after it. */
  preceded: number;
  followed: number;
}

/**
 * The phrases of two to six syllables that stand in several texts, as they are written there. Syllables that only
 * ever stand together with a further one are left to the longer phrase, and none begins or ends with a word like
 * `của`.
 *
 * A generator, so that it can be run in slices: it pauses every few milliseconds.
 *
 * @param isNamed whether a phrase is the name of a section, author or tag: then it is a phrase however it is followed
 */
export function* minePhrases(
  corpus: TextCorpus,
  vocabulary: Vocabulary,
  isNamed: (tokens: readonly number[]) => boolean = () => false,
): Generator<void, Completable[]> {
  let live = 0;
  for (let entry = 0; entry < corpus.size; entry++) if (corpus.countOf(entry) > 0) live++;
  const least = leastOf(live);
  /** How many texts have a token, nearly: a second time in one text counts again. */
  const having: number[] = [];

  const phrases: { gram: Gram; length: number }[] = [];
  // Of each place the gram of the length before that begins there, -1 for none; at first the token itself.
  let before = new Int32Array(corpus.places);
  let next = new Int32Array(corpus.places);
  const counters = new Uint8Array(COUNTERS);
  for (let entry = 0; entry < corpus.size; entry++) {
    if (entry % SLICE === 0) yield;
    const isLive = corpus.countOf(entry) > 0;
    for (let place = corpus.startOf(entry); place < corpus.endOf(entry); place++) {
      const token = corpus.tokenAt(place);
      before[place] = token;
      if (isLive) having[token] = (having[token] ?? 0) + 1;
    }
  }
  let shorter: Gram[] = [];
  for (let length = 2; length <= LONGEST; length++) {
    counters.fill(0);
    next.fill(-1);
    const grams: Gram[] = [];
    const ids = new Map<number, number>();

    /** Whether a gram of this length begins at the place. */
    const begins = (place: number): boolean =>
      (before[place] ?? -1) >= 0 && (before[place + 1] ?? -1) >= 0 && !corpus.beginsPart(place + length - 1);

    for (let entry = 0; entry < corpus.size; entry++) {
      if (entry % SLICE === 0) yield;
      if (corpus.countOf(entry) === 0) continue;
      const end = corpus.endOf(entry) - length;
      for (let place = corpus.startOf(entry); place <= end; place++) {
        if (!begins(place)) continue;
        const slot = slotOf(before[place] ?? 0, before[place + 1] ?? 0);
        if ((counters[slot] ?? 0) < 255) counters[slot] = (counters[slot] ?? 0) + 1;
      }
    }
    for (let entry = 0; entry < corpus.size; entry++) {
      if (entry % SLICE === 0) yield;
      const count = corpus.countOf(entry);
      if (count === 0) continue;
      const newest = corpus.newestOf(entry);
      const start = corpus.startOf(entry);
      const inCapitals = corpus.isInCapitals(entry);
      for (let place = start; place <= corpus.endOf(entry) - length; place++) {
        if (!begins(place)) continue;
        const [left, right] = [before[place] ?? 0, before[place + 1] ?? 0];
        if ((counters[slotOf(left, right)] ?? 0) < least) continue;
        const key = left * 0x400_0000 + right;
        let id = ids.get(key);
        if (id === undefined) {
          id = grams.length;
          ids.set(key, id);
          grams.push({
            shown: place, shownRank: -1, texts: 0, lastIn: -1, articles: 0, newest: 0,
            prefix: shorter[left] ?? null, suffix: shorter[right] ?? null, preceded: 0, followed: 0,
          }); // prettier-ignore
        }
        next[place] = id;
        const gram = grams[id] as Gram;
        if (gram.lastIn === entry) continue;
        gram.lastIn = entry;
        gram.texts++;
        gram.articles += count;
        // A capital at the beginning of a title, or a title in capitals, says nothing about the phrase.
        const rank = inCapitals ? 0 : place === start ? 1 : 2;
        if (rank > gram.shownRank || (rank === gram.shownRank && newest > gram.newest)) {
          gram.shown = place;
          gram.shownRank = rank;
        }
        gram.newest = Math.max(gram.newest, newest);
      }
    }
    let found = 0;
    for (let place = 0; place < corpus.places; place++) {
      if (place % 20_000 === 0) yield;
      const id = next[place] ?? -1;
      if (id < 0) continue;
      const gram = grams[id] as Gram;
      if (gram.texts < least) {
        next[place] = -1;
        continue;
      }
      found++;
      if (length === 2) continue;
      const [first, last] = [shorter[before[place] ?? -1], shorter[before[place + 1] ?? -1]];
      if (first !== undefined) first.followed = Math.max(first.followed, gram.texts);
      if (last !== undefined) last.preceded = Math.max(last.preceded, gram.texts);
    }
    for (const [i, gram] of grams.entries()) {
      if (i % 20_000 === 0) yield;
      if (gram.texts >= least) phrases.push({ gram, length });
    }
    if (found === 0) break;
    // Those that are too rare are nobody's halves.
    [before, next] = [next, before];
    shorter = grams;
  }

  const isPhrase = ({ gram, length }: { gram: Gram; length: number }): boolean => {
    const exactAt = (place: number): string => vocabulary.formsOf(corpus.tokenAt(place)).exact;
    const leastLift = length === 2 ? LIFT_OF_PAIRS : LIFT;
    const textsOf = (token: number): number => having[corpus.tokenAt(gram.shown + token)] ?? 1;
    const tokens = Array.from({ length }, (_, i) => corpus.tokenAt(gram.shown + i));
    if (isNamed(tokens)) return true;
    return (
      gram.followed < FOLLOWED * gram.texts &&
      (isName(corpus, gram, length) ||
        (gram.preceded < PRECEDED * gram.texts &&
          liftOf(gram, textsOf(0), textsOf(length - 1), live) >= leastLift)) &&
      !NEVER_FIRST.has(exactAt(gram.shown)) &&
      !NEVER_LAST.has(exactAt(gram.shown + length - 1))
    );
  };
  const all: typeof phrases = [];
  for (const [i, phrase] of phrases.entries()) {
    if (i % SLICE === 0) yield;
    if (isPhrase(phrase)) all.push(phrase);
  }
  const kept = all.sort((a, b) => b.gram.articles - a.gram.articles).slice(0, MOST);
  const found: Completable[] = [];
  for (const [i, { gram, length }] of kept.entries()) {
    if (i % SLICE === 0) yield;
    const text = corpus.written(gram.shown, length);
    found.push({ text, count: gram.articles, newest: gram.newest });
  }
  return found;
}

/** How many times as often as by chance the two halves stand together, where it is cut best. */
const liftOf = (gram: Gram, first: number, last: number, texts: number): number => {
  const heads: number[] = [];
  const tails: number[] = [];
  for (let at = gram.prefix; at !== null; at = at.prefix) heads.unshift(at.texts);
  for (let at = gram.suffix; at !== null; at = at.suffix) tails.push(at.texts);
  heads.unshift(first);
  tails.push(last);
  const chances = heads.map((head, i) => head * (tails[i] ?? 1));
  return (gram.texts * texts) / Math.max(...chances);
};

/** Whether every syllable begins with a capital or is a number: `Sốp Cộp`, `COVID-19`. */
const isName = (corpus: TextCorpus, { shown }: Gram, length: number): boolean => {
  for (let at = 0; at < length; at++) if (!corpus.isCapital(shown + at)) return false;
  return true;
};
