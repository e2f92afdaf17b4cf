import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { TitledArticle } from '../completion/title-list.ts';
import { AppError, hasCode } from '../domain/app-error.ts';
import type { CallOptions, Engine } from '../engine/engine.ts';
import { ifThere } from '../engine/if-there.ts';
import { takeLease } from '../engine/lease.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { pauseNowAndThen } from '../in-slices.ts';
import type { FollowedPosition } from './follow-articles.ts';

/** The titles that one instance has read, kept in the engine for those that start after it. */
export interface KeptTitles {
  /** What was kept last; `null`: nothing that is understood. */
  find(options?: CallOptions): Promise<KeptHead | null>;
  /** The articles of what was kept, some thousand at a time. @throws AppError `engine_rejected` where a part of it is gone */
  read(head: KeptHead, options?: CallOptions): AsyncGenerator<readonly KeptArticle[], void, void>;
  /** Keeps articles in place of those before; `null` where another instance is just doing so. */
  keep(
    articles: Iterable<KeptArticle>,
    positions: readonly FollowedPosition[],
    options?: CallOptions,
  ): Promise<KeptHead | null>;
}

/** An article as readers see it, and until when they do. */
export interface KeptArticle extends TitledArticle {
  readonly until?: string;
}

/** What is kept, and up to which writes. */
export interface KeptHead {
  /** Of what is written otherwise nothing is read. */
  readonly format: number;
  /** Names its parts. */
  readonly edition: string;
  readonly parts: number;
  readonly positions: readonly FollowedPosition[];
}

interface KeptPart {
  /** gzip, base64: a JSON array of rows. */
  readonly rows: string;
}

type Row = readonly [id: string, title: string, publishedAt: number, url: string | null, until?: string];

const FORMAT = 1;
const HEAD = 'titles';
/** Articles of one part: half a megabyte, that is read in some milliseconds. */
const PART = 5_000;

const INDEX_BODY = {
  settings: { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } },
  // Nothing of it is ever searched for.
  mappings: { enabled: false },
};

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** @param index where they are kept; made when they first are */
export const createKeptTitles = (engine: Engine, index: string): KeptTitles => {
  const partId = (edition: string, part: number): string => `${HEAD}:${edition}:${part}`;

  const write = async (lines: readonly object[], options: CallOptions): Promise<void> => {
    const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    for (const { error } of await engine.bulk(index, ndjson, { ...options, isAlias: false }))
      if (error !== null) throw error;
  };

  const find = async (options: CallOptions = {}): Promise<KeptHead | null> => {
    const head = (await ifThere(engine.get<KeptHead>(index, HEAD, options), null))?.source;
    return head?.format === FORMAT ? head : null;
  };

  const keep: KeptTitles['keep'] = async (articles, positions, options = {}) => {
    await engine.createIndex(index, INDEX_BODY, options);
    // Another instance may have made it a moment ago.
    await waitUntilReady(engine, index, options);
    const lease = await takeLease(engine, index, {
      name: HEAD,
      busy: 'The titles are being kept',
    }).catch((error: unknown) => {
      if (hasCode(error, 'overloaded')) return null;
      throw error;
    });
    if (lease === null) return null;
    try {
      const before = await engine.get<KeptHead>(index, HEAD, options);
      const edition = randomUUID();
      let parts = 0;
      const writePart = async (rows: readonly Row[]): Promise<void> => {
        const part: KeptPart = { rows: (await compress(JSON.stringify(rows))).toString('base64') };
        await write([{ index: { _id: partId(edition, parts) } }, part], options);
        parts += 1;
      };
      let rows: Row[] = [];
      const turn = pauseNowAndThen();
      for (const { id, title, publishedAt, url, until } of articles) {
        rows.push(until === undefined ? [id, title, publishedAt, url] : [id, title, publishedAt, url, until]);
        if (rows.length % 50 === 0) await turn();
        if (rows.length < PART) continue;
        await writePart(rows);
        rows = [];
      }
      if (rows.length > 0) await writePart(rows);
      const head: KeptHead = { format: FORMAT, edition, parts, positions };
      if (!lease.isHeld()) return null;
      await write([{ index: { _id: HEAD } }, head], options);
      // Whoever is reading them reads the articles instead.
      const old = before?.source;
      const gone = Array.from({ length: old?.parts ?? 0 }, (_, part) => ({
        delete: { _id: partId(old?.edition ?? '', part) },
      }));
      if (gone.length > 0) await write(gone, options);
      return head;
    } finally {
      await lease.release();
    }
  };

  return {
    find,
    read: async function* ({ edition, parts }, options = {}) {
      for (let part = 0; part < parts; part++) {
        const found = await engine.get<KeptPart>(index, partId(edition, part), options);
        if (found === null) throw new AppError('engine_rejected', `A part of what ${index} keeps is gone.`);
        const text = await decompress(Buffer.from(found.source.rows, 'base64'));
        const rows = JSON.parse(text.toString()) as readonly Row[];
        yield rows.map(([id, title, publishedAt, url, until]) => ({
          id,
          title,
          publishedAt,
          url,
          ...(until !== undefined && { until }),
        }));
      }
    },
    keep,
  };
};
