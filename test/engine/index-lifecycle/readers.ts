import { setTimeout as sleep } from 'node:timers/promises';
import { anchorPhrase } from './newsroom.ts';

export interface ReadersCounts {
  searches: number;
  failed: string[];
  readonly tookMs: number[];
}

const WORDS = [
  'chuyển đổi số',
  'nong thon moi',
  'đảng bộ huyện',
  'du lịch',
  'lũ HOẶC bão',
  '"giáo dục"',
  'bản',
];

/** So many may wait for an answer at once; on a machine that is too slow for the rate, the next ones come later. */
const MOST_UNDER_WAY = 24;

/** So often a reader who is told that there is too much to do comes again, when told to: the machine does much else here. */
const MOST_TIMES = 4;

/**
 * Readers that search at a steady rate until the signal, also while earlier searches are not answered yet. A search that
 * fails is one that is not answered with 200, or only in part, or that does not find an article which is there all the
 * time.
 */
export const readWhile = async (
  url: string,
  perSecond: number,
  articles: number,
  stop: AbortSignal,
): Promise<ReadersCounts> => {
  const counts: ReadersCounts = { searches: 0, failed: [], tookMs: [] };
  const underWay = new Set<Promise<void>>();
  const start = Date.now();
  for (let count = 0; !stop.aborted; count++) {
    const pause = start + (count * 1_000) / perSecond - Date.now();
    if (pause > 0) await sleep(pause);
    while (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
    const anchor = count % 2 === 0 ? 10 * (count % Math.max(1, Math.floor(articles / 10))) : null;
    const query =
      anchor === null
        ? { q: WORDS[count % WORDS.length] ?? '' }
        : { q: anchorPhrase(anchor), mode: 'phrase', relax: 'false' };
    const search = searchOnce(url, query, anchor, counts);
    underWay.add(search);
    void search.finally(() => underWay.delete(search));
  }
  await Promise.all(underWay);
  return counts;
};

const askPatiently = async (url: string): Promise<{ response: Response; text: string }> => {
  for (let time = 1; ; time++) {
    const response = await fetch(url);
    const text = await response.text();
    if (time === MOST_TIMES || !text.includes('"code":"overloaded"')) return { response, text };
    await sleep(Number(response.headers.get('retry-after')) * 1_000);
  }
};

const searchOnce = async (
  url: string,
  query: Readonly<Record<string, string>>,
  anchor: number | null,
  counts: ReadersCounts,
): Promise<void> => {
  const start = performance.now();
  counts.searches++;
  const fail = (why: string): void => {
    counts.failed.push(`${JSON.stringify(query)}: ${why}`);
  };
  try {
    const { response, text } = await askPatiently(
      `${url}/v1/search?${new URLSearchParams(query).toString()}`,
    );
    if (response.status !== 200) return fail(`${response.status} ${text}`);
    const answer = JSON.parse(text) as {
      partial: boolean;
      total: { value: number };
      hits: { id: string }[];
    };
    if (answer.partial) return fail('partial');
    if (anchor === null ? answer.total.value === 0 : answer.hits[0]?.id !== `bai-${anchor}`) {
      return fail(`found ${answer.total.value}: ${answer.hits.map(({ id }) => id).join(' ')}`);
    }
  } catch (error) {
    return fail(String(error));
  } finally {
    counts.tookMs.push(performance.now() - start);
  }
};
