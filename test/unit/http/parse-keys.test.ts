import { describe, expect, it, test } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import { digestOfKey, findKey } from '../../../src/http/keys/api-key.ts';
import { parseKeys } from '../../../src/http/keys/parse-keys.ts';

const sha256 = digestOfKey('a-key-for-trying-it').toString('hex');
const entry = { name: 'portal', sha256, scopes: ['write', 'export'] };

test('a key is known by its digest', () => {
  const keys = parseKeys(JSON.stringify({ keys: [{ ...entry, expires: '2027-01-31T00:00:00+07:00' }] }));
  expect(findKey(keys, 'a-key-for-trying-it')).toMatchObject({
    name: 'portal',
    scopes: new Set(['write', 'export']),
    expiresAt: Date.UTC(2027, 0, 30, 17),
  });
  for (const other of ['', 'a-key-for-trying-i', 'a-key-for-trying-it ', sha256]) {
    expect(findKey(keys, other)).toBeNull();
  }
});

describe('what opens more than was meant is refused, all of it', () => {
  it.each<[string, unknown, RegExp]>([
    ['no JSON', 'keys', /no JSON/],
    ['no list', {}, /keys/],
    ['a misspelt end', { keys: [{ ...entry, expire: '2027-01-31T00:00:00Z' }] }, /keys\.0.*expire/],
    ['an end that is none', { keys: [{ ...entry, expires: 'soon' }] }, /keys\.0\.expires/],
    ['an end in no time zone', { keys: [{ ...entry, expires: '2027-01-31T00:00:00' }] }, /keys\.0\.expires/],
    ['no scope', { keys: [{ ...entry, scopes: [] }] }, /keys\.0\.scopes/],
    ['an unknown scope', { keys: [{ ...entry, scopes: ['root'] }] }, /keys\.0\.scopes\.0.*preview/],
    ['a misspelt filter', { keys: [{ ...entry, filters: { sections: ['a'] } }] }, /filters.*sections/],
    ['a filter of no name', { keys: [{ ...entry, filters: { section: [] } }] }, /filters\.section/],
    ['a filter of no day', { keys: [{ ...entry, filters: { from: 'soon' } }] }, /filters\.from/],
    ['the key itself', { keys: [{ ...entry, sha256: 'a-key-for-trying-it' }] }, /SHA-256/],
    [
      'a key twice',
      { keys: [entry, { ...entry, name: 'other' }] },
      /keys\.1\.sha256.*twice|keys\.0\.sha256.*twice/,
    ],
    ['a name twice', { keys: [entry, { ...entry, sha256: '0'.repeat(64) }] }, /name.*twice/],
  ])('%s', (_what, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    let thrown: unknown;
    try {
      parseKeys(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe('configuration');
    expect((thrown as AppError).message).toMatch(message);
    expect((thrown as AppError).message).not.toContain('a-key-for-trying-it');
  });
});
