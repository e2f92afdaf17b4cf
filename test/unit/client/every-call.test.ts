import { expect, test } from 'vitest';
import { createClient, type Client } from '../../../src/client/create-client.ts';
import { describedInterface, operationsOf } from '../http/described-operations.ts';

/** Where the name of a call is another one than that of its operation. */
const CALLED: Readonly<Record<string, keyof Client>> = {
  searchArticles: 'search',
  compareTrends: 'trends',
  analyzeText: 'analyze',
  getReadiness: 'isReady',
};

/** For feed readers, browsers, watchdogs, tools and agents. */
const FOR_OTHERS = new Set([
  'getFeed',
  'getAlertFeed',
  'getOpenSearchDescription',
  'getHealth',
  'getMetrics',
  'getOpenApi',
  'sendMcpMessage',
]);

test('whatever the interface does, the client does', async () => {
  const client = createClient({ baseUrl: 'http://localhost' });
  const missing = operationsOf(await describedInterface())
    .map(([name, { operationId }]) => operationId ?? name)
    .filter((id) => !FOR_OTHERS.has(id) && !((CALLED[id] ?? id) in client));
  expect(missing).toEqual([]);
});
