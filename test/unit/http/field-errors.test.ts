import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertInput } from '../../../src/http/schemas/alert-schema.ts';
import { invalidParameters, toFieldErrors } from '../../../src/http/schemas/field-errors.ts';
import { pinInput } from '../../../src/http/schemas/pin-schema.ts';
import { clickInput } from '../../../src/http/schemas/statistics-schema.ts';
import { synonymsInput } from '../../../src/http/schemas/synonyms-schema.ts';

const bodies = { alertInput, pinInput, clickInput, synonymsInput };

const refusal = (schema: (typeof bodies)[keyof typeof bodies], body: unknown): string | null => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return null;
  const { message, errors } = invalidParameters(toFieldErrors(parsed.error, Object.keys(schema.shape)));
  return [message, ...errors.map((error) => `${error.path} ${error.message}`)].join('\n');
};

test('whatever is wrong with a body is told in our words', () => {
  const names = Object.values(bodies).flatMap(({ shape }) => Object.keys(shape));
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(bodies)), body, (schema, value) => {
      expect(refusal(schema, value) ?? '').not.toMatch(/expected|received|invalid/iu);
    }),
  );
});

test.each([
  [clickInput, { q: 'a', id: 'a' }, 'The parameter rank is missing.'],
  [clickInput, { q: 'a', id: 'a', rank: 0 }, 'The parameter rank must be at least 1.'],
  [clickInput, { q: '', id: 'a', rank: 1 }, 'The parameter q must have at least 1 character.'],
  [pinInput, { queries: 1 }, 'The parameter queries must be a list.'],
  [pinInput, [], 'The body must be an object.'],
  [synonymsInput, { spellings: [1, 'a'] }, 'The parameter spellings.0 must be text.'],
] as const)('%#: %s', (schema, body, said) => {
  expect(refusal(schema, body)).toContain(said);
});
