import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { engineAccount } from '../../../src/embedded/engine-account.ts';
import { locateJdk } from '../../../src/embedded/locate-jdk.ts';
import { jdkHere } from '../../support/embedded-here.ts';

const THREE_WAYS =
  /install a JDK 21 or later .* or run Elasticsearch with Docker .* or set ELASTICSEARCH_URL/s;

const work = mkdtempSync(join(tmpdir(), 'timbao-jdk-'));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const jdk = await jdkHere();
const posix = process.platform !== 'win32';

test('nothing anywhere: says so and names the three ways on', async () => {
  await expect(locateJdk({}, undefined, [])).rejects.toMatchObject({
    code: 'embedded_engine',
    message: expect.stringMatching(
      /^No Java Development Kit 21 or later was found, which .*needs\. Three ways on: /,
    ),
  });
  await expect(locateJdk({ PATH: '', JAVA_HOME: '' }, undefined, [join(work, 'missing')])).rejects.toThrow(
    THREE_WAYS,
  );
});

describe.skipIf(!posix)('what is no JDK of the right age', () => {
  /** A Java that answers as a given one would. */
  function oldJava(name: string, script: string): string {
    const home = join(work, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    for (const tool of ['java', 'javac', 'jar']) {
      writeFileSync(join(home, 'bin', tool), `#!/bin/sh\n${script}\n`);
      chmodSync(join(home, 'bin', tool), 0o755);
    }
    return home;
  }

  test('an older one is named, with its version and place', async () => {
    const home = oldJava(
      'jdk-17',
      'printf "java.base@17.0.15\\njdk.attach@17\\njdk.jdi@17\\njdk.compiler@17\\njdk.jartool@17\\n"',
    );
    await expect(locateJdk({ JAVA_HOME: home }, undefined, [])).rejects.toThrow(
      `Found only: Java 17.0.15 in ${realpathSync(home)}.`,
    );
  });

  test('Java 8, which does not know the question', async () => {
    const home = oldJava('jdk-8', 'echo "Unrecognized option: --list-modules" >&2; exit 1');
    await expect(locateJdk({ ES_JAVA_HOME: home }, undefined, [])).rejects.toThrow(/older than 9 in .*jdk-8/);
  });

  test.skipIf(jdk === undefined)(
    'a real runtime without the modules Elasticsearch attaches itself with',
    async () => {
      const home = join(work, 'jre');
      execFileSync(join(jdk?.home ?? '', 'bin', 'jlink'), ['--add-modules', 'java.base', '--output', home]);
      await expect(locateJdk({ JAVA_HOME: home }, undefined, [])).rejects.toThrow(
        `a Java ${jdk?.version} runtime that is no full JDK in ${realpathSync(home)}`,
      );
    },
  );

  test.skipIf(jdk === undefined || engineAccount() === undefined)(
    'one that only root can enter',
    async () => {
      const closed = join(work, 'closed');
      mkdirSync(closed);
      const home = join(closed, 'jdk');
      execFileSync('cp', ['-r', jdk?.home ?? '', home]);
      chmodSync(closed, 0o700);
      await expect(locateJdk({ JAVA_HOME: home }, engineAccount(), [])).rejects.toThrow(
        'which only root can enter',
      );
      chmodSync(closed, 0o755);
      expect((await locateJdk({ JAVA_HOME: home }, engineAccount(), [])).home).toBe(home);
    },
  );
});

describe.skipIf(jdk === undefined || !posix)('the first one that will do', () => {
  const home = jdk?.home ?? '';
  const wrong = join(work, 'empty');
  mkdirSync(wrong, { recursive: true });

  test('is found from each place, past what will not do', async () => {
    const bin = join(work, 'bin');
    mkdirSync(bin);
    // As alternatives systems do: a link on the PATH.
    symlinkSync(join(home, 'bin', 'java'), join(bin, 'java'));
    const folder = join(work, 'jvm');
    mkdirSync(folder);
    symlinkSync(home, join(folder, 'temurin'));

    for (const [env, folders] of [
      [{ ES_JAVA_HOME: home, JAVA_HOME: wrong }, []],
      [{ ES_JAVA_HOME: wrong, JAVA_HOME: home }, []],
      [{ JAVA_HOME: wrong, PATH: [wrong, bin].join(delimiter) }, []],
      [{ JAVA_HOME: wrong, PATH: wrong }, [wrong, folder]],
    ] as const) {
      expect(await locateJdk(env, undefined, folders)).toMatchObject({ home, version: jdk?.version });
    }
  });
});
