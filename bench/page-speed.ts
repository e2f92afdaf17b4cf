/**
 * Compares the time of a results page with that of the API call that it makes (of a service that makes each answer anew,
 * TIMBAO_RESULT_CACHE=0; what is kept costs the page its rendering, and the call nothing): both are asked of a
 * service that runs, turn by turn, so that whatever else the machine does falls on both alike.
 *
 *     npm run page-speed -- [--url http://localhost:3000] [--rounds 200]
 */
import { parseArgs } from 'node:util';
import { median, servedIn } from './figures.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    rounds: { type: 'string', default: '200' },
  },
});
const rounds = Number(values.rounds);

/** What the page asks beside what is in its address; `src/http/read-page-search.ts` has it. */
const ASKED = 'facets=year,section,author,tag,source&snippets=1&snippetSize=180&accents=true&collapse=true';

/** Rounds that are not counted: a service that has just started compiles its code as it goes. */
const WARM_UP = 100;

const SEARCHES = [
  'q=thuy+dien',
  'q=%C4%91%E1%BA%A3ng+b%E1%BB%99',
  'q=%22chi+b%E1%BB%99%22&relax=false',
  'from=2000',
];

/** Milliseconds that the service says an answer took. */
const timeOf = async (path: string): Promise<number> => {
  const response = await fetch(new URL(path, values.url));
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return servedIn(response);
};

for (const search of SEARCHES) {
  const page: number[] = [];
  const api: number[] = [];
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const turns: [string, number[]][] = [
      [`/?${search}`, page],
      [`/v1/search?${search}&${ASKED}`, api],
    ];
    // Which comes first changes, since the second finds the engine's caches warm.
    for (const [path, times] of round % 2 === 0 ? turns : turns.toReversed()) {
      const time = await timeOf(path);
      if (round >= WARM_UP) times.push(time);
    }
  }
  const ratio = median(page) / median(api);
  process.stdout.write(
    `${search.padEnd(40)} page ${median(page).toFixed(1)} ms, API ${median(api).toFixed(1)} ms: ${ratio.toFixed(2)} ×\n`,
  );
}
