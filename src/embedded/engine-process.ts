import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { authorization, type EngineAccess } from './engine-access.ts';
import type { EngineAccount } from './engine-account.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError } from './engine-error.ts';
import { ENGINE_RELEASE, type EngineRelease } from './engine-release.ts';
import type { Jdk } from './locate-jdk.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';
import { killGroup } from './run-command.ts';
import type { EngineLayout } from './write-engine-config.ts';

const START_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 30_000;
const GROUP_TIMEOUT_MS = 10_000;
const POLL_MS = 100;
const ANSWER_TIMEOUT_MS = 5000;
const SHARDS_TIMEOUT = '60s';

/** Starts Elasticsearch's launcher, which starts the server; returns without waiting for it to answer. */
export async function launchEngine(options: {
  readonly home: string;
  readonly release?: EngineRelease;
  readonly layout: EngineLayout;
  readonly jdk: Jdk;
  readonly env: EngineEnvironment;
  readonly account: EngineAccount | undefined;
}): Promise<ChildProcess> {
  const { home, release = ENGINE_RELEASE, layout, jdk, env, account } = options;
  const folders: Readonly<Record<string, string>> = { home, config: layout.config };
  const launcher = release.launcher.map((arg) =>
    arg.replaceAll(/\{(home|config)\}/g, (_, name: string) => folders[name] ?? ''),
  );
  const output = openSync(layout.console, 'w', 0o600);
  try {
    const child = spawn(...privately([jdk.java, ...launcher]), {
      cwd: home,
      env: {
        ...withoutJavaOptions(env),
        JAVA: jdk.java,
        JAVA_HOME: jdk.home,
        JAVA_TYPE: 'JAVA_HOME',
        ES_HOME: home,
        ES_PATH_CONF: layout.config,
        ES_DISTRIBUTION_TYPE: 'tar',
        ES_TMPDIR: layout.temp,
        ES_JAVA_OPTS: '',
        CLI_JAVA_OPTS: '-Xms16m -Xmx64m -XX:+UseSerialGC',
      },
      stdio: ['ignore', output, output],
      // Ctrl-C in a terminal goes to the whole group: the service must be able to finish before its engine does.
      detached: true,
      windowsHide: true,
      ...account,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(engineError(`Java could not be started (${jdk.java}): ${error.message}.`, error)),
      );
    });
    // The engine must not keep its starter from ending.
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** The command, so that what it writes is for its owner alone. The process is the command's own, shell or not. */
function privately(command: readonly [string, ...string[]]): [file: string, args: string[]] {
  const [file, ...args] = command;
  return process.platform === 'win32'
    ? [file, args]
    : ['/bin/sh', ['-c', 'umask 077 && exec "$@"', 'sh', ...command]];
}

/** Options that a shell sets for other Java programs must not change this one. */
function withoutJavaOptions(env: EngineEnvironment): Record<string, string | undefined> {
  const { JAVA_TOOL_OPTIONS: _tool, JDK_JAVA_OPTIONS: _jdk, ...rest } = env;
  return rest;
}

/**
 * Waits until a launched engine answers and its shards are up, so that a search works.
 * @returns its address
 * @throws AppError `embedded_engine` with the reason when it ends before, or takes too long
 */
export async function waitUntilReady(
  launcher: ProcessIdentity,
  layout: EngineLayout,
  node: string,
  access: EngineAccess,
  signal: AbortSignal,
): Promise<{ url: string; server: ProcessIdentity | undefined }> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    signal.throwIfAborted();
    const url = await boundAddress(layout);
    if (url !== undefined && (await answersAs(url, node, access))) {
      await getJson(
        `${url}/_cluster/health?wait_for_status=yellow&timeout=${SHARDS_TIMEOUT}`,
        access,
        2 * START_TIMEOUT_MS,
      );
      return { url, server: await serverProcess(url, access) };
    }
    if (!isAlive(launcher)) throw engineError(await failureReason(layout));
    if (performance.now() > deadline) {
      throw engineError(
        `The embedded Elasticsearch did not answer within ${START_TIMEOUT_MS / 1000} s. Its log is ${layout.logs}. Is the machine very busy or short of memory?`,
      );
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** Whether the engine of that node name answers at an address (and not something else that has got its port). */
export async function answersAs(
  url: string,
  node: string,
  access: EngineAccess | undefined,
): Promise<boolean> {
  const answer = await getJson(url, access, ANSWER_TIMEOUT_MS);
  return typeof answer === 'object' && answer !== null && 'name' in answer && answer.name === node;
}

/** Ends an engine's processes and waits until they are really gone. */
export async function endEngine(
  launcher: ProcessIdentity,
  server: ProcessIdentity | undefined,
): Promise<void> {
  const living = (): ProcessIdentity[] =>
    [launcher, server].filter((one) => one !== undefined).filter(isAlive);
  // While a start is under way the server is not known yet, and outlives a launcher that ends too early to
  // pass the signal on. Both are in the group that the launcher leads: its number is safe to use for as long
  // as the launcher was seen alive.
  const leads = process.platform !== 'win32' && isAlive(launcher);
  // The launcher passes it on and waits for the server; a server without launcher is told itself.
  sendSignal(isAlive(launcher) ? launcher : server, 'SIGTERM');
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (living().length > 0) {
    if (performance.now() > deadline) for (const one of living()) sendSignal(one, 'SIGKILL');
    await sleep(POLL_MS);
  }
  if (leads) await endGroup(launcher.pid);
}

/** Ends what is left of a group. Gives up in the end: a process that its parent never collects stays for ever. */
const endGroup = async (leader: number): Promise<void> => {
  const deadline = performance.now() + GROUP_TIMEOUT_MS;
  for (let told = false; isGroupAlive(leader); told = true) {
    if (!told) killGroup(leader, 'SIGTERM');
    if (performance.now() > deadline) return killGroup(leader, 'SIGKILL');
    await sleep(POLL_MS);
  }
};

const isGroupAlive = (leader: number): boolean => {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
};

/** Sends a signal to a process, if it still is that process. */
export function sendSignal(to: ProcessIdentity | undefined, signal: NodeJS.Signals): void {
  if (to === undefined || !isAlive(to)) return;
  try {
    process.kill(to.pid, signal);
  } catch {
    // Gone in between.
  }
}

async function boundAddress(layout: EngineLayout): Promise<string | undefined> {
  const ports = await readFile(join(layout.logs, 'http.ports'), 'utf8').catch(() => '');
  // One address a line; the last line is whole once it ends.
  const address = /^(127\.0\.0\.1:\d+)\r?\n/m.exec(ports)?.[1];
  return address === undefined ? undefined : `http://${address}`;
}

async function serverProcess(url: string, access: EngineAccess): Promise<ProcessIdentity | undefined> {
  const answer = await getJson(
    `${url}/_nodes/_local/process?filter_path=nodes.*.process.id`,
    access,
    ANSWER_TIMEOUT_MS,
  );
  const pid = /"id":(\d+)/.exec(JSON.stringify(answer))?.[1];
  return pid === undefined ? undefined : identifyProcess(Number(pid));
}

async function getJson(url: string, access: EngineAccess | undefined, timeoutMs: number): Promise<unknown> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: access === undefined ? {} : { authorization: authorization(access) },
    });
    return await response.json();
  } catch {
    return undefined;
  }
}

/** What an engine that ended by itself last said, as a sentence. */
async function failureReason(layout: EngineLayout): Promise<string> {
  const printed = await lines(layout.console);
  const logged = await lines(layout.log);
  const all = [...printed, ...logged.slice(-200)];
  const text = all.join('\n');
  if (/failed to obtain node lock|LockObtainFailedException/i.test(text)) {
    return `Another Elasticsearch already uses the data in ${layout.data}. Stop it (timbao engine stop), or choose another TIMBAO_DATA_DIR.`;
  }
  if (/No space left on device/i.test(text)) {
    return `The embedded Elasticsearch could not start: the disk of ${layout.data} is full. Free some space and start again.`;
  }
  if (/Could not reserve enough space|insufficient memory|Cannot allocate memory/i.test(text)) {
    return 'The embedded Elasticsearch could not start: there is not enough free memory for its heap. Close other programs, or give it a smaller heap.';
  }
  const said =
    printed.find(
      (line) => /^(ERROR|Error|Exception)/.test(line) && !line.includes('did not exit normally'),
    ) ??
    all.findLast((line) => line.startsWith('Caused by: ')) ??
    printed.findLast((line) => line !== '') ??
    'it said nothing';
  return `The embedded Elasticsearch ended while it was starting: ${said.slice(0, 400)}. Its logs are in ${layout.logs}.`;
}

async function lines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
}
