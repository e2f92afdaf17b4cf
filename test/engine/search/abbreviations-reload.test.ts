import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices } from '../../../src/service/create-services.ts';
import { synonymsCommand } from '../../../src/cli/synonyms-command.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

let index: SearchIndex;
const folder = mkdtempSync(join(tmpdir(), 'timbao-reload-'));
const path = join(folder, 'viet-tat.txt');

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put({
    id: 'lhpn',
    title: 'Hội Liên hiệp Phụ nữ ra quân',
    body: 'Các chị em trồng hoa ven đường.',
    publishedAt: '2022-03-08',
  });
});

afterAll(async () => {
  await index.close();
  rmSync(folder, { recursive: true });
});

/** A service as `timbao serve` makes it, in front of the index. */
const service = (faults: unknown[] = []) => {
  const { searchArticles } = createServices(
    index.engine,
    { index: index.index, abbreviationsFile: path },
    { onFault: (error) => faults.push(error) },
  );
  return async (q: string): Promise<number> => {
    const request = toSearchRequest(searchParameters.parse({ q, relax: 'false' }));
    return (await searchArticles(request, new AbortController().signal)).total.value;
  };
};

const reload = async (): Promise<void> => {
  const out = { write: () => undefined };
  const connect = () => Promise.reject(new Error('The file is reloaded without an engine'));
  const config = { abbreviationsFile: path, index: index.alias };
  await synonymsCommand({ config, connect, out }).parseAsync(['reload'], { from: 'user' });
};

describe('a list of abbreviations that is edited while the service runs', () => {
  it('is read again within two seconds of a reload', async () => {
    writeFileSync(path, 'QH = Quốc hội\n');
    const total = service();
    expect(await total('LHPN')).toBe(0);
    writeFileSync(path, 'QH = Quốc hội\nLHPN = Liên hiệp Phụ nữ\n');
    // Tools that copy files keep their times: saving alone may not show.
    utimesSync(path, 1_000_000, 1_000_000);
    await reload();
    await sleep(2_100);
    expect(await total('LHPN')).toBe(1);
    expect(await total('"lhpn ra quân"')).toBe(1);
  });

  it('does not keep the service from starting when it has a slip', async () => {
    writeFileSync(path, 'LHPN');
    const faults: unknown[] = [];
    const total = service(faults);
    expect(await total('liên hiệp phụ nữ')).toBe(1);
    expect(faults.map(String).join()).toContain('line 1');
  });

  it('ends the start where it is not there', () => {
    rmSync(path);
    expect(() => service()).toThrow(/viet-tat\.txt.*TIMBAO_ABBREVIATIONS/);
  });
});
