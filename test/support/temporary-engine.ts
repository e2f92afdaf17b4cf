import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressWithAccess } from '../../src/embedded/engine-access.ts';
import { printEngineProgress } from '../../src/embedded/engine-progress.ts';
import { ENGINE_RELEASE } from '../../src/embedded/engine-release.ts';
import { removeEngineData } from '../../src/embedded/manage-engine.ts';
import { identifyProcess } from '../../src/embedded/process-identity.ts';
import { startEmbeddedEngine, type StartOptions } from '../../src/embedded/start-engine.ts';

/** An engine for tests. */
export interface TestEngine {
  readonly description: string;
  /** With its password. */
  readonly url: string;
  stop(): Promise<void>;
}

const PREFIX = 'timbao-test-engine-';

/**
 * Starts the embedded engine on a folder of its own in the system's temporary folder; `stop` deletes it.
 * @param options see `StartOptions`
 */
export async function startTemporaryEngine(
  options: Pick<StartOptions, 'pluginsDir' | 'release'> = {},
): Promise<TestEngine> {
  await sweep();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // mkdtemp's folders are closed, and run by root, the engine is another user.
  await chmod(dataDir, 0o755);
  const engine = await startEmbeddedEngine({
    dataDir,
    shortLived: true,
    ...options,
    onProgress: printEngineProgress(process.stderr),
  });
  return {
    description: `the embedded Elasticsearch ${(options.release ?? ENGINE_RELEASE).elasticsearch}`,
    url: addressWithAccess(engine.url, engine.access),
    stop: async () => {
      await engine.stop();
      await removeEngineData(dataDir, { force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ends and deletes what a killed test run left: no next one would come upon its folder. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || identifyProcess(Number(pid)) !== undefined) continue;
    const dataDir = join(tmpdir(), name);
    await removeEngineData(dataDir, { force: true });
    await rm(dataDir, { recursive: true, force: true });
  }
}
