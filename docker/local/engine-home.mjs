// Prints the folder of the embedded engine, installed where it is not yet.
import { engineAccount } from '../../dist/embedded/engine-account.js';
import { inheritedEnvironment } from '../../dist/embedded/engine-environment.js';
import { printEngineProgress } from '../../dist/embedded/engine-progress.js';
import { installEngine } from '../../dist/embedded/install-engine.js';
import { locateJdk } from '../../dist/embedded/locate-jdk.js';

const env = inheritedEnvironment();
const account = engineAccount();
const jdk = await locateJdk(env, account);
console.log(await installEngine({ jdk, env, account, onProgress: printEngineProgress(process.stderr) }));
