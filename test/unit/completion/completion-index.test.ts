import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completionScore, createCompletionIndex } from '../../../src/completion/completion-index.ts';
import { createSlots } from '../../../src/completion/slots.ts';
import { createVocabulary } from '../../../src/completion/vocabulary.ts';
import { createWrittenForms } from '../../../src/completion/written-forms.ts';
import { foldedForm } from '../../../src/text/syllable.ts';
import { typedSyllable } from '../../../src/text/typed-syllable.ts';
import { runThrough } from './run-through.ts';

const WORDS = ['ba', 'bà', 'ban', 'cầu', 'cao', 'đi', 'a'];
const DAY_MS = 86_400_000;
/** A text that begins with what was typed counts as one that is twice as frequent, four times. */
const BEGINNING = 4;

const someText = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 });
const someFigures = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  day: fc.integer({ min: 0, max: 4_000 }),
});

/** What is done to an index, one after the other. */
const someStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('add' as const), words: someText, figures: someFigures }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      which: fc.nat(),
      figures: someFigures,
      isRemoved: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
);

interface Known {
  readonly words: readonly string[];
  count: number;
  newest: number;
}

it('finds the best texts for what was typed, whatever came, went and was put in order before', () => {
  fc.assert(
    fc.property(
      // Long enough that a word is in more texts than are looked at one by one.
      fc.array(someStep, { minLength: 300, maxLength: 600, size: 'max' }),
      fc.array(fc.constantFrom('b', 'ba', 'bà', 'c', 'ca', 'cau', 'đ', 'a'), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 12 }),
      (steps, typed, most) => {
        const vocabulary = createVocabulary();
        const index = createCompletionIndex(createWrittenForms(vocabulary));
        const known: Known[] = [];
        for (const step of steps) {
          if (step.do === 'settle') runThrough(index.settle());
          else if (step.do === 'add') {
            const text = step.words.join(' ');
            if (index.numberOf(text) !== undefined) continue;
            const { count, day } = step.figures;
            index.add({ text, count, newest: day * DAY_MS });
            known.push({ words: step.words, count, newest: day * DAY_MS });
          } else if (known.length > 0) {
            const which = step.which % known.length;
            const one = known[which];
            if (one === undefined || one.count === 0) continue;
            one.count = step.isRemoved ? 0 : step.figures.count;
            one.newest = step.figures.day * DAY_MS;
            index.update(which, one.count, one.newest);
          }
        }
        const fits = (word: string, at: number): boolean => {
          const letters = typed[at] ?? '';
          const isOpen = at === typed.length - 1;
          const folded = foldedForm(word);
          const begins = isOpen ? folded.startsWith(foldedForm(letters)) : folded === foldedForm(letters);
          return begins && (letters !== 'bà' || word.startsWith('bà'));
        };
        const expected = known
          .flatMap(({ words, count, newest }) => {
            const from = words.findIndex(
              (_, place) =>
                place + typed.length <= words.length &&
                typed.every((_letters, at) => fits(words[place + at] ?? '', at)),
            );
            if (count === 0 || from < 0) return [];
            return [completionScore(count, newest) + (from === 0 ? BEGINNING : 0)];
          })
          .toSorted((a, b) => b - a)
          .slice(0, most);
        const slotOf = createSlots(vocabulary);
        const slots = typed.map((letters, at) => slotOf(typedSyllable(letters, at === typed.length - 1)));
        const found = index.complete(slots, most);
        expect(found.map(({ score }) => score)).toEqual(expected);
        for (const { text, from } of found)
          expect(typed.every((_letters, at) => fits(text.split(' ')[from + at] ?? '', at))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

/** An index that has been put in order, of so many texts that a few others do not have it put in order again. */
const largeIndex = () => {
  const vocabulary = createVocabulary();
  const index = createCompletionIndex(createWrittenForms(vocabulary));
  const add = (text: string, day: number): number =>
    index.add({ text, count: 1, newest: day * DAY_MS }) ?? Number.NaN;
  const textsFor = (letters: string, most: number): string[] =>
    index.complete([createSlots(vocabulary)(typedSyllable(letters, true))], most).map(({ text }) => text);
  return { index, add, textsFor };
};

it('finds what stands behind a text that has become worse, and one that has become better', () => {
  const { index, add, textsFor } = largeIndex();
  for (let i = 0; i < 4_000; i++) add(`đi ${i}`, i);
  const worse = add('tin bão lớn', 4_900);
  const better = add('tin bão cũ', 50);
  const others = ['ba', 'cao', 'ban', 'cầu', 'bà'].map((word, i) => {
    add(`bão ${word}`, 1_000 + i);
    add(`tin bão ${word}`, 4_800 - i);
    return `tin bão ${word}`;
  });
  runThrough(index.settle());
  expect(textsFor('bao', 6)).toEqual(['tin bão lớn', ...others]);
  index.update(worse, 1, 10 * DAY_MS);
  runThrough(index.settle());
  expect(textsFor('bao', 5)).toEqual(others);
  index.update(better, 1, 5_000 * DAY_MS);
  runThrough(index.settle());
  expect(textsFor('bao', 6)).toEqual(['tin bão cũ', ...others]);
});

it('finds the best also while it is put in order', () => {
  const { index, add, textsFor } = largeIndex();
  for (let i = 0; i < 30_000; i++) add(`tin bão ${i}`, i / 10);
  const settling = index.settle();
  expect(settling.next().done).toBe(false);
  const late = add('bão lớn', 2_000);
  index.update(late, 1, 4_000 * DAY_MS);
  index.update(29_999, 0, 0);
  index.update(7, 1, 3_500 * DAY_MS);
  const best = ['bão lớn', 'tin bão 7', 'tin bão 29998'];
  expect(textsFor('bao', 3)).toEqual(best);
  runThrough(settling);
  expect(textsFor('bao', 3)).toEqual(best);
  runThrough(index.settle());
  expect(textsFor('bao', 3)).toEqual(best);
});

it('takes of equals those that came first', () => {
  const { index, add, textsFor } = largeIndex();
  const texts = Array.from({ length: 100 }, (_, i) => `${i % 3 === 0 ? 'ban' : 'ba'} ${i}`);
  for (const text of texts) add(text, 7);
  expect(textsFor('ba', 4)).toEqual(texts.slice(0, 4));
  runThrough(index.settle());
  expect(textsFor('ba', 4)).toEqual(texts.slice(0, 4));
});
