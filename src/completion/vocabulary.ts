import { tokenForms, type TokenForms } from '../text/syllable.ts';

/**
 * The syllables of all texts that can be suggested, by number. Two spellings of one syllable (case, tone style,
 * Unicode form) have one number.
 */
export interface Vocabulary {
  /** The number of a token's exact term; a new one where it has none yet. */
  idOf(token: string): number;
  formsOf(id: number): TokenForms;
  /** The numbers of all syllables that have this folded form, or with `begins` one that begins so. */
  idsOf(folded: string, begins: boolean): readonly number[];
  /** Whether there is a syllable whose folded form begins so. */
  begins(folded: string): boolean;
  /** How many syllables there are: their numbers are below this. */
  readonly size: number;
}

/** Where in a sorted list a text stands, or would. */
const placeIn = (sorted: readonly string[], text: string): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const createVocabulary = (): Vocabulary => {
  const numbers = new Map<string, number>();
  const forms: TokenForms[] = [];
  const byFolded = new Map<string, number[]>();
  /** The folded forms by their first letter, in order: those that begin alike stand side by side. */
  const byInitial = new Map<string, string[]>();
  const alikeIn = (folded: string): readonly string[] => byInitial.get(folded.slice(0, 1)) ?? [];

  return {
    idOf: (token) => {
      const { exact, toneless, folded } = tokenForms(token);
      const known = numbers.get(exact);
      if (known !== undefined) return known;
      const id = forms.length;
      numbers.set(exact, id);
      forms.push({ exact, toneless, folded });
      const alike = byFolded.get(folded);
      if (alike !== undefined) alike.push(id);
      else {
        byFolded.set(folded, [id]);
        const initial = folded.slice(0, 1);
        const others = byInitial.get(initial);
        if (others === undefined) byInitial.set(initial, [folded]);
        else others.splice(placeIn(others, folded), 0, folded);
      }
      return id;
    },
    formsOf: (id) => forms[id] ?? { exact: '', toneless: '', folded: '' },
    idsOf: (folded, begins) => {
      if (!begins) return byFolded.get(folded) ?? [];
      const sorted = alikeIn(folded);
      const ids: number[] = [];
      for (let at = placeIn(sorted, folded); sorted[at]?.startsWith(folded) === true; at++)
        for (const id of byFolded.get(sorted[at] ?? '') ?? []) ids.push(id);
      return ids;
    },
    begins: (folded) => {
      const sorted = alikeIn(folded);
      return sorted[placeIn(sorted, folded)]?.startsWith(folded) === true;
    },
    get size() {
      return forms.length;
    },
  };
};
