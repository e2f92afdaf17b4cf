/** What was counted of texts, to be taken back: some 1.7 bytes a term. That of several texts is theirs in a row. */
export type CountedText = Uint8Array;

/** What was counted of one text. */
export interface CountedTerms {
  /** The numbers of its terms, in their order; `null` where two neighbours are parted. */
  readonly terms: readonly (number | null)[];
  /** Of a title its number; `null`: it is none. */
  readonly title: number | null;
}

const PARTED = 0;
const FIRST_TERM = 1;
const NO_TITLE = 0;
/** A title may have the number -1, too: one that is not kept. */
const FIRST_TITLE = 2;

// Numbers in groups of seven bits, the lowest first; all but the last have the eighth bit set.
const MORE = 0x80;
const BITS = 7;
const MOST_BYTES = 5;

let scratch = new Uint8Array(4_096);

export const encodeTerms = ({ terms, title }: CountedTerms): CountedText => {
  const most = (terms.length + 2) * MOST_BYTES;
  if (scratch.length < most) scratch = new Uint8Array(most * 2);
  let length = 0;
  const push = (value: number): void => {
    let left = value;
    for (; left >= MORE; left >>>= BITS) scratch[length++] = (left & (MORE - 1)) | MORE;
    scratch[length++] = left;
  };
  push(title === null ? NO_TITLE : title + FIRST_TITLE);
  push(terms.length);
  for (const term of terms) push(term === null ? PARTED : term + FIRST_TERM);
  return scratch.slice(0, length);
};

export function* decodeTerms(counted: CountedText): Generator<CountedTerms, void> {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += BITS) {
      const byte = counted[at++] ?? 0;
      value |= (byte & (MORE - 1)) << shift;
      if (byte < MORE) return value;
    }
  };
  while (at < counted.length) {
    const title = next();
    const terms = Array.from({ length: next() }, () => {
      const term = next();
      return term === PARTED ? null : term - FIRST_TERM;
    });
    yield { terms, title: title === NO_TITLE ? null : title - FIRST_TITLE };
  }
}
