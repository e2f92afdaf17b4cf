import { z } from '@hono/zod-openapi';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

/** `at least 1 character` */
const bound = (which: 'least' | 'most', origin: string, limit: unknown): string => {
  const [one, many] = UNITS[origin] ?? [];
  const amount = `at ${which} ${String(limit)}`;
  return one === undefined || many === undefined
    ? `must be ${amount}`
    : `must have ${amount} ${limit === 1 ? one : many}`;
};

/** What zod says where a schema says nothing itself, in the words of the others. */
const plainMessage: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small') return bound('least', issue.origin, issue.minimum);
  if (issue.code === 'too_big') return bound('most', issue.origin, issue.maximum);
  if (issue.code !== 'invalid_value') return undefined;
  const values = issue.values.map(String).join(', ');
  return issue.values.length === 1 ? `must be ${values}` : `must be one of ${values}`;
};

/** From now on, wherever schemas are. */
export const speakPlainly = (): void => {
  z.config({ customError: plainMessage });
};
