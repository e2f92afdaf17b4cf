import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The service as `npm start` runs it, in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Megabytes, by the service's own figures. */
  memory(): Promise<MemoryFigures>;
  stop(): Promise<void>;
}

export interface MemoryFigures {
  /** All that the process has of the machine's memory. */
  readonly rss: number;
  /** JavaScript's objects. */
  readonly heap: number;
  /** Buffers beside them. */
  readonly external: number;
}

// Bundled into .timbao/run, or run as it is: both lie below the project's folder.
const main = join(rootOf(dirname(fileURLToPath(import.meta.url))), 'dist', 'main.js');

function rootOf(folder: string): string {
  return folder.endsWith(join('.timbao', 'run')) ? dirname(dirname(folder)) : dirname(folder);
}

/**
 * Starts it on a free port with an index of its own, on the engine that this process's settings name.
 *
 * @param settings other than this process's
 */
export const startServiceProcess = async (
  index: string,
  nodeOptions: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<ServiceProcess> => {
  const child = spawn(process.execPath, [...nodeOptions, main], {
    env: {
      ...process.env,
      TIMBAO_INDEX: index,
      TIMBAO_SAMPLES: 'off',
      TIMBAO_INSECURE_LOOPBACK: 'on',
      PORT: '0',
      TIMBAO_STATS_DAYS: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let out = '';
  child.stderr.on('data', (text: Buffer) => (out += text.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const address = /at (http:\/\/\S+?),/.exec(out)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The service did not start:\n${out}`)));
  });
  await untilRead(url);
  return {
    url,
    pid: child.pid ?? 0,
    memory: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const figure = (name: string): number =>
        Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]) / 2 ** 20;
      return {
        rss: figure('process_resident_memory_bytes'),
        heap: figure('nodejs_heap_size_used_bytes'),
        external: figure('nodejs_external_memory_bytes'),
      };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Until it has read what the archive says, as it does once in the minutes after its start: nothing is measured beside that. */
const untilRead = async (url: string): Promise<void> => {
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const isRead = (work: string): boolean =>
      new RegExp(`^timbao_background_looks_total\\{work="${work}",outcome="done"\\} [1-9]`, 'm').test(text);
    if (isRead('language') && isRead('suggestions')) return;
    await sleep(250);
  }
};
