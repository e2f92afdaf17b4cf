// An upload of a gigabyte through a service that has 256 MB of heap: does its memory stay flat, does every line have
// its result?
//
//   npm run upload-memory -- [--megabytes 1024] [--heap 256]
//
// The articles come as a CMS exports them: HTML with far more markup than text. Among them are lines of every wrong
// kind, up to some that are longer than a line may be.
import { parseArgs } from 'node:util';
import { withConnection } from '../src/service/connect.ts';
import { readConfig } from '../src/config.ts';
import { NOT_REMOVED } from '../src/domain/tombstone.ts';
import { indexNames } from '../src/index-lifecycle/index-names.ts';
import { sampleArticle } from './sample-corpus.ts';
import { startServiceProcess, type MemoryFigures } from './service-process.ts';
import { uploadLines } from './upload-lines.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1024' },
    heap: { type: 'string', default: '256' },
  },
});
const wanted = Number(values.megabytes) * 2 ** 20;
const alias = `bench-upload-${process.pid}`;

const STYLE =
  '<div class="chi-tiet-bai-viet" style="font-family: Arial, sans-serif; font-size: 14px; line-height: 1.6; color: #222222; text-align: justify; margin: 0 0 12px 0"><!-- khoi --><span data-khoi="noi-dung" data-phien-ban="7"></span>';

/** A CMS's HTML: every paragraph wrapped over and over, two hundred kilobytes for three of text. */
const asHtml = (body: string): string =>
  body
    .split('\n\n')
    .map((paragraph) => `${STYLE.repeat(140)}<p>${paragraph}</p>${'</div>'.repeat(140)}`)
    .join('');

const expected = { articles: 0, failed: 0 };
let sentBytes = 0;
let lines = 0;

/** Lines up to the wanted size: every hundredth or so is wrong in one way or another, every thousandth too long. */
function* upload(): Generator<string> {
  for (let n = 0; sentBytes < wanted; n++) {
    const { body, ...article } = sampleArticle(n);
    let line = `${JSON.stringify({ ...article, body: asHtml(body) })}\n`;
    if (n % 1_000 === 500) line = `{"id":"qua-dai","body":"${'x'.repeat(13 * 2 ** 20)}"}\n`;
    else if (n % 400 === 100) line = '\n';
    else if (n % 400 === 200) line = line.replace('"title":', '"tit":');
    else if (n % 400 === 300) line = `${line.slice(0, 900)}\n`;
    else expected.articles++;
    lines++;
    expected.failed = lines - expected.articles;
    sentBytes += Buffer.byteLength(line);
    yield line;
  }
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

await withConnection(readConfig(), async (engine) => {
  const service = await startServiceProcess(alias, [`--max-old-space-size=${values.heap}`]);
  const highest: { rss: number; heap: number; external: number } = { rss: 0, heap: 0, external: 0 };
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const show = (figures: MemoryFigures): void =>
    console.log(
      `${seconds().toFixed(0).padStart(6)} s  ${megabytes(sentBytes).padStart(5)} MB sent  RSS ${figures.rss.toFixed(0).padStart(4)} MB  heap ${figures.heap.toFixed(0).padStart(4)} MB  buffers ${figures.external.toFixed(0).padStart(4)} MB`,
    );
  let looks = 0;
  const look = async (): Promise<void> => {
    const figures = await service.memory();
    for (const name of ['rss', 'heap', 'external'] as const) {
      highest[name] = Math.max(highest[name], figures[name]);
    }
    if (looks++ % 30 === 0) show(figures);
  };
  const watch = setInterval(() => void look(), 500);
  try {
    console.log(`Service with --max-old-space-size=${values.heap} at ${service.url}`);
    const { statuses, summary } = await uploadLines(service.url, upload());
    clearInterval(watch);
    show(await service.memory());
    const took = seconds();
    await engine.refresh(alias);
    const stored = await engine.count(alias, NOT_REMOVED);
    console.log(
      `\n${lines} lines, ${megabytes(sentBytes)} MB in ${took.toFixed(0)} s (${(sentBytes / 2 ** 20 / took).toFixed(1)} MB/s).`,
    );
    console.log(
      `At most: RSS ${highest.rss.toFixed(0)} MB, heap ${highest.heap.toFixed(0)} MB, buffers ${highest.external.toFixed(0)} MB.`,
    );
    console.log(`Results: ${JSON.stringify(statuses)}; summary: ${JSON.stringify(summary)}`);
    console.log(
      `Sent: ${expected.articles} articles and ${expected.failed} wrong lines. In the index: ${stored}.`,
    );
    const results = Object.values(statuses).reduce((sum, count) => sum + count, 0);
    const isRight =
      results === lines &&
      summary?.['lines'] === lines &&
      statuses['created'] === expected.articles &&
      statuses['failed'] === expected.failed &&
      stored === expected.articles;
    console.log(isRight ? 'All as sent.' : 'NOT as sent.');
    if (!isRight) process.exitCode = 1;
  } finally {
    clearInterval(watch);
    await service.stop();
    for (const index of await engine.listIndices(`${indexNames(alias).read}-v*`)) {
      await engine.deleteIndex(index);
    }
  }
});
