import { afterAll, expect, it } from 'vitest';
import { searchesIndices } from '../../../src/desk/stats/searches-index.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { deleteAll, scratchAlias } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { servedAt, startService } from '../start/run-timbao.ts';

const engine = createEngine({ url: elasticsearchUrl() });
const alias = scratchAlias();

afterAll(async () => {
  await deleteAll(engine, alias);
  await engine.close();
});

it('a service that is stopped writes what it has counted, and one that counts nothing makes no index', async () => {
  const settings = {
    ELASTICSEARCH_URL: elasticsearchUrl(),
    PORT: '0',
    TIMBAO_INDEX: alias,
    TIMBAO_SAMPLES: 'off',
  };
  for (const days of ['0', '90']) {
    const service = startService({ ...settings, TIMBAO_STATS_DAYS: days });
    try {
      const address = await servedAt(service);
      for (let i = 0; i < 7; i++)
        expect((await fetch(`${address}/v1/search?q=mua+l%C5%A9`)).status).toBe(200);
      service.send('SIGTERM');
      expect(await service.ended()).toBe(0);
    } finally {
      service.send('SIGKILL');
    }
    if (days === '0') expect(await engine.listIndices(searchesIndices(alias))).toEqual([]);
  }
  await engine.refresh(searchesIndices(alias));
  const { hits } = await engine.search<{ searches: number }>(searchesIndices(alias), {});
  expect(hits.map(({ source }) => source)).toMatchObject([{ query: 'mua lũ', searches: 7, empty: 7 }]);
}, 240_000);
