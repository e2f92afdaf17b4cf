import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

/** Address of the Elasticsearch that this test run shares, with its password: `fetch` needs `engineFetch` for it. */
export function elasticsearchUrl(): string {
  return inject('elasticsearchUrl');
}

/** A name that no other test file uses, nor a run beside this one: lower case, as index names are. */
export function uniqueIndexName(prefix = 'test'): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}
