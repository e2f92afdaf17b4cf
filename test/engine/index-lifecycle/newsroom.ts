import { setTimeout as sleep } from 'node:timers/promises';
import { sampleArticle } from '../../../bench/sample-corpus.ts';

/** What an article has to be at the end: as it was last written, or removed. */
export interface Expected {
  /** Raised with every change, and part of the title. */
  readonly edition: number;
  /** The CMS's revision; `null` for an article that goes without. */
  readonly version: number | null;
  readonly isRemoved: boolean;
}

export interface NewsroomCounts {
  created: number;
  updated: number;
  deleted: number;
  /** Older versions sent once more, which must be turned away. */
  replayed: number;
  /** Answers that said to come again (503), and connections that broke: sent again. */
  again: number;
  /** Answers that should not be. */
  wrong: string[];
}

/** A CMS that never stops: it knows what every article has to be. */
export interface Newsroom {
  readonly expected: ReadonlyMap<string, Expected>;
  /** Stores the articles that are there from the beginning, and removes some. */
  fill(url: string): Promise<void>;
  /** Writes until the signal; ends once every write is answered. */
  write(urls: readonly (() => string)[], perSecond: number, stop: AbortSignal): Promise<NewsroomCounts>;
}

/** Every so many articles one goes without a version; one is left alone, to be searched for; one is removed early. */
const UNVERSIONED_EVERY = 3;
const ANCHOR_EVERY = 10;
const REMOVED_EVERY = 40;

const isAnchor = (n: number): boolean => n % ANCHOR_EVERY === 0;
const idOf = (n: number): string => `bai-${n}`;

/** Words that one article alone has, whatever else is written. */
export const anchorPhrase = (n: number): string => `mốc giới số ${n}`;

export const articleOf = (n: number, { edition, version }: Expected): Record<string, unknown> => {
  const { version: _, body, ...article } = sampleArticle(n);
  return {
    ...article,
    // Short ones: it is their number that matters here.
    body: body.split('\n\n', 1)[0],
    id: idOf(n),
    title: `${article.title}, ${anchorPhrase(n)}, ấn bản ${edition}`,
    ...(version === null ? {} : { version }),
  };
};

export const createNewsroom = (articles: number): Newsroom => {
  const expected = new Map<string, Expected>();
  let counts = noCounts();
  let next = articles;

  const fill = async (url: string): Promise<void> => {
    for (let from = 0; from < articles; from += 1_000) {
      const lines: string[] = [];
      for (let n = from; n < Math.min(from + 1_000, articles); n++) {
        const first = { edition: 1, version: n % UNVERSIONED_EVERY === 0 ? null : 1, isRemoved: false };
        const isRemoved = n % REMOVED_EVERY === 1;
        lines.push(JSON.stringify(articleOf(n, first)));
        if (isRemoved) {
          lines.push(
            JSON.stringify({
              delete: idOf(n),
              ...(first.version === null ? {} : { version: first.version }),
            }),
          );
        }
        expected.set(idOf(n), { ...first, isRemoved });
      }
      const response = await fetch(`${url}/v1/articles/bulk`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: `${lines.join('\n')}\n`,
      });
      const results = (await response.text()).trim().split('\n');
      const failed = results.filter((line) => line.includes('"failed"') && !line.includes('"summary"'));
      if (response.status !== 200 || failed.length > 0) throw new Error(`Not filled: ${results.at(-1)}`);
    }
  };

  /** Sends until there is an answer that counts. @returns its status */
  const send = async (url: () => string, path: string, init: RequestInit): Promise<number> => {
    for (;;) {
      try {
        const response = await fetch(`${url()}${path}`, init);
        const text = await response.text();
        if (response.status !== 503 && response.status !== 504) {
          if (response.status >= 500 || response.status === 400)
            counts.wrong.push(`${response.status} ${text}`);
          return response.status;
        }
      } catch {
        // The service was killed, or is not back yet.
      }
      counts.again++;
      await sleep(50);
    }
  };

  const put = (url: () => string, n: number, state: Expected): Promise<number> =>
    send(url, `/v1/articles/${idOf(n)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(articleOf(n, state)),
    });

  const expectStatus = (what: string, status: number, ...allowed: readonly number[]): void => {
    if (!allowed.includes(status)) counts.wrong.push(`${what}: ${status}`);
  };

  /** One change to one article; nobody else writes it meanwhile. */
  const change = async (url: () => string, n: number, dice: number): Promise<void> => {
    const id = idOf(n);
    const now = expected.get(id);
    if (now === undefined) {
      const first = { edition: 1, version: n % UNVERSIONED_EVERY === 0 ? null : 1, isRemoved: false };
      expectStatus(`PUT ${id}`, await put(url, n, first), 200, 201);
      expected.set(id, first);
      counts.created++;
      return;
    }
    const edition = now.edition + 1;
    if (dice < 0.2 && !now.isRemoved) {
      const query = now.version !== null && dice < 0.1 ? `?version=${now.version}` : '';
      const status = await send(url, `/v1/articles/${id}${query}`, { method: 'DELETE' });
      // A removal whose answer was lost finds nothing the second time.
      expectStatus(`DELETE ${id}`, status, 204, 404);
      expected.set(id, { ...now, isRemoved: true });
      counts.deleted++;
    } else if (dice < 0.4 && now.version !== null && (now.isRemoved || now.version > 1)) {
      // An older revision turns up again: never may it win, nor bring anything back.
      const older = { ...now, version: now.isRemoved ? now.version : now.version - 1, edition: 999_999 };
      expectStatus(`replay of ${id}`, await put(url, n, older), 409);
      counts.replayed++;
    } else {
      const version = now.version === null ? null : now.version + 1;
      const state = { edition, version, isRemoved: false };
      expectStatus(`PUT ${id}`, await put(url, n, state), 200, 201);
      expected.set(id, state);
      counts.updated++;
    }
  };

  const write = async (
    urls: readonly (() => string)[],
    perSecond: number,
    stop: AbortSignal,
  ): Promise<NewsroomCounts> => {
    counts = noCounts();
    await Promise.all(
      urls.map(async (url, worker) => {
        const random = seeded(worker + 1);
        const mine = (n: number): number => n - (n % urls.length) + worker;
        while (!stop.aborted) {
          const start = Date.now();
          const isNew = random() < 0.1;
          const n = isNew ? mine(next + urls.length) : mine(Math.floor(random() * articles));
          if (isNew) next = Math.max(next, n);
          if (!isAnchor(n)) await change(url, n, random());
          const pause = (1_000 * urls.length) / perSecond - (Date.now() - start);
          if (pause > 0) await sleep(pause);
        }
      }),
    );
    return counts;
  };

  return { expected, fill, write };
};

const noCounts = (): NewsroomCounts => ({
  created: 0,
  updated: 0,
  deleted: 0,
  replayed: 0,
  again: 0,
  wrong: [],
});

/** Numbers from 0 to 1, the same for the same seed. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
