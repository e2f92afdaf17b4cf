import { foldedForm, exactForm } from '../src/text/syllable.ts';

/** One search as somebody mistyped it. */
export interface Slip {
  readonly typed: string;
  /** With its marks, also where none were typed. */
  readonly meant: string;
  readonly kind: string;
  readonly way: 'accented' | 'unaccented';
}

const TONES: Readonly<Record<string, readonly [telex: string, vni: string]>> = {
  '\u0300': ['f', '2'],
  '\u0301': ['s', '1'],
  '\u0309': ['r', '3'],
  '\u0303': ['x', '4'],
  '\u0323': ['j', '5'],
};
const LETTERS: Readonly<Record<string, readonly [telex: string, vni: string]>> = {
  ă: ['aw', 'a8'],
  â: ['aa', 'a6'],
  ê: ['ee', 'e6'],
  ô: ['oo', 'o6'],
  ơ: ['ow', 'o7'],
  ư: ['uw', 'u7'],
  đ: ['dd', 'd9'],
};
const TONE = /[\u0300\u0301\u0309\u0303\u0323]/;
const KEYS: Readonly<Record<string, string>> = {
  q: 'wa',
  w: 'qes',
  e: 'wrd',
  r: 'etf',
  t: 'ryg',
  y: 'tuh',
  u: 'yij',
  i: 'uok',
  o: 'ipl',
  p: 'ol',
  a: 'sqz',
  s: 'adwx',
  d: 'sfec',
  f: 'dgrv',
  g: 'fhtb',
  h: 'gjyn',
  j: 'hkum',
  k: 'jli',
  l: 'ko',
  z: 'xa',
  x: 'zcs',
  c: 'xvd',
  v: 'cbf',
  b: 'vng',
  n: 'bmh',
  m: 'nj',
};
const INITIALS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^s(?=[^aeiouy]*[^h])/, ['x']],
  [/^x/, ['s']],
  [/^ch/, ['tr']],
  [/^tr/, ['ch']],
  [/^gi(?=\p{M}*[aăâeêioôơuưy])/u, ['d', 'r']],
  [/^d/, ['gi', 'r', 'v']],
  [/^r(?=[aăâeêioôơuưy])/, ['d', 'gi']],
  [/^v/, ['d']],
  [/^l/, ['n']],
  [/^n(?![gh])/, ['l']],
];
const FINALS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ng$/, ['n']],
  [/(?<!^)n$/, ['ng']],
  [/t$/, ['c']],
  [/(?<!^)c$/, ['t']],
];

const nfc = (text: string): string => text.normalize('NFC');
const nfd = (text: string): string => text.normalize('NFD');
const toneless = (syllable: string): string => nfc(nfd(syllable).replace(TONE, ''));
const toneOf = (syllable: string): string => TONE.exec(nfd(syllable))?.[0] ?? '';

/** The keys of a syllable: marks beside their letter, or all at the end; the tone at the end. */
const keysOf = (syllable: string, method: 0 | 1, random: () => number): string => {
  const late = random() < 0.3;
  let marks = '';
  const letters = Array.from(toneless(syllable), (letter, at) => {
    const keys = LETTERS[letter]?.[method];
    if (keys === undefined) return letter;
    // One w, or 7, marks both letters of ươ.
    if (letter === 'ư' && toneless(syllable)[at + 1] === 'ơ' && late) return 'u';
    if (!late || at === 0) return keys;
    marks += keys[1];
    return foldedForm(letter);
  }).join('');
  return letters + marks + (TONES[toneOf(syllable)]?.[method] ?? '');
};

type Change = (syllable: string, random: () => number) => string | null;

const pick = <T>(list: readonly T[], random: () => number): T | null =>
  list[Math.floor(random() * list.length)] ?? null;

const replaced =
  (rules: typeof INITIALS): Change =>
  (syllable, random) => {
    const tone = toneOf(syllable);
    const letters = toneless(syllable);
    for (const [pattern, others] of rules) {
      if (!pattern.test(letters)) continue;
      const other = letters.replace(pattern, pick(others, random) ?? '');
      if (tone === '') return other;
      // The tone goes with the vowel that carried it.
      const carrier = Array.from(nfc(syllable)).find((letter) => TONE.test(nfd(letter))) ?? '';
      return other.replace(toneless(carrier), carrier);
    }
    return null;
  };

const at =
  (change: (letters: readonly string[], at: number, random: () => number) => string | null): Change =>
  (syllable, random) => {
    const letters = Array.from(nfc(syllable));
    return letters.length < 2 ? null : change(letters, Math.floor(random() * letters.length), random);
  };

/** What happens to one syllable of a search. */
const CHANGES: Readonly<Record<string, Change>> = {
  hoinga: (syllable) => {
    const tone = toneOf(syllable);
    const other = tone === '\u0309' ? '\u0303' : '\u0309';
    return tone === '\u0309' || tone === '\u0303' ? nfc(nfd(syllable).replace(tone, other)) : null;
  },
  wrongtone: (syllable, random) => {
    const tone = toneOf(syllable);
    if (tone === '') return null;
    const others = Object.keys(TONES).filter((other) => other !== tone);
    return nfc(nfd(syllable).replace(tone, random() < 0.3 ? '' : (pick(others, random) ?? '')));
  },
  mark: (syllable, random) => {
    const places = Array.from(nfc(syllable)).filter((letter) => toneless(letter) !== foldedForm(letter));
    const letter = pick(places, random);
    return letter === null ? null : nfc(syllable.replace(letter, foldedForm(letter) + toneOf(letter)));
  },
  initial: replaced(INITIALS),
  final: replaced(FINALS),
  drop: at((letters, i) => letters.filter((_, other) => other !== i).join('')),
  double: at((letters, i) =>
    letters.map((letter, other) => (other === i ? letter + letter : letter)).join(''),
  ),
  swap: at((letters, i) => {
    const [first, second] = [letters[i], letters[i + 1]];
    if (first === undefined || second === undefined || first === second) return null;
    return [...letters.slice(0, i), second, first, ...letters.slice(i + 2)].join('');
  }),
  key: at((letters, i, random) => {
    const near = KEYS[letters[i] ?? ''];
    return near === undefined
      ? null
      : letters
          .map((letter, other) => (other === i ? near[Math.floor(random() * near.length)] : letter))
          .join('');
  }),
  telex1: (syllable, random) => keysOf(syllable, 0, random),
};

/** What happens to all of it. */
const WHOLE: Readonly<Record<string, (syllables: readonly string[], random: () => number) => string>> = {
  telex: (syllables, random) => syllables.map((syllable) => keysOf(syllable, 0, random)).join(' '),
  vni: (syllables, random) => syllables.map((syllable) => keysOf(syllable, 1, random)).join(' '),
  glued: (syllables) => syllables.join(''),
};

/** Slips that leave nothing to see where no marks are typed. */
const MARKED_ONLY = new Set(['hoinga', 'wrongtone', 'mark', 'telex1', 'telex', 'vni']);

/** Slips of marks, beside others. */
const MARKS = new Set(['hoinga', 'wrongtone', 'mark']);

/** Without marks, but for the first syllable that has some: that one in Telex keys left raw. */
const oneInTelex = (search: string): string => {
  const syllables = search.split(' ');
  const first = syllables.findIndex((syllable) => foldedForm(syllable) !== syllable);
  return syllables
    .map((syllable, at) => (at === first ? keysOf(syllable, 0, () => 0.5) : foldedForm(syllable)))
    .join(' ');
};

const termsOf = (text: string): string => text.split(' ').map(exactForm).join(' ');
export const foldedText = (text: string): string => text.split(' ').map(foldedForm).join(' ');

/**
 * Slips of searches, the same for the same random numbers: for each search, each kind and way that it can have.
 *
 * @param meant searches of some syllables with spaces between, in lower case
 * @param share how many of all are kept
 */
export const makeSlips = (meant: readonly string[], random: () => number, share = 1): readonly Slip[] => {
  const slips: Slip[] = [];
  for (const search of meant) {
    for (const way of ['accented', 'unaccented'] as const) {
      const right = way === 'accented' ? search : foldedText(search);
      const syllables = right.split(' ');
      const add = (kind: string, typed: string): void => {
        if (termsOf(typed) === termsOf(right) || random() >= share) return;
        // Without the last of its marks a search is one without marks, and no slip.
        if (MARKS.has(kind) && foldedText(typed) === typed) return;
        slips.push({ typed, meant: search, kind, way });
      };
      for (const [kind, change] of Object.entries(CHANGES)) {
        if (way === 'unaccented' && MARKED_ONLY.has(kind)) continue;
        const order = syllables.map((_, at) => ({ at, key: random() })).toSorted((a, b) => a.key - b.key);
        for (const { at } of order) {
          const changed = change(syllables[at] ?? '', random);
          if (changed === null || exactForm(changed) === exactForm(syllables[at] ?? '')) continue;
          add(kind, syllables.map((syllable, other) => (other === at ? changed : syllable)).join(' '));
          break;
        }
      }
      for (const [kind, change] of Object.entries(WHOLE)) {
        if (way === 'unaccented' && MARKED_ONLY.has(kind)) continue;
        if (kind !== 'glued' && foldedText(right) === right) continue;
        add(kind, change(syllables, random));
      }
      if (way === 'unaccented' && foldedText(search) !== search)
        slips.push({ typed: oneInTelex(search), meant: search, kind: 'telex1', way });
    }
  }
  return slips;
};
