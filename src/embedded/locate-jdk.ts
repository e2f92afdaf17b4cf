import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { canEnter, type EngineAccount } from './engine-account.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError, OTHER_WAYS } from './engine-error.ts';
import { MINIMUM_JAVA } from './engine-release.ts';
import { runCommand } from './run-command.ts';

/** A Java Development Kit that can run and extend Elasticsearch. */
export interface Jdk {
  readonly home: string;
  /** Feature release: 21, 25, … */
  readonly version: number;
  readonly java: string;
  readonly javac: string;
  readonly jar: string;
  readonly keytool: string;
}

const EXE = process.platform === 'win32' ? '.exe' : '';
// Elasticsearch attaches an agent to itself at start; a plain runtime lacks these modules and does not boot.
const NEEDED_MODULES = ['jdk.attach', 'jdk.jdi', 'jdk.compiler', 'jdk.jartool'];

/**
 * The first JDK of version 21 or later: `ES_JAVA_HOME`, `JAVA_HOME`, the `java` of the PATH, then the folders
 * in which each system keeps them.
 * @param folders folders whose entries are JDKs, for the last step
 * @throws AppError `embedded_engine` that names what was found instead and the ways on
 */
export async function locateJdk(
  env: EngineEnvironment,
  account: EngineAccount | undefined,
  folders: readonly string[] = jdkFolders(env),
): Promise<Jdk> {
  const rejected: string[] = [];
  const seen = new Set<string>();
  for await (const candidate of candidateHomes(env, folders)) {
    const home = await realpath(candidate).catch(() => undefined);
    if (home === undefined || seen.has(home)) continue;
    seen.add(home);
    const examined = await examine(home, env, account);
    if (typeof examined === 'object') return examined;
    if (examined !== undefined) rejected.push(examined);
  }
  const found = rejected.length === 0 ? '' : ` Found only: ${rejected.join('; ')}.`;
  throw engineError(
    `No Java Development Kit ${MINIMUM_JAVA} or later was found, which the embedded Elasticsearch needs.${found} ${OTHER_WAYS}`,
  );
}

/** Folders of this system whose entries are JDKs, one each. */
export function jdkFolders(env: EngineEnvironment): string[] {
  const home = homedir();
  const own = [
    join(home, '.sdkman', 'candidates', 'java'),
    join(home, '.jdks'),
    join(home, '.local', 'share', 'mise', 'installs', 'java'),
  ];
  if (process.platform === 'darwin') {
    return [
      '/Library/Java/JavaVirtualMachines',
      join(home, 'Library/Java/JavaVirtualMachines'),
      '/opt/homebrew/opt',
      '/usr/local/opt',
      ...own,
    ];
  }
  if (process.platform === 'win32') {
    const programs = env['ProgramFiles'] ?? 'C:\\Program Files';
    const vendors = [
      'Eclipse Adoptium',
      'Java',
      'Microsoft',
      'Amazon Corretto',
      'Zulu',
      'BellSoft',
      'OpenJDK',
    ];
    return [...vendors.map((vendor) => join(programs, vendor)), ...own];
  }
  return ['/usr/lib/jvm', '/usr/lib64/jvm', '/usr/java', '/opt/java', '/opt', '/usr/local', ...own];
}

async function* candidateHomes(env: EngineEnvironment, folders: readonly string[]): AsyncGenerator<string> {
  for (const name of ['ES_JAVA_HOME', 'JAVA_HOME']) {
    const home = env[name];
    if (home !== undefined && home !== '') yield home;
  }
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const java = await realpath(join(folder, `java${EXE}`)).catch(() => undefined);
    if (java !== undefined) yield dirname(dirname(java));
  }
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    // In the order of their numbers: of several, the nearest to what Elasticsearch was tested with.
    names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    for (const name of names) {
      yield join(folder, name);
      yield join(folder, name, 'Contents', 'Home');
      yield join(folder, name, 'libexec', 'openjdk.jdk', 'Contents', 'Home');
    }
  }
}

/** The JDK in a folder, or why it won't do, or undefined where there is no Java at all. */
async function examine(
  home: string,
  env: EngineEnvironment,
  account: EngineAccount | undefined,
): Promise<Jdk | string | undefined> {
  const tool = (name: string): string => join(home, 'bin', name + EXE);
  const java = tool('java');
  if (!(await isFile(java))) return undefined;
  const listed = await runCommand(java, ['--list-modules'], { env }).catch(() => undefined);
  if (listed === undefined || listed.code !== 0) {
    // Java 8 knows no modules.
    return `one that does not answer or is older than 9 in ${home}`;
  }
  const modules = new Map(
    listed.output.split(/\s+/).map((line): [string, string] => {
      const at = line.indexOf('@');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const version = Number.parseInt(modules.get('java.base') ?? '', 10);
  if (!(version >= MINIMUM_JAVA))
    return `Java ${modules.get('java.base') ?? 'of unknown version'} in ${home}`;
  const missing = NEEDED_MODULES.filter((name) => !modules.has(name));
  if (missing.length > 0 || !(await isFile(tool('javac'))) || !(await isFile(tool('jar')))) {
    return `a Java ${version} runtime that is no full JDK in ${home}`;
  }
  if (!(await canEnter(home, account))) return `Java ${version} in ${home}, which only root can enter`;
  return { home, version, java, javac: tool('javac'), jar: tool('jar'), keytool: tool('keytool') };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
