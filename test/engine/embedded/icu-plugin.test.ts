import { expect, test } from 'vitest';
import { elasticsearchUrl } from '../../support/test-engine.ts';

test('answers', async () => {
  const plugins = await fetch(`${elasticsearchUrl()}/_cat/plugins`).then((r) => r.text());
  expect(plugins).toContain('analysis-icu');
});
