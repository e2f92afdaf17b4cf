import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLIENT_TYPES, currentClientTypes } from '../../support/client-types.ts';

it('the types of the client are those of the schemas (npm run client-types)', async () => {
  expect(readFileSync(CLIENT_TYPES, 'utf8')).toBe(await currentClientTypes());
});
