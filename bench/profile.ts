// Where the service's thread spends its time while it answers searches: milliseconds a search, by what is done; or, with
// --allocations, what of its memory.
//
//   npm run profile -- --data DIR [--articles 30000] [--clients 8] [--seconds 20] [--way accented] [--kept 0] [--functions 0] [--to FILE]
//   npm run profile -- --data DIR --allocations [the same]
//
// --functions 30 names the thirty functions, too, that take longest by themselves. With --kept 32 the same thirty-two
// searches are asked for again and again, and their answers are kept; otherwise none are. It also says what CPU time all
// processes take, of which the machine has no more than its cores. --to keeps the whole profile, for a browser's tools.
// Of the index that `npm run bench` has filled. Nothing is measured before the service has read its archive. What the
// engine does meanwhile, its own tools tell: docs/performance.md.
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { cpuSeconds, type CpuSeconds } from '../test/support/cpu-seconds.ts';
import { engineUrl } from './engine-url.ts';
import { dataFolder, readQueries } from './relevance-data.ts';
import { startServiceProcess } from './service-process.ts';
import { httpAsker } from './versus/http-asker.ts';
import { pathOf } from './versus/timbao-peer.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    articles: { type: 'string', default: '30000' },
    clients: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '20' },
    way: { type: 'string', default: 'accented' },
    kept: { type: 'string', default: '0' },
    allocations: { type: 'boolean', default: false },
    functions: { type: 'string', default: '0' },
    to: { type: 'string' },
  },
});
const seconds = Number(values.seconds);

/** V8's own form of a profile of time … */
interface TimeProfile {
  readonly nodes: readonly CalledFunction[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}
/** … and of allocations. */
interface AllocationProfile {
  readonly head: AllocatingFunction;
  readonly samples: readonly { readonly nodeId: number; readonly size: number }[];
}
interface Called {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}
interface CalledFunction extends Called {
  readonly children?: readonly number[];
}
interface AllocatingFunction extends Called {
  readonly children: readonly AllocatingFunction[];
}

/** What was called, by whom, and what each call cost by itself. */
interface Costs {
  readonly nodes: readonly CalledFunction[];
  /** By the id of its node: milliseconds, or kilobytes. */
  readonly own: ReadonlyMap<number, number>;
}

const NODE = 'Node.js itself';

/** What is done, by the path of the module that does it; the first that fits. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\/correction\/|correct-query/, 'a likelier spelling'],
  [/\/results\/|\/text\/tokenize|folded-hash/, 'marks and snippets'],
  [/cursors|continue-search/, 'the cursor'],
  [
    /\/(query|matching|language|dsl)\/|\/search\/(read-query|ladder)/,
    'reading the query, building the request',
  ],
  [/@elastic|node_modules\/undici|\/dist\/(engine|deadline|task)/, 'the client of the engine'],
  [/\/dist\/search\/|\/dist\/service\//, 'the rest of the search'],
  [/pino|access-log|prom-client|metrics|histogram/, 'log and metrics'],
  [/\/dist\/http\/|hono|zod/, 'routes, checks, headers'],
];

const partOf = ({ callFrame: { functionName, url } }: Called): string | null => {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(idle)') return 'idle';
  return PARTS.find(([path]) => path.test(url))?.[1] ?? null;
};

const summed = <Key>(costs: Iterable<readonly [Key, number]>): ReadonlyMap<Key, number> => {
  const sums = new Map<Key, number>();
  for (const [key, cost] of costs) sums.set(key, (sums.get(key) ?? 0) + cost);
  return sums;
};

/** Milliseconds of the last part of a profile. */
const times = ({ nodes, samples, timeDeltas }: TimeProfile, lastSeconds: number): Costs => {
  const last: [number, number][] = [];
  let left = lastSeconds * 1e6;
  for (let at = samples.length - 1; at >= 0 && left > 0; at--) {
    const delta = timeDeltas[at] ?? 0;
    left -= delta;
    last.push([samples[at] ?? 0, delta / 1_000]);
  }
  return { nodes, own: summed(last) };
};

const KB = 1_024;

/** Kilobytes of all that was allocated. */
const allocations = ({ head, samples }: AllocationProfile): Costs => {
  const nodes: CalledFunction[] = [];
  const left = [head];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    nodes.push({ id: node.id, callFrame: node.callFrame, children: node.children.map(({ id }) => id) });
    left.push(...node.children);
  }
  return { nodes, own: summed(samples.map(({ nodeId, size }) => [nodeId, size / KB])) };
};

const costsBy = (
  names: ReadonlyMap<number, string>,
  { own }: Costs,
): readonly (readonly [string, number])[] => {
  const costs = summed([...own].map(([id, cost]) => [names.get(id) ?? NODE, cost]));
  return [...costs].toSorted(([, a], [, b]) => b - a);
};

/** What Node.js does itself is of whoever asks for it. */
const partsOf = ({ nodes }: Costs): ReadonlyMap<number, string> => {
  const parts = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (node: CalledFunction, above: string): void => {
    const part = partOf(node) ?? above;
    parts.set(node.id, part);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) name(child, part);
    }
  };
  const [root] = nodes;
  if (root !== undefined) name(root, NODE);
  return parts;
};

const functionsOf = ({ nodes }: Costs): ReadonlyMap<number, string> =>
  new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName} ${url.replace(/^.*\/(?=dist\/|node_modules\/)/, '')}:${lineNumber + 1}`,
    ]),
  );

const url = engineUrl(readConfig());
const kept = Number(values.kept);
const all = (await readQueries(dataFolder(values.data, 'profile'), 'keywords_news', values.way)) ?? [];
const queries = kept > 0 ? all.slice(0, kept) : all;
const folder = await mkdtemp(join(tmpdir(), 'timbao-profile-'));
try {
  const allocated = join(folder, 'allocated.json');
  const profiling = values.allocations
    ? ['--import', pathToFileURL(resolve('bench/sample-allocations.mjs')).href]
    : ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval', '500'];
  const service = await startServiceProcess(`bench-${values.articles}`, profiling, {
    ...(kept === 0 && { TIMBAO_RESULT_CACHE: '0' }),
    ALLOCATIONS_TO: allocated,
  });
  const { ask, close } = httpAsker(service.url);
  let next = 0;
  const searchFor = async (time: number): Promise<number> => {
    let answered = 0;
    const until = performance.now() + time * 1_000;
    const client = async (): Promise<void> => {
      while (performance.now() < until) {
        const { query } = queries[next++ % queries.length] ?? { query: '' };
        await ask(pathOf({ kind: 'words', q: query }));
        answered++;
      }
    };
    await Promise.all(Array.from({ length: Number(values.clients) }, client));
    return answered;
  };
  await searchFor(5);
  const signal = (): void => void (values.allocations && process.kill(service.pid, 'SIGUSR2'));
  signal();
  const before = await cpuSeconds(service.url, url);
  const answered = await searchFor(seconds);
  const after = await cpuSeconds(service.url, url);
  signal();
  close();
  while (values.allocations && !existsSync(allocated)) await sleep(100);
  await service.stop();
  const [file = ''] = await readdir(folder);
  if (values.to !== undefined) await copyFile(join(folder, file), values.to);
  const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown;
  const costs = values.allocations
    ? allocations(profile as AllocationProfile)
    : times(profile as TimeProfile, seconds);
  const unit = values.allocations ? 'kB' : 'ms';
  const digits = values.allocations ? 0 : 2;
  const parts = costsBy(partsOf(costs), costs);
  const busy = parts.reduce((sum, [part, cost]) => sum + (part === 'idle' ? 0 : cost), 0);
  console.log(`${(answered / seconds).toFixed(0)} searches a second, ${values.clients} clients\n`);
  console.log(`| | ${unit} a search | of all |\n| --- | --: | --: |`);
  for (const [part, cost] of parts) {
    const share = part === 'idle' ? '' : `${((100 * cost) / busy).toFixed(0)} %`;
    console.log(`| ${part} | ${(cost / answered).toFixed(digits)} | ${share} |`);
  }
  console.log(
    `| in all${values.allocations ? '' : ', without being idle'} | ${(busy / answered).toFixed(digits)} | |`,
  );
  const cpuOf = (process: keyof CpuSeconds): string =>
    `${((1_000 * (after[process] - before[process])) / answered).toFixed(2)} ms of the ${process}`;
  console.log(`\nCPU a search: ${cpuOf('service')}, ${cpuOf('engine')}, ${cpuOf('client')}\n`);
  for (const [name, cost] of costsBy(functionsOf(costs), costs).slice(0, Number(values.functions)))
    console.log(`${(cost / answered).toFixed(digits + 1)} ${unit}  ${name}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
