// Where the service's thread spends its time while it answers searches: milliseconds a search, by what is done.
//
//   npm run profile -- --data DIR [--articles 30000] [--clients 8] [--seconds 20] [--way accented] [--kept 0] [--functions 0] [--to FILE]
//
// --functions 30 names the thirty functions, too, that take longest by themselves. With --kept 32 the same thirty-two
// searches are asked for again and again, and their answers are kept; otherwise none are. It also says what CPU time all
// processes take, of which the machine has no more than its cores. --to keeps the whole profile, for a browser's tools.
// Of the index that `npm run bench` has filled. Nothing is measured before the service has read its archive. What the
// engine does meanwhile, its own tools tell: docs/performance.md.
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    functions: { type: 'string', default: '0' },
    to: { type: 'string' },
  },
});
const seconds = Number(values.seconds);

/** V8's own form of a profile. */
interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}
interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

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

const partOf = ({ callFrame: { functionName, url } }: ProfileNode): string | null => {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(idle)') return 'idle';
  return PARTS.find(([path]) => path.test(url))?.[1] ?? null;
};

/** Milliseconds of the last part of a profile, of each name. */
const timesBy = (
  names: ReadonlyMap<number, string>,
  { samples, timeDeltas }: Profile,
  lastSeconds: number,
): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  let left = lastSeconds * 1e6;
  for (let at = samples.length - 1; at >= 0 && left > 0; at--) {
    const delta = timeDeltas[at] ?? 0;
    left -= delta;
    const name = names.get(samples[at] ?? 0) ?? 'Node.js itself';
    times.set(name, (times.get(name) ?? 0) + delta / 1_000);
  }
  return times;
};

/** What Node.js does itself is of whoever asks for it. */
const partsOf = ({ nodes }: Profile): ReadonlyMap<number, string> => {
  const parts = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (node: ProfileNode, above: string): void => {
    const part = partOf(node) ?? above;
    parts.set(node.id, part);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) name(child, part);
    }
  };
  const [root] = nodes;
  if (root !== undefined) name(root, 'Node.js itself');
  return parts;
};

const functionsOf = ({ nodes }: Profile): ReadonlyMap<number, string> =>
  new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName} ${url.replace(/^.*\/(?=dist\/|node_modules\/)/, '')}:${lineNumber + 1}`,
    ]),
  );

const longestFirst = (times: ReadonlyMap<string, number>): readonly [string, number][] =>
  [...times].toSorted(([, a], [, b]) => b - a);

const url = engineUrl(readConfig());
const kept = Number(values.kept);
const all = (await readQueries(dataFolder(values.data, 'profile'), 'keywords_news', values.way)) ?? [];
const queries = kept > 0 ? all.slice(0, kept) : all;
const folder = await mkdtemp(join(tmpdir(), 'timbao-profile-'));
try {
  const profiling = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval', '500'];
  const service = await startServiceProcess(`bench-${values.articles}`, profiling, {
    ...(kept === 0 && { TIMBAO_RESULT_CACHE: '0' }),
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
  const before = await cpuSeconds(service.url, url);
  const answered = await searchFor(seconds);
  const after = await cpuSeconds(service.url, url);
  close();
  await service.stop();
  const [file = ''] = await readdir(folder);
  if (values.to !== undefined) await copyFile(join(folder, file), values.to);
  const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile;
  const times = longestFirst(timesBy(partsOf(profile), profile, seconds));
  const busy = times.reduce((sum, [part, time]) => sum + (part === 'idle' ? 0 : time), 0);
  console.log(`${(answered / seconds).toFixed(0)} searches a second, ${values.clients} clients\n`);
  console.log('| | ms a search | of the busy time |\n| --- | --: | --: |');
  for (const [part, time] of times) {
    const share = part === 'idle' ? '' : `${((100 * time) / busy).toFixed(0)} %`;
    console.log(`| ${part} | ${(time / answered).toFixed(2)} | ${share} |`);
  }
  console.log(`| busy, in all | ${(busy / answered).toFixed(2)} | |`);
  const cpuOf = (process: keyof CpuSeconds): string =>
    `${((1_000 * (after[process] - before[process])) / answered).toFixed(2)} ms of the ${process}`;
  console.log(`\nCPU a search: ${cpuOf('service')}, ${cpuOf('engine')}, ${cpuOf('client')}\n`);
  const functions = longestFirst(timesBy(functionsOf(profile), profile, seconds));
  for (const [name, time] of functions.slice(0, Number(values.functions)))
    console.log(`${(time / answered).toFixed(3)} ms  ${name}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
