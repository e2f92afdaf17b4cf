import { FUNCTION_TERMS } from '../text/function-words.ts';
import { FEWEST_TOKENS } from './language-model.ts';
import type { CountedTerm, LanguageModel } from './language-model.ts';
import { pairCountOf } from './meant-term.ts';
import type { MeantTerm } from './meant-term.ts';

/** Neighbours that are met less often are no evidence. */
const FEWEST_PAIRS = 5;

// What follows is in bits: one more is twice the odds that two neighbours are one word.

/** So much must neighbours stand together beyond chance. Phrases do, too (`ngành điện`), if rarely so much. */
const CHANCE = 6;

/** So much more where marks are missing: what is meant is less certain, and what is lost by a wrong word is more. */
const UNMARKED = 2;

/** So much more beside a function word, which stands beside everything; `bởi vì` and `thế giới` are words all the same. */
const GRAMMAR = 5;

/** So much more for each syllable after the second: nine words of ten have one or two. */
const LONG = 6;

/**
 * So much less, and so much more for each syllable after the second, where so few syllables are all that was typed.
 * Who types four often means two things; two are one, wherever they are met at all.
 */
const ALONE: readonly ({ readonly less: number; readonly long: number } | null)[] = [
  null,
  null,
  null,
  { less: 5, long: 0 },
  { less: 2, long: 3 },
];

/** No word has more syllables. Names of five are found as two. */
const MOST_SYLLABLES = 4;

/** What no number of bits makes up for. */
const NEVER = -1_000;

/** So many spellings of a syllable without marks are looked at, the commonest. */
const MOST_SPELLINGS = 12;

/** How far what is typed next depends on the syllable before it; queries jump more than texts do. */
const FLUENCY = 0.9;

/** How many tokens it takes to know how often a syllable begins or ends a word. */
const ENDS_EVIDENCE = 30;

/** From so many bits on a tokenizer of words that the cluster has is sure of a word: it met it once, and never parted it. */
const SURE = 1.5;

/** Bits for two terms that were met side by side so often to be one word. */
type Bond = (first: string, second: string, met: number) => number;

/**
 * How many times as often as chance two terms stand together, as bits: pointwise mutual information (Church and Hanks,
 * _Word association norms, mutual information, and lexicography_, 1990), with two amendments.
 *
 * Chance is not that any `a` is followed by any `b`, but that a word which ends with `a` is followed by one that
 * begins with `b`: `thuẫn` ends many words (`mâu thuẫn`) and `giữa` begins one each time, so that they meet by chance;
 * `lữ` ends none, so that it is one word with whatever follows. How often a term ends or begins a word shows in how
 * often a function word is on that side of it, as it is beside any word. This weighs the pair in both directions.
 *
 * Of the times that they are met, those that chance explains are left out, and one standard deviation: mutual
 * information overrates what is rare (Dunning, _Accurate methods for the statistics of surprise and coincidence_,
 * 1993), and an archive's slips are all rare.
 */
const bondIn = (model: LanguageModel): Bond => {
  const { tokens } = model;
  const share = model.functionTokens / tokens;
  /** How many of a term's tokens are at an edge of a word, if so many have a function word there. */
  const atEdge = (term: string, besideFunction: number): number => {
    const count = model.count(term);
    return (count * (besideFunction / share + ENDS_EVIDENCE)) / (count + ENDS_EVIDENCE);
  };
  return (first, second, met) => {
    const said = model.wordBits(first, second);
    // A word that a tokenizer knows is one, however rare.
    const isKnown = said >= SURE;
    if (met < FEWEST_PAIRS && !isKnown) return NEVER;
    const beyond = met - (isKnown ? 0 : Math.sqrt(met)) - (model.count(first) * model.count(second)) / tokens;
    if (beyond <= 0) return NEVER;
    const isGrammar = FUNCTION_TERMS.has(first) || FUNCTION_TERMS.has(second);
    const ending = atEdge(first, model.countBeforeFunction(first));
    const beginning = atEdge(second, model.countAfterFunction(second));
    return Math.log2((beyond * tokens) / (ending * beginning)) - CHANCE - (isGrammar ? GRAMMAR : 0) + said;
  };
};

/** Makes weights probabilities. */
const normalized = (weights: Float64Array): Float64Array => {
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum === 0 ? weights : weights.map((weight) => weight / sum);
};

/** The terms that a typed syllable can be. */
const spellingsOf = ({ exact, folded, isOpen }: MeantTerm, model: LanguageModel): readonly CountedTerm[] => {
  const forms = isOpen ? model.formsOf(folded).slice(0, MOST_SPELLINGS) : [];
  return forms.length === 0 ? [model.term(exact)] : forms;
};

/** How often a spelling stands in the texts, once at least. */
const atLeastOnce = ({ count }: CountedTerm): number => Math.max(1, count);

/** Two neighbours. What is said of each first and each second spelling stands row by row, a first spelling each. */
interface Gap {
  readonly firsts: readonly CountedTerm[];
  readonly seconds: readonly CountedTerm[];
  /** How often they stand side by side. */
  readonly met: Float64Array;
  /** How probable the second is after the first. */
  readonly transitions: Float64Array;
}

const gapBetween = (
  firsts: readonly CountedTerm[],
  seconds: readonly CountedTerm[],
  model: LanguageModel,
): Gap => {
  const met = new Float64Array(firsts.length * seconds.length);
  const transitions = new Float64Array(met.length);
  let at = 0;
  for (const first of firsts) {
    for (const second of seconds) {
      const times = model.pairCountById(first.id, second.id);
      met[at] = times;
      transitions[at] =
        FLUENCY * (times / atLeastOnce(first)) + (1 - FLUENCY) * (atLeastOnce(second) / model.tokens);
      at += 1;
    }
  }
  return { firsts, seconds, met, transitions };
};

/** How probable each second spelling is after all before it, and the first ones so probable. */
const forward = ({ seconds, transitions }: Gap, firsts: Float64Array): Float64Array => {
  const weights = new Float64Array(seconds.length);
  let at = 0;
  for (const first of firsts) {
    for (let y = 0; y < weights.length; y++)
      weights[y] = (weights[y] as number) + first * (transitions[at++] as number);
  }
  return normalized(weights);
};

/** How probable what comes after is for each first spelling, and the second ones that it makes so probable. */
const backward = ({ firsts, transitions }: Gap, seconds: Float64Array): Float64Array => {
  const weights = new Float64Array(firsts.length);
  let at = 0;
  for (let x = 0; x < weights.length; x++) {
    let sum = 0;
    for (const second of seconds) sum += second * (transitions[at++] as number);
    weights[x] = sum;
  }
  return normalized(weights);
};

/** Bits for two neighbours to be one word, whichever spellings they have. */
const bitsOf = (gap: Gap, before: Float64Array, after: Float64Array, bond: Bond): number => {
  const { firsts, seconds, met, transitions } = gap;
  let all = 0;
  let joined = 0;
  let at = 0;
  for (const [x, first] of firsts.entries()) {
    for (const [y, second] of seconds.entries()) {
      const probability = (before[x] as number) * (transitions[at] as number) * (after[y] as number);
      const times = met[at++] as number;
      all += probability;
      // Most spellings never meet.
      if (times >= FEWEST_PAIRS) joined += probability / (1 + 2 ** -bond(first.exact, second.exact, times));
    }
  }
  return joined === 0 ? NEVER : Math.log2(joined / Math.max(all - joined, all * 1e-9));
};

/**
 * Bits for each two neighbours of a run to be one word. Where marks are missing, they are those of all spellings,
 * each as probable as the whole run makes it: the spellings are the states of a hidden Markov model whose transitions
 * are the archive's pairs (forward-backward: Rabiner, _A tutorial on hidden Markov models_, 1989).
 */
const bondsOf = (syllables: readonly MeantTerm[], model: LanguageModel, bond: Bond): readonly number[] => {
  const spellings = syllables.map((syllable) => spellingsOf(syllable, model));
  const gaps = spellings.slice(1).map((second, i) => gapBetween(spellings[i] ?? second, second, model));
  /** By gap: how probable each first spelling is after all before it. */
  const before: Float64Array[] = [];
  let last = normalized(Float64Array.from(spellings[0] ?? [], atLeastOnce));
  for (const gap of gaps) {
    before.push(last);
    last = forward(gap, last);
  }
  /** How probable what comes after is for each second spelling. */
  let after: Float64Array = new Float64Array(spellings.at(-1)?.length ?? 0).fill(1);
  const bonds: number[] = [];
  for (const [i, gap] of [...gaps.entries()].toReversed()) {
    bonds.unshift(bitsOf(gap, before[i] as Float64Array, after, bond));
    after = backward(gap, after);
  }
  return bonds;
};

/**
 * Says which of the syllables typed side by side are one word, from the archive's own texts. The best division of all
 * of them counts, not each pair by itself: a syllable belongs to one word only (`kết luận | lữ hành | động kinh`, though
 * `hành động` is a word).
 *
 * @param syllables a run of them, in the order in which they were typed
 * @param model what the archive says; where that is too little, each syllable is a word of its own
 * @returns the lengths of the words, in order; they sum up to the number of syllables
 */
export const divideWords = (syllables: readonly MeantTerm[], model: LanguageModel): readonly number[] => {
  const { length } = syllables;
  if (length < 2 || model.tokens < FEWEST_TOKENS) return syllables.map(() => 1);
  const [first, second, third] = syllables;
  if (first !== undefined && second !== undefined && third === undefined)
    return pairCountOf(first, second, model) < FEWEST_PAIRS ? [1, 1] : [2];
  const isOpen = syllables.some((syllable) => syllable.isOpen);
  const bond = bondIn(model);
  const bonds = isOpen
    ? bondsOf(syllables, model, bond)
    : syllables.slice(1).map(({ exact }, i) => {
        const last = syllables[i]?.exact ?? '';
        return bond(last, exact, model.pairCount(last, exact));
      });
  const { less, long } = ALONE[length] ?? { less: isOpen ? -UNMARKED : 0, long: LONG };
  // By how many syllables are divided: the most bits that they can have, and the length of their last word.
  const best: { bits: number; last: number }[] = [{ bits: 0, last: 0 }];
  for (let end = 1; end <= length; end++) {
    let found = { bits: best[end - 1]?.bits ?? 0, last: 1 };
    let word = 0;
    for (let last = 2; last <= Math.min(MOST_SYLLABLES, end); last++) {
      word += (bonds[end - last] ?? NEVER) + less - (last > 2 ? long : 0);
      const bits = (best[end - last]?.bits ?? 0) + word;
      if (bits > found.bits) found = { bits, last };
    }
    best.push(found);
  }
  const lengths: number[] = [];
  for (let end = length; end > 0; end -= best[end]?.last ?? 1) lengths.unshift(best[end]?.last ?? 1);
  return lengths;
};
