import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { LEDGER_BODY } from '../../../src/ingest/follow/follow-ledger.ts';
import { takeLease } from '../../../src/engine/lease.ts';
import { putDocument } from '../../support/documents.ts';
import { uniqueIndexName } from '../../support/test-engine.ts';

const SITE = { name: 'bao.example', busy: 'bao.example is being followed' };
const index = uniqueIndexName('lease');
let engine: Engine;

beforeAll(async () => {
  engine = createEngine({ url: inject('elasticsearchUrl') });
  await engine.createIndex(index, LEDGER_BODY);
});
afterAll(async () => {
  await engine.deleteIndex(index);
  await engine.close();
});

it('is one process’s at a time, and free again when it is released', async () => {
  const lease = await takeLease(engine, index, SITE);
  await expect(takeLease(engine, index, SITE)).rejects.toMatchObject({ code: 'overloaded' });
  await lease.release();
  await (await takeLease(engine, index, SITE)).release();
});

it('that another has taken over meanwhile stays the other’s when the first is done', async () => {
  const lost = await takeLease(engine, index, SITE);
  const other = {
    kind: 'lease',
    owner: 'another',
    holder: 'another host',
    until: new Date(Date.now() + 60_000).toISOString(),
  };
  await putDocument(engine, index, `lease:${SITE.name}`, other, { isAlias: false });
  await lost.release();
  await expect(takeLease(engine, index, SITE)).rejects.toMatchObject({
    code: 'overloaded',
    message: expect.stringContaining('another host') as string,
  });
});
