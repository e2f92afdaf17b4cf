import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError } from './engine-error.ts';
import { MINIMUM_JAVA } from './engine-release.ts';
import type { Jdk } from './locate-jdk.ts';
import { runCommand } from './run-command.ts';

const DESCRIPTOR = 'plugin-descriptor.properties';

/**
 * Compiles a plugin of Elasticsearch against an engine's own libraries.
 * @param options.elasticsearch the engine's version, which the descriptor leaves out: a plugin is for one alone
 * @param options.sources folder of the Java files and the descriptor; what else is in it the plugin can read as resources
 * @param options.plugin the plugin's folder, which is made anew
 * @param options.jars what it is built on, which goes into its folder
 */
export async function buildPlugin(options: {
  readonly engineHome: string;
  readonly elasticsearch: string;
  readonly sources: string;
  readonly plugin: string;
  readonly jars: readonly string[];
  readonly jdk: Jdk;
  readonly env: EngineEnvironment;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const { engineHome, elasticsearch, sources, plugin, jars, jdk, env, signal } = options;
  const name = basename(plugin);
  const classes = `${plugin}.classes`;
  const files = await readdir(sources);
  const java = files.filter((file) => file.endsWith('.java')).map((file) => join(sources, file));
  const resources = files.filter((file) => !file.endsWith('.java') && file !== DESCRIPTOR);
  const run = async (tool: string, args: readonly string[]): Promise<void> => {
    const result = await runCommand(tool, args, { env, ...(signal === undefined ? {} : { signal }) });
    if (result.code !== 0) {
      throw engineError(
        `The plugin ${name} could not be built with ${jdk.home}: ${result.output.trim().slice(0, 600)}`,
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
  for (const file of resources) await copyFile(join(sources, file), join(classes, file));
  // One date for all: of the same sources the same file, by whose content an engine with it is known.
  const jar = ['--create', '--date', '2020-01-01T00:00:00Z', '--file', join(plugin, `${name}.jar`)];
  await run(jdk.jar, [...jar, '-C', classes, '.']);
  await rm(classes, { recursive: true });
  const descriptor = await readFile(join(sources, DESCRIPTOR), 'utf8');
  const versions = `version=${elasticsearch}\nelasticsearch.version=${elasticsearch}\n`;
  await writeFile(join(plugin, DESCRIPTOR), `${descriptor}${versions}`);
  for (const jar of jars) await copyFile(jar, join(plugin, basename(jar)));
}
