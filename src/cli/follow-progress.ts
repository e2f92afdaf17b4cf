import type { ImportEvent } from '../ingest/import-articles.ts';
import { countText, createProgressLine, type ProgressStream } from './progress-line.ts';

export interface FollowProgress {
  /** What became of a page. */
  add(event: ImportEvent): void;
  /** An address could not be had. */
  trouble(url: string, problem: string): void;
  /** An address is being asked. @param of how many pages there are; `null` for a feed or a sitemap. */
  address(url: string, at: number, of: number | null): void;
  print(line: string): void;
  end(): void;
}

/** The summary counts them all. */
const LINES_SHOWN = 20;
const LONGEST_URL = 60;

/** Shows how far a round is until `end` is called, and the first failures as they come. */
export const createFollowProgress = (stream: ProgressStream): FollowProgress => {
  let shown = 0;
  let failed = 0;
  let now = { url: '', at: 0, of: null as number | null };
  const line = createProgressLine(stream, () => progressText({ ...now, failed }));
  const tell = (text: string): void => {
    shown++;
    if (shown <= LINES_SHOWN) line.print(text);
    if (shown === LINES_SHOWN + 1) line.print('Further ones are not shown here.');
  };
  return {
    add: ({ from, status, error }) => {
      if (status !== 'failed') return;
      failed++;
      tell(`${from}: ${error?.message ?? 'failed'}`);
    },
    trouble: (url, problem) => tell(`${url}: ${problem}`),
    address: (url, at, of) => {
      now = { url, at, of };
    },
    print: line.print,
    end: line.end,
  };
};

/** `12 of 40 pages  1 failed  https://bao.example/…` */
export const progressText = ({
  url,
  at,
  of,
  failed,
}: {
  readonly url: string;
  readonly at: number;
  readonly of: number | null;
  readonly failed: number;
}): string =>
  [
    of === null ? 'Reading feeds and sitemaps' : `${countText(at)} of ${countText(of)} pages`,
    ...(failed === 0 ? [] : [`${countText(failed)} failed`]),
    url.length > LONGEST_URL ? `${url.slice(0, LONGEST_URL)}…` : url,
  ].join('  ');
