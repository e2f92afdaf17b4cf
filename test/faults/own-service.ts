import { createEngine } from '../../src/engine/create-engine.ts';
import { servedAt, startService, type Running } from '../engine/start/run-timbao.ts';
import { elasticsearchUrl, uniqueIndexName } from '../support/test-engine.ts';
import { deleteAll } from '../support/scratch-store.ts';

/** A service as built, in a process and with an index of its own. */
export interface OwnService {
  readonly service: Running;
  /** Where it answers. */
  readonly address: string;
  /** Ends it, and removes its index. @returns its exit status */
  readonly end: () => ReturnType<Running['ended']>;
}

/** @param name what its index is named after */
export const startOwnService = async (
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnService> => {
  const index = uniqueIndexName(name);
  const service = startService({
    ELASTICSEARCH_URL: elasticsearchUrl(),
    PORT: '0',
    TIMBAO_INDEX: index,
    TIMBAO_SAMPLES: 'on',
    LOG_LEVEL: 'warn',
    ...settings,
  });
  const address = await servedAt(service).catch((error: unknown) => {
    service.send('SIGKILL');
    throw error;
  });
  return {
    service,
    address,
    end: async () => {
      service.send('SIGTERM');
      const status = await service.ended();
      const engine = createEngine({ url: elasticsearchUrl() });
      await deleteAll(engine, index);
      await engine.close();
      return status;
    },
  };
};
