import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, unescapeHtml } from '../../../src/text/escape-html.ts';

describe('unescapeHtml', () => {
  it('undoes escapeHtml', () => {
    fc.assert(fc.property(fc.string(), (text) => unescapeHtml(escapeHtml(text)) === text));
    expect(unescapeHtml('&quot;A &amp;amp; B&quot; &lt;&#39;&gt;')).toBe('"A &amp; B" <\'>');
  });

  it('leaves other entities as they are written', () => {
    expect(unescapeHtml('&nbsp;&copy;&')).toBe('&nbsp;&copy;&');
  });
});
