import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import {
  checkLimits,
  MAX_CLAUSES,
  MAX_DEPTH,
  MAX_PREFIXES,
  MAX_QUERY_LENGTH,
} from '../../../src/query/limits.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

function refusalOf(query: string): AppError | null {
  try {
    checkLimits(parseQuery(query).node);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  }
}

const times = (count: number, text: string) => Array.from({ length: count }, () => text);
/** `(a OR (b (a OR (b … c))))`: a level of and, or for each. */
const nested = (levels: number) =>
  Array.from({ length: levels }, (_, level) => (level % 2 === 0 ? '(a OR ' : '(b ')).join('') +
  'c' +
  ')'.repeat(levels);

describe('checkLimits', () => {
  it.each([
    [
      'clauses',
      times(MAX_CLAUSES, 'lũ').join(' '),
      times(MAX_CLAUSES + 1, 'lũ').join(' '),
      `${MAX_CLAUSES} are the most`,
    ],
    [
      'alternatives',
      times(MAX_CLAUSES, 'lũ').join(' OR '),
      times(MAX_CLAUSES + 1, 'lũ').join(' OR '),
      `${MAX_CLAUSES + 1} words`,
    ],
    [
      'prefixes',
      times(MAX_PREFIXES, 'lũ*').join(' '),
      times(MAX_PREFIXES + 1, 'lũ*').join(' '),
      'words with *',
    ],
    ['depth', nested(MAX_DEPTH), nested(MAX_DEPTH + 1), 'more than 10 levels'],
    ['depth of exclusions', `x ${nested(MAX_DEPTH - 2)}`, `x -${nested(MAX_DEPTH)}`, 'more than 10 levels'],
  ])('takes the last allowed number of %s and refuses the next by name', (_name, allowed, refused, named) => {
    expect(refusalOf(allowed)).toBeNull();
    const refusal = refusalOf(refused);
    expect(refusal).toMatchObject({ code: 'query_too_complex', errors: [{ path: 'q' }] });
    expect(refusal?.message).toContain(named);
    expect(refusal?.message).toMatch(/^The query is too complex: .*\. .*\.$/);
  });

  it('counts no brackets that change nothing', () => {
    expect(refusalOf(`${'('.repeat(200)}lũ quét${')'.repeat(200)}`)).toBeNull();
  });

  it('takes any sentence that fits into a query', () => {
    const sentence =
      'Ủy ban nhân dân huyện Sốp Cộp họp bàn cách ứng phó với mưa lũ và sạt lở đất ở các xã vùng cao. ';
    expect(refusalOf(sentence.repeat(6).slice(0, MAX_QUERY_LENGTH))).toBeNull();
  });

  it('refuses a tree deeper than the call stack', () => {
    expect(refusalOf(nested(30_000))?.code).toBe('query_too_complex');
  });

  it('has nothing against no query', () => {
    expect(refusalOf('')).toBeNull();
  });
});
