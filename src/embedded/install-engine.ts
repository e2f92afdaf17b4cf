import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { buildPlugin } from './build-plugin.ts';
import { engineAccount, type EngineAccount } from './engine-account.ts';
import { inheritedEnvironment, type EngineEnvironment } from './engine-environment.ts';
import { engineError, systemErrorCode } from './engine-error.ts';
import { cacheFolder, icuPluginSources } from './engine-folders.ts';
import type { OnEngineProgress } from './engine-progress.ts';
import { ENGINE_RELEASE, type EngineRelease, type PinnedArtifact } from './engine-release.ts';
import { diskFullError, fetchArtifact, type FetchOptions } from './fetch-artifact.ts';
import { withFileLock } from './file-lock.ts';
import type { Jdk } from './locate-jdk.ts';
import { identifyProcess } from './process-identity.ts';
import { killGroup, runCommand } from './run-command.ts';

/** How and with what an engine is installed. */
export interface InstallOptions {
  readonly jdk: Jdk;
  readonly env: EngineEnvironment;
  readonly account: EngineAccount | undefined;
  readonly onProgress: OnEngineProgress;
  readonly signal?: AbortSignal;
  readonly release?: EngineRelease;
  /** A folder with further plugins, unpacked, in a folder each. */
  readonly pluginsDir?: string | null;
}

const UNUSABLE_FOLDER: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'EEXIST',
  'ENOTDIR',
  // What making folders on a read-only disk comes to in Node.
  'ENOENT',
]);

/**
 * Finds the engine in the cache folder, or installs it there: download, check, extract, build the ICU plugin.
 * It appears under its final name only when it is whole. Of two installations at once the second one waits.
 * @returns the engine's home folder
 * @throws AppError `embedded_engine`
 */
export async function installEngine(options: InstallOptions): Promise<string> {
  const { env, account, onProgress, signal, release = ENGINE_RELEASE, pluginsDir = null } = options;
  const cache = await cacheFolder(env, account);
  const plugins = pluginsDir === null ? [] : await pluginsIn(pluginsDir);
  const name = await engineName(release, plugins);
  const home = join(cache, name);
  if (await exists(home)) return home;
  try {
    await mkdir(cache, { recursive: true });
    // Whatever the umask: the engine's account passes through it.
    if (account !== undefined) await chmod(cache, 0o755);
    return await withFileLock(
      join(cache, `${releaseName(release)}.lock`),
      {
        onWait: (pid) =>
          onProgress({
            step: 'note',
            message: `Another process (${pid}) is installing Elasticsearch; waiting for it …`,
          }),
        ...(signal === undefined ? {} : { signal }),
      },
      async () => {
        if (await exists(home)) return home;
        await removePartial(cache);
        const partial = join(cache, `${name}.partial`);
        try {
          await prepare(partial, cache, release, plugins, options);
          await rename(join(partial, 'engine'), home);
        } finally {
          await rm(partial, { recursive: true, force: true });
        }
        return home;
      },
    );
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFullError(cache);
    if (code !== undefined && UNUSABLE_FOLDER.has(code)) {
      throw engineError(
        `The embedded Elasticsearch can't be installed: ${cache} can't be written (${code}). Set XDG_CACHE_HOME to a folder that can, then start again.`,
        error,
      );
    }
    throw error;
  }
}

/** Whether a start would find its engine without a download. */
export async function isEngineInstalled(
  env: EngineEnvironment,
  account: EngineAccount | undefined,
): Promise<boolean> {
  return exists(join(await cacheFolder(env, account), await engineName(ENGINE_RELEASE, [])));
}

/**
 * Deletes every installed engine from the cache folder.
 * @returns the deleted folders
 */
export async function removeInstalledEngines(
  env: EngineEnvironment = inheritedEnvironment(),
): Promise<string[]> {
  const cache = await cacheFolder(env, engineAccount());
  const names = (await readdir(cache).catch(() => [])).filter(
    (name) => name.startsWith('elasticsearch-') && !/\.(lock|takeover|partial)$/.test(name),
  );
  const folders = names.map((name) => join(cache, name));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  return folders;
}

/** `partial/engine` becomes a complete engine: a copy of one that differs in its plugins alone, or a new download. */
async function prepare(
  partial: string,
  cache: string,
  release: EngineRelease,
  plugins: readonly string[],
  options: InstallOptions,
): Promise<void> {
  const { jdk, env, onProgress, signal } = options;
  const abort = signal === undefined ? {} : { signal };
  const engine = join(partial, 'engine');
  await mkdir(partial, { recursive: true });

  const sibling = await findSibling(cache, release);
  let jars: string[];
  if (sibling === undefined) {
    await checkFreeSpace(cache, release);
    onProgress({
      step: 'note',
      message: `Installing Elasticsearch ${release.elasticsearch} into ${cache} (once; ${(release.distribution.bytes / 1e6).toFixed(0)} MB come through Maven) …`,
    });
    const repository = join(partial, 'repository');
    await mkdir(repository);
    const fetchOptions: FetchOptions = {
      jdk,
      env,
      mavenDependencyPlugin: release.mavenDependencyPlugin,
      repository,
      pidFile: join(partial, 'maven.json'),
      onProgress,
      ...abort,
    };
    // The small files first: where Maven can't reach anything, that shows at once.
    jars = [];
    for (const artifact of release.icuJars) jars.push(await fetchArtifact(artifact, fetchOptions));
    const zip = await fetchArtifact(release.distribution, fetchOptions);
    onProgress({ step: 'note', message: 'Extracting …' });
    await extractEngine(zip, engine, release, options);
    await rm(zip);
  } else {
    onProgress({ step: 'note', message: 'Building the engine’s plugins anew …' });
    await cp(sibling, engine, { recursive: true });
    await rm(join(engine, 'plugins'), { recursive: true });
    jars = release.icuJars.map((jar) => join(sibling, 'plugins', 'analysis-icu', jarName(jar)));
  }
  const icu = { sources: icuPluginSources(), plugin: join(engine, 'plugins', 'analysis-icu'), jars };
  const { elasticsearch } = release;
  await buildPlugin({ engineHome: engine, elasticsearch, ...icu, jdk, env, ...abort });
  for (const plugin of plugins)
    await cp(plugin, join(engine, 'plugins', basename(plugin)), { recursive: true, dereference: true });
  // Whatever the umask was, the engine's own account must be able to read it.
  await openForReading(engine);
}

async function extractEngine(
  zip: string,
  engine: string,
  release: EngineRelease,
  options: InstallOptions,
): Promise<void> {
  const { jdk, env, signal } = options;
  const extracted = `${engine}.extracted`;
  await mkdir(extracted);
  const wanted = [
    'lib/',
    'LICENSE.txt',
    'NOTICE.txt',
    ...release.modules.map((module) => `modules/${module}/`),
  ];
  const result = await runCommand(
    jdk.jar,
    ['--extract', '--file', zip, ...wanted.map((path) => `${release.folder}/${path}`)],
    { env, cwd: extracted, ...(signal === undefined ? {} : { signal }) },
  );
  if (result.code !== 0) {
    if (/No space left on device/i.test(result.output)) throw diskFullError(engine);
    throw engineError(`${basename(zip)} could not be extracted: ${result.output.trim().slice(-400)}`);
  }
  const modules = await readdir(join(extracted, release.folder, 'modules')).catch(() => []);
  if (modules.length !== release.modules.length) {
    throw engineError(
      `${basename(zip)} does not hold what was expected in ${release.folder}; it can't be used.`,
    );
  }
  await rename(join(extracted, release.folder), engine);
  await rm(extracted, { recursive: true });
}

/** An installed engine of the same release, with another state of our plugin. */
async function findSibling(cache: string, release: EngineRelease): Promise<string | undefined> {
  const names = (await readdir(cache)).filter(
    (name) => name.startsWith(`${releaseName(release)}-`) && !name.endsWith('.partial'),
  );
  for (const name of names) {
    const home = join(cache, name);
    const whole = await Promise.all(
      release.icuJars.map(async (jar) => {
        const content = await readFile(join(home, 'plugins', 'analysis-icu', jarName(jar))).catch(
          () => undefined,
        );
        return content !== undefined && createHash('sha256').update(content).digest('hex') === jar.sha256;
      }),
    );
    if (whole.every(Boolean)) return home;
  }
  return undefined;
}

/** What a killed installation left: its Maven is ended, its files go. Only to be called by the lock's holder. */
async function removePartial(cache: string): Promise<void> {
  for (const name of (await readdir(cache)).filter((entry) => entry.endsWith('.partial'))) {
    const partial = join(cache, name);
    const noted: unknown = await readFile(join(partial, 'maven.json'), 'utf8')
      .then(JSON.parse)
      .catch(() => undefined);
    if (
      typeof noted === 'object' &&
      noted !== null &&
      'pid' in noted &&
      'began' in noted &&
      typeof noted.pid === 'number'
    ) {
      if (noted.began !== '' && identifyProcess(noted.pid)?.began === noted.began)
        killGroup(noted.pid, 'SIGKILL');
    }
    await rm(partial, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function checkFreeSpace(cache: string, release: EngineRelease): Promise<void> {
  const needed = release.distribution.bytes + release.extractedBytes;
  const disk = await statfs(cache);
  const free = disk.bavail * disk.bsize;
  if (free < needed) throw diskFullError(cache, needed, free);
}

/**
 * The folders of the plugins in a folder.
 * @throws AppError `embedded_engine` where it cannot be read, or one of its folders holds no plugin
 */
async function pluginsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw engineError(
      `The folder of TIMBAO_ENGINE_PLUGINS cannot be read: ${folder} (${systemErrorCode(error) ?? String(error)}).`,
      error,
    );
  });
  const plugins = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .toSorted();
  for (const plugin of plugins) {
    if (await exists(join(plugin, 'plugin-descriptor.properties'))) continue;
    throw engineError(
      `${plugin}, in the folder of TIMBAO_ENGINE_PLUGINS, holds no plugin of Elasticsearch: its plugin-descriptor.properties is missing. ` +
        'Unpack each plugin into a folder of its own, without folders around it.',
    );
  }
  return plugins;
}

/** `elasticsearch-9.4.3-<release>-<plugins>`: one name, one content. */
async function engineName(release: EngineRelease, plugins: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [icuPluginSources(), ...plugins]) {
    const files = await readdir(folder, { withFileTypes: true, recursive: true });
    const paths = files.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
    for (const path of paths.toSorted()) {
      if (folder !== icuPluginSources()) hash.update(basename(folder));
      hash.update(relative(folder, path)).update(await readFile(path));
    }
  }
  return `${releaseName(release)}-${hash.digest('hex').slice(0, 8)}`;
}

function releaseName(release: EngineRelease): string {
  const hash = createHash('sha256').update(JSON.stringify(release)).digest('hex').slice(0, 8);
  return `elasticsearch-${release.elasticsearch}-${hash}`;
}

function jarName(jar: PinnedArtifact): string {
  return `${jar.name}-${jar.version}.${jar.type}`;
}

async function openForReading(path: string): Promise<void> {
  const found = await stat(path);
  if (!found.isDirectory()) {
    await chmod(path, 0o644);
    return;
  }
  await chmod(path, 0o755);
  for (const name of await readdir(path)) await openForReading(join(path, name));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
