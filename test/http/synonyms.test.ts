import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { explainCommand } from '../../src/cli/explain-command.ts';
import { synonymsCommand } from '../../src/cli/synonyms-command.ts';
import type { SearchResult } from '../../src/domain/search-result.ts';
import type { AllSynonyms, CheckedSynonyms } from '../../src/domain/synonyms.ts';
import { createApp } from '../../src/http/create-app.ts';
import { createServices } from '../../src/service/create-services.ts';
import { elasticsearchUrl } from '../support/test-engine.ts';
import { realApp, type RealApp } from './real-app.ts';

let app: RealApp;
const over = new AbortController();

beforeAll(async () => {
  app = await realApp({ samples: true });
});

afterAll(async () => {
  over.abort();
  await app.close();
});

const put = (id: string, body: object): Promise<Response> =>
  app.send(`/v1/synonyms/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const list = async (): Promise<AllSynonyms> => (await (await app.send('/v1/synonyms')).json()) as AllSynonyms;

const found = async (q: string): Promise<number> => (await app.search({ q, relax: 'false' })).total.value;

describe('/v1/synonyms', () => {
  it('holds at once, both ways or one, beside the file', async () => {
    const all = await found('"thủy điện"');
    expect(all).toBeGreaterThan(0);
    expect(await found('TĐQZ')).toBe(0);
    const created = await put('tdqz', { spellings: ['TĐQZ', 'thủy điện'] });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ id: 'tdqz', alsoFinds: [], warnings: [] });
    expect(await found('TĐQZ')).toBe(all);
    expect(await found('tdqz')).toBe(all);
    // One-way: the other does not find it.
    const dams = await found('đập');
    expect((await put('tdqz', { spellings: ['TĐQZ'], alsoFinds: ['thủy điện', 'đập'] })).status).toBe(200);
    expect(await found('TĐQZ')).toBeGreaterThanOrEqual(Math.max(all, dams));
    expect(await found('đập')).toBe(dams);
    expect(await found('UBND')).toBeGreaterThan(0);
    expect((await app.send('/v1/synonyms/tdqz', { method: 'DELETE' })).status).toBe(204);
    expect(await found('TĐQZ')).toBe(0);
    expect((await app.send('/v1/synonyms/tdqz', { method: 'DELETE' })).status).toBe(404);
  });

  it('is checked as the file is, in the same words', async () => {
    const told = async (body: object): Promise<string> => {
      const response = await put('thu', body);
      expect(response.status).toBe(400);
      return ((await response.json()) as { detail: string }).detail;
    };
    expect(await told({ spellings: ['UBND'] })).toContain('"UBND" has no "=" between two spellings');
    expect(await told({ spellings: ['UBND', '?!'] })).toContain(
      '"UBND = ?!" has nothing to search for on one side of a "="',
    );
    expect(await told({ spellings: ['a = b', 'c'] })).toContain('=, # or a line break');
    expect(await told({ spellings: [], alsoFinds: ['a', 'b'] })).toContain('nothing to search for');
    const doubtful = await put('thu', { spellings: ['ba', 'cha', 'UBND'] });
    expect(doubtful.status).toBe(201);
    const { warnings } = (await doubtful.json()) as CheckedSynonyms;
    const line = (await list()).file.find(({ spellings }) => spellings.includes('UBND'))?.line ?? 0;
    expect(warnings).toContain(`"UBND" is on line ${line} as well; it stands for both`);
    expect(warnings).toContainEqual(expect.stringContaining('"ba" is an everyday syllable'));
    const again = (await (await put('thu-2', { spellings: ['cha', 'bố'] })).json()) as CheckedSynonyms;
    expect(again.warnings).toContain('"cha" is in the entry thu as well; it stands for both');
    expect((await list()).synonyms.map(({ id }) => id)).toEqual(['thu', 'thu-2']);
    for (const id of ['thu', 'thu-2']) await app.send(`/v1/synonyms/${id}`, { method: 'DELETE' });
  });

  it('is in use by every instance within seconds, and in what explain says', async () => {
    const services = createServices(app.engine, { index: app.alias }, { signal: over.signal });
    services.start();
    const other = createApp({
      config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const there = async (): Promise<number> => {
      const response = await other.request('http://localhost/v1/search?q=T%C4%90QZ&relax=false');
      return ((await response.json()) as SearchResult).total.value;
    };
    expect(await there()).toBe(0);
    await put('tdqz', { spellings: ['TĐQZ', 'thủy điện'] });
    const begun = Date.now();
    while ((await there()) === 0 && Date.now() - begun < 8_000) await sleep(100);
    expect(await there()).toBe(await found('TĐQZ'));
    let printed = '';
    await explainCommand({
      config: () => ({
        engine: { kind: 'remote', urls: [elasticsearchUrl()], auth: null, caFile: null, caFingerprint: null },
        index: app.alias,
        abbreviationsFile: null,
      }),
      out: { write: (text: string) => (printed += text) },
      err: process.stderr,
    }).parseAsync(['TĐQZ'], { from: 'user' });
    expect(printed).toContain('TĐQZ: also "thủy điện"');
    await app.send('/v1/synonyms/tdqz', { method: 'DELETE' });
  });
});

describe('timbao synonyms', () => {
  it('adds, lists and removes entries beside the file', async () => {
    let printed = '';
    const run = async (...args: string[]): Promise<string> => {
      printed = '';
      await synonymsCommand({
        connect: () => Promise.resolve({ engine: app.engine, close: () => Promise.resolve() }),
        config: { index: app.alias, abbreviationsFile: null },
        out: { write: (text: string) => (printed += text) },
      }).parseAsync(args, { from: 'user' });
      return printed;
    };
    const added = await run('add', 'TĐQZ = thủy điện => đập nước');
    const id = /# (\w+)/.exec(added)?.[1] ?? '';
    expect(added).toBe(`TĐQZ = thủy điện => đập nước  # ${id}\n`);
    // The same again is the same entry.
    expect(await run('add', 'TĐQZ = thủy điện => đập nước')).toBe(added);
    expect(await run('list')).toContain(`\n${added}`);
    expect(await run('remove', id)).toBe('Removed.\n');
    expect(await run('list')).not.toContain('TĐQZ');
    await expect(run('remove', id)).rejects.toThrow(/no entry/);
    await expect(run('add', 'UBND')).rejects.toThrow(/has no "=" between two spellings/);
  });
});
