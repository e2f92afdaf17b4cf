// Run by the tests in a process of its own: installs an engine whose download is the given zip.
import { readFileSync } from 'node:fs';
import { engineAccount } from '../../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../../src/embedded/engine-environment.ts';
import { printEngineProgress } from '../../../src/embedded/engine-progress.ts';
import type { EngineRelease } from '../../../src/embedded/engine-release.ts';
import { installEngine } from '../../../src/embedded/install-engine.ts';
import { locateJdk } from '../../../src/embedded/locate-jdk.ts';

const env = inheritedEnvironment();
const account = engineAccount();
try {
  const home = await installEngine({
    jdk: await locateJdk(env, account),
    env,
    account,
    onProgress: printEngineProgress(process.stderr),
    release: JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as EngineRelease,
  });
  console.log(`INSTALLED ${home}`);
} catch (error) {
  console.log(`FAILED ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
}
