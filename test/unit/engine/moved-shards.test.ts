import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';

// What Elasticsearch 9.4.3 said in `npm run drill -- cluster`, of a search that came to a shard as it left its node.
const CLOSED = {
  type: 'query_shard_exception',
  reason: 'failed to create query: this Analyzer is closed',
  caused_by: { type: 'already_closed_exception', reason: 'this Analyzer is closed' },
};
const REFUSED = { type: 'query_shard_exception', reason: 'failed to create query: no such field' };

const found = (failures: readonly object[]) => ({
  took: 1,
  timed_out: false,
  _shards: {
    total: 2,
    successful: 2 - failures.length,
    skipped: 0,
    failed: failures.length,
    failures: failures.map((reason) => ({ shard: 0, index: 'articles', reason })),
  },
  hits: {
    total: { value: 1, relation: 'eq' },
    max_score: 1,
    hits: [{ _index: 'articles', _id: 'a', _score: 1 }],
  },
});
const allFailed = (reason: object) => ({
  error: {
    type: 'search_phase_execution_exception',
    reason: 'all shards failed',
    root_cause: [reason],
    failed_shards: [{ shard: 0, index: 'articles', reason }],
  },
  status: 400,
});

let server: Server;
let engine: Engine;
/** What is answered, one after the other; the last one again and again. */
let answers: readonly (readonly [status: number, body: object])[];
let asked: number;

beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    request.resume();
    const [status, body] = answers[Math.min(asked++, answers.length - 1)] ?? [500, {}];
    response.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  engine = createEngine({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await engine.close();
  server.closeAllConnections();
  server.close();
});

it('a shard that left its node makes an answer partial, as one that is away does', async () => {
  answers = [[200, found([CLOSED])]];
  const { partial, hits } = await engine.search('articles', {});
  expect(partial).toBe(true);
  expect(hits).toHaveLength(1);
});

it('where all have left, they are asked again, and found where they are now', async () => {
  answers = [
    [400, allFailed(CLOSED)],
    [200, found([])],
  ];
  expect(await engine.search('articles', {})).toMatchObject({ partial: false });
  expect(asked).toBe(2);
});

it('and it is the engine that cannot answer just now where that goes on, not the search that is wrong', async () => {
  answers = [[400, allFailed(CLOSED)]];
  await expect(engine.search('articles', {})).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: 'The index “articles” is being moved from one node to another. Try again in a moment.',
  });
  expect(asked).toBe(3);
});

it('a shard that refuses the search itself is no partial answer', async () => {
  answers = [[200, found([REFUSED])]];
  await expect(engine.search('articles', {})).rejects.toMatchObject({ code: 'engine_rejected' });
});
