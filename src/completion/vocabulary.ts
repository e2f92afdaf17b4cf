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
}

export const createVocabulary = (): Vocabulary => {
  const ids = new Map<string, number>();
  const forms: TokenForms[] = [];
  const byFolded = new Map<string, number[]>();
  /** The folded forms by their first letter: those that begin so are looked for among a few hundred. */
  const byInitial = new Map<string, string[]>();

  return {
    idOf: (token) => {
      const { exact, toneless, folded } = tokenForms(token);
      const known = ids.get(exact);
      if (known !== undefined) return known;
      const id = forms.length;
      ids.set(exact, id);
      forms.push({ exact, toneless, folded });
      const alike = byFolded.get(folded);
      if (alike !== undefined) alike.push(id);
      else {
        byFolded.set(folded, [id]);
        const initial = folded.slice(0, 1);
        const others = byInitial.get(initial);
        if (others === undefined) byInitial.set(initial, [folded]);
        else others.push(folded);
      }
      return id;
    },
    formsOf: (id) => forms[id] ?? { exact: '', toneless: '', folded: '' },
    idsOf: (folded, begins) => {
      if (!begins) return byFolded.get(folded) ?? [];
      const alike = byInitial.get(folded.slice(0, 1)) ?? [];
      return alike.flatMap((form) => (form.startsWith(folded) ? (byFolded.get(form) ?? []) : []));
    },
  };
};
