import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError } from './engine-error.ts';
import { MINIMUM_JAVA } from './engine-release.ts';
import type { Jdk } from './locate-jdk.ts';
import { runCommand } from './run-command.ts';

/**
 * Compiles the ICU plugin against an engine's own libraries and puts it into its `plugins` folder.
 * @param options.sources folder of the Java files and the descriptor
 * @param options.jars Lucene's ICU part and ICU itself, which go into the plugin's folder
 */
export async function buildIcuPlugin(options: {
  readonly engineHome: string;
  readonly sources: string;
  readonly jars: readonly string[];
  readonly jdk: Jdk;
  readonly env: EngineEnvironment;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const { engineHome, sources, jars, jdk, env, signal } = options;
  const plugin = join(engineHome, 'plugins', 'analysis-icu');
  const classes = `${plugin}.classes`;
  const java = (await readdir(sources))
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(sources, name));
  const run = async (tool: string, args: readonly string[]): Promise<void> => {
    const result = await runCommand(tool, args, { env, ...(signal === undefined ? {} : { signal }) });
    if (result.code !== 0) {
      throw engineError(
        `The ICU plugin could not be built with ${jdk.home}: ${result.output.trim().slice(0, 600)}`,
      );
    }
  };
  await rm(plugin, { recursive: true, force: true });
  await mkdir(plugin, { recursive: true });
  await run(jdk.javac, [
    '--release',
    String(MINIMUM_JAVA),
    '-encoding',
    'UTF-8',
    '-nowarn',
    '-proc:none',
    '-classpath',
    [join(engineHome, 'lib', '*'), ...jars].join(delimiter),
    '-d',
    classes,
    ...java,
  ]);
  await run(jdk.jar, ['--create', '--file', join(plugin, 'timbao-icu.jar'), '-C', classes, '.']);
  await rm(classes, { recursive: true });
  await copyFile(join(sources, 'plugin-descriptor.properties'), join(plugin, 'plugin-descriptor.properties'));
  for (const jar of jars) await copyFile(jar, join(plugin, basename(jar)));
}
