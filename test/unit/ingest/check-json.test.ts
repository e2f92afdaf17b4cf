import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJson, JSON_LIMITS } from '../../../src/ingest/check-json.ts';

describe('checkJson', () => {
  it('lets any article pass, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme' })), (body, tags) => {
        checkJson(
          JSON.stringify({ id: 'a', title: `"[{${body}`, body: `${body}\\"`, tags: [...tags, '[[[['] }),
        );
      }),
    );
  });

  it('counts brackets in texts as text', () => {
    checkJson(JSON.stringify({ body: '[{"'.repeat(10_000) + '\\' }));
  });

  it('refuses what is nested deeper than any article, and no less deep', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    checkJson(nested(JSON_LIMITS.depth));
    expect(() => checkJson(nested(JSON_LIMITS.depth + 1))).toThrow(/nested more than 20 deep/);
  });

  it('refuses what has more values than any article', () => {
    checkJson(JSON.stringify(Array.from({ length: JSON_LIMITS.values })));
    expect(() => checkJson(JSON.stringify(Array.from({ length: JSON_LIMITS.values + 2 })))).toThrow(
      /more than 5,000 values/,
    );
  });
});
