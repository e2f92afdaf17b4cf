import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from '../../src/embedded/build-plugin.ts';
import { engineAccount } from '../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../src/embedded/engine-environment.ts';
import { ENGINE_RELEASE } from '../../src/embedded/engine-release.ts';
import { installEngine } from '../../src/embedded/install-engine.ts';
import { locateJdk } from '../../src/embedded/locate-jdk.ts';

/** The tokenizer of the plugin. */
export const WORD_TOKENIZER = 'word_list_tokenizer';

/** Its Java, and its list of words; the same from where benchmarks are bundled to. */
export const WORD_PLUGIN_SOURCES = fileURLToPath(new URL('../../test/support/word-plugin', import.meta.url));

/**
 * Builds the plugin of `test/support/word-plugin` into a folder that `TIMBAO_ENGINE_PLUGINS` can name; installs the engine
 * where it is missing.
 *
 * @param sources those of the plugin, with another list of words maybe
 */
export const buildWordPlugin = async (
  pluginsDir: string,
  sources: string = WORD_PLUGIN_SOURCES,
): Promise<void> => {
  const env = inheritedEnvironment();
  const account = engineAccount();
  const jdk = await locateJdk(env, account);
  const engineHome = await installEngine({ jdk, env, account, onProgress: () => {} });
  const { elasticsearch } = ENGINE_RELEASE;
  const plugin = join(pluginsDir, 'word-list');
  await buildPlugin({ engineHome, elasticsearch, sources, plugin, jars: [], jdk, env });
};
