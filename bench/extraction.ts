// How much of the text of articles is found in pages: `npm run extraction -- --data DIR`. docs/import.md has the form.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeEscaped } from '../src/ingest/encodings/escaped-utf8.ts';
import { readHtmlPage } from '../src/ingest/sources/html-page.ts';
import { readSecond } from '../src/ingest/sources/second-reading.ts';
import { NO_DEFAULTS } from '../src/ingest/sources/source-record.ts';

interface Expected {
  readonly lead?: string;
  readonly body: string;
  readonly captions?: readonly string[];
  readonly publishedAt?: string;
}

interface Found {
  readonly text: string;
  readonly day?: string | undefined;
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const folder = values.data;
if (folder === undefined) {
  console.error('Usage: npm run extraction -- --data DIR [--verbose]');
  process.exit(2);
}

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
const files = readdirSync(folder).filter((name) => /\.html?$/u.test(name));

const words = (text: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\d]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
};

/** How many words two texts share, each as often as both have it. */
const shared = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number =>
  [...one].reduce((sum, [word, count]) => sum + Math.min(count, other.get(word) ?? 0), 0);

const sizeOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

const ours = (html: string, name: string, isAlone: boolean): Found => {
  const { article } = readHtmlPage(html, name, NO_DEFAULTS, isAlone ? () => null : readSecond);
  const { lead = '', body = '', captions = [], publishedAt } = (article ?? {}) as Partial<Expected>;
  return { text: [lead, body, ...captions].join('\n'), day: publishedAt?.slice(0, 10) };
};

const library = (html: string): Found => {
  const found = readSecond(html, 0);
  return { text: [found?.text ?? '', ...(found?.captions ?? [])].join('\n') };
};

const readers: Readonly<Record<string, (html: string, name: string) => Found>> = {
  ours: (html, name) => ours(html, name, true),
  readability: library,
  used: (html, name) => ours(html, name, false),
};

console.log('reader        recall  ≥ .9   extra   days right   ms/page');
for (const [reader, find] of Object.entries(readers)) {
  let [recall, good, extra, pages, days, dated, elapsed] = [0, 0, 0, 0, 0, 0, 0];
  for (const file of files) {
    const known = expected[file.replace(/\.html?$/u, '')];
    if (known === undefined) continue;
    const html = decodeEscaped(readFileSync(join(folder, file)));
    const start = performance.now();
    const { text, day } = find(html, file);
    elapsed += performance.now() - start;
    const wanted = words([known.lead ?? '', known.body, ...(known.captions ?? [])].join('\n'));
    const got = words(text);
    const hits = shared(wanted, got);
    const share = hits / Math.max(sizeOf(wanted), 1);
    pages++;
    recall += share;
    if (share >= 0.9) good++;
    extra += (sizeOf(got) - hits) / Math.max(sizeOf(wanted), 1);
    if (known.publishedAt !== undefined && reader !== 'readability') {
      dated++;
      if (day === known.publishedAt.slice(0, 10)) days++;
    }
    if (values.verbose && share < 0.9) console.log(`  ${reader} ${file}: ${share.toFixed(2)}`);
  }
  const row = [
    reader.padEnd(12),
    (recall / pages).toFixed(3).padStart(7),
    `${good}/${pages}`.padStart(8),
    (extra / pages).toFixed(3).padStart(7),
    (dated === 0 ? '–' : `${days}/${dated}`).padStart(12),
    (elapsed / pages).toFixed(1).padStart(9),
  ];
  console.log(row.join(' '));
}
