// Parses a million random texts, each checked for everything that holds for any query: npm run fuzz
//
//   node scripts/fuzz-query.mjs [--runs 1000000] [--seed N]
//
// A failure shows the text and the seed, which gives the same run again.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 4_294_967_296) },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs must be a whole number from 1, --seed a whole number.');
  process.exit(2);
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = await build({
  stdin: {
    contents: `export { checkQuery } from './check-query.ts';
      export { randomQuery, seededRandom } from './random-query.ts';`,
    resolveDir: join(root, 'test', 'unit', 'query'),
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const source = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { checkQuery, randomQuery, seededRandom } = await import(`data:text/javascript;base64,${source}`);

const random = seededRandom(seed);
const started = performance.now();
const interactive = process.stderr.isTTY;
const stepLength = interactive ? Math.ceil(runs / 200) : Math.ceil(runs / 10);
let characters = 0;

console.error(`Seed ${seed}, ${runs.toLocaleString('en')} texts.`);
for (let run = 1; run <= runs; run++) {
  const text = randomQuery(random);
  characters += text.length;
  try {
    checkQuery(text);
  } catch (error) {
    // The stack of a bundle says nothing that the property's name and the text do not.
    console.error(`\nText ${run} of seed ${seed} fails: ${JSON.stringify(text)}\n${String(error)}`);
    process.exit(1);
  }
  if (run % stepLength === 0 || run === runs) showProgress(run);
}
const seconds = (performance.now() - started) / 1000;
console.error(
  `${interactive ? '\n' : ''}All ${runs.toLocaleString('en')} texts hold: ${characters.toLocaleString('en')} characters, ` +
    `${seconds.toFixed(1)} s.`,
);

function showProgress(run) {
  const passed = (performance.now() - started) / 1000;
  const left = (passed / run) * (runs - run);
  const line = `${((run / runs) * 100).toFixed(1)} %, ${run.toLocaleString('en')} texts, ${left.toFixed(0)} s left`;
  process.stderr.write(interactive ? `\r${line.padEnd(60)}` : `${line}\n`);
}
