import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { Article } from '../../domain/article.ts';
import { isTombstone, type Tombstone } from '../../domain/tombstone.ts';
import { ifThere } from '../../engine/if-there.ts';
import { conflictDetector } from '../conflict-detector.ts';
import { endsImport, importArticles, type ImportEvent, type ImportResult } from '../import-articles.ts';
import type { BulkWriterOptions } from '../bulk-writer.ts';
import type { ArticleStoreDeps } from '../open-article-store.ts';
import type { ArticleReader } from '../reading/article-reader.ts';
import { readSource } from '../sources/read-sources.ts';
import type { ReadOptions, ReadRecord, SourceRecord } from '../sources/source-record.ts';
import type { FollowLedger } from './follow-ledger.ts';
import { backOff, isOfSites, nextLook, type FollowedPage } from './followed-page.ts';
import { politeVisitor, type Visitor, type VisitorDeps } from './polite-visitor.ts';
import { readLists, type ListsRead } from './read-lists.ts';
import type { WebAnswer } from './web-client.ts';

export interface FollowDeps extends VisitorDeps {
  readonly store: ArticleStoreDeps;
  readonly reader: Pick<ArticleReader, 'readPage' | 'readRecord'>;
}

export interface FollowOptions {
  /** Feeds and sitemaps. */
  readonly addresses: readonly string[];
  /** What their pages have to be of: `bao.example` and what is below it. */
  readonly sites: readonly string[];
  /** The most pages in one round. */
  readonly limit: number;
  /** Milliseconds between two requests to one host, at least. */
  readonly delayMs: number;
  /** Milliseconds that an address may take. */
  readonly timeoutMs: number;
  /** The most bytes of a page. */
  readonly maxBytes: number;
  /** Pages that a list dates before are left out. */
  readonly since?: Date;
  /** Take out the articles of pages that are gone (410). */
  readonly removes: boolean;
  /** Look at everything that is known, due or not, changed or not. */
  readonly rechecks: boolean;
  readonly isDryRun: boolean;
  readonly allowsEmbargo: boolean;
  /** How pages are read. */
  readonly read: ReadOptions;
  /** Aborted: nothing more is asked, and what is on its way is stored. */
  readonly signal: AbortSignal;
}

/** Who is told how a round goes. */
export interface FollowListener {
  /** What became of a page; awaited. */
  onEvent(event: ImportEvent): Promise<void> | void;
  /** An address could not be had, or not wholly; it is asked again later. */
  onTrouble(url: string, problem: string): void;
  /** A list or a page is being asked for, the `at`-th of `of`; of lists nobody knows how many there are. */
  onAddress(url: string, at: number, of: number | null): void;
  onRetry?: BulkWriterOptions['onRetry'];
}

export interface FollowRound {
  readonly result: ImportResult;
  readonly lists: ListsRead;
  /** Pages that could not be had. */
  readonly troubles: number;
}

/** A page whose record is on its way, and what is known of it if the record is settled. */
interface Pending {
  readonly page: FollowedPage;
  readonly seen: Pick<FollowedPage, 'validators' | 'checksum'>;
}

const RETRY_FOR_MS = 5 * 60_000;
/** Pages come one at a time: each is stored before the next is there. */
const IDLE_MS = 200;

/**
 * Reads the feeds and sitemaps of a site, fetches the pages that are new, have changed, or are to be looked at again, and
 * writes their articles as an import of these pages would.
 *
 * @throws AppError of the engine, where it cannot be read.
 */
export const followRound = async (
  deps: FollowDeps,
  options: FollowOptions,
  listener: FollowListener,
): Promise<FollowRound> => {
  const { ledger, store } = deps;
  const { addresses, sites, limit, rechecks, isDryRun, allowsEmbargo, signal } = options;
  const start = new Date();
  const visit = politeVisitor(deps, options);
  const pending: Pending[] = [];
  let troubles = 0;
  const onTrouble = (url: string, problem: string): void => {
    troubles++;
    listener.onTrouble(url, problem);
  };
  let lists: ListsRead = { lists: 0, unchanged: 0, news: 0 };

  const records = async function* (): AsyncGenerator<SourceRecord> {
    try {
      lists = await readLists(ledger, visit, addresses, {
        ...options,
        onTrouble,
        onList: (url) => listener.onAddress(url, 0, null),
      });
      const due = await ledger.due(sites, {
        now: new Date(),
        limit,
        ...(rechecks ? { allSince: start } : {}),
      });
      for (const [at, page] of due.entries()) {
        signal.throwIfAborted();
        listener.onAddress(page.url, at + 1, due.length);
        const looked = await lookAt(page, visit, deps, options);
        if ('trouble' in looked) onTrouble(page.url, looked.trouble);
        else {
          pending.push({ page, seen: looked.seen });
          yield looked.record;
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };

  const result = await importArticles(
    store,
    records(),
    async (event) => {
      const settled = pending.shift();
      if (settled !== undefined && (event.error === null || !endsImport(event.error))) {
        await ledger.savePage(afterEvent(settled, event, new Date()));
      }
      await listener.onEvent(event);
    },
    {
      stop: signal,
      isDryRun,
      allowsEmbargo,
      readRecord: deps.reader.readRecord,
      idleMs: IDLE_MS,
      retryForMs: RETRY_FOR_MS,
      ...(listener.onRetry === undefined ? {} : { onRetry: listener.onRetry }),
    },
  );
  return { result, lists, troubles };
};

type Looked =
  { readonly record: SourceRecord; readonly seen: Pending['seen'] } | { readonly trouble: string };

const REMOVED_SINCE = 'its article was removed from the index since it was stored; an import brings it back';
const LEFT_OUT_BEFORE = 'as when it was left out before';
const MOST_FAILURES = 8;

/** Asks for a page, and makes a record of what it answers. */
const lookAt = async (
  page: FollowedPage,
  visit: Visitor,
  { ledger, store, reader }: FollowDeps,
  options: FollowOptions,
): Promise<Looked> => {
  const { url } = page;
  const standing = await standingOf(store, page);
  if (standing === 'removed') return { record: skipped(url, REMOVED_SINCE), seen: seenBefore(page) };
  const isKnown =
    !options.rechecks && (standing === 'there' || page.outcome === 'skipped' || page.outcome === 'failed');
  const answer = await visit(url, {
    maxBytes: options.maxBytes,
    timeoutMs: options.timeoutMs,
    ...(isKnown && page.validators !== undefined ? { validators: page.validators } : {}),
  });
  switch (answer.kind) {
    case 'ok': {
      const seen = { validators: answer.validators, checksum: checksumOf(answer.body) };
      if (isKnown && seen.checksum === page.checksum) return { record: unchanged(page), seen };
      return { record: await readAnswer(page, answer, { ledger, reader }, options), seen };
    }
    case 'unchanged':
      return { record: unchanged(page), seen: seenBefore(page) };
    case 'missing':
      if (standing === 'there') {
        return {
          record: await missing(page, answer.isGone, ledger, options.removes),
          seen: seenBefore(page),
        };
      }
      return failing(ledger, page, `is not there (${answer.isGone ? 410 : 404})`);
    case 'refused':
      return answer.by === 'robots'
        ? { record: skipped(url, answer.problem), seen: seenBefore(page) }
        : failing(ledger, page, answer.problem);
    case 'resting':
      // Nobody has asked: it stays due.
      return { trouble: `is of ${answer.host}, which is left alone until ${answer.until.toISOString()}` };
    case 'busy':
      return { trouble: answer.problem };
    case 'trouble':
      return failing(ledger, page, answer.problem);
    default:
      return answer satisfies never;
  }
};

/** What has become of the article that was stored from a page. */
type Standing = 'there' | 'removed' | 'none';

const standingOf = async (
  { engine, names }: ArticleStoreDeps,
  { outcome, articleId }: FollowedPage,
): Promise<Standing> => {
  if (articleId === undefined || outcome === 'gone') return 'none';
  const found = await ifThere(engine.get<Article | Tombstone>(names.read, articleId), null);
  if (found === null) return outcome === 'withdrawn' ? 'removed' : 'none';
  return isTombstone(found.source) ? 'removed' : 'there';
};

const failing = async (ledger: FollowLedger, page: FollowedPage, trouble: string): Promise<Looked> => {
  const failures = (page.failures ?? 0) + 1;
  const { dueAt: _, ...rest } = page;
  const wait = backOff(failures, Math.random());
  await ledger.savePage({
    ...rest,
    failures,
    ...(failures > MOST_FAILURES ? {} : { dueAt: new Date(Date.now() + wait).toISOString() }),
  });
  return { trouble };
};

const skipped = (from: string, reason: string): SourceRecord => ({ from, bytes: 0, skipped: reason });

const unchanged = ({ url, outcome }: FollowedPage): SourceRecord =>
  outcome === 'skipped' || outcome === 'failed'
    ? skipped(url, LEFT_OUT_BEFORE)
    : { from: url, bytes: 0, isUnchanged: true };

const seenBefore = ({ validators, checksum }: FollowedPage): Pending['seen'] => ({
  ...(validators === undefined ? {} : { validators }),
  ...(checksum === undefined ? {} : { checksum }),
});

const checksumOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex').slice(0, 32);

const missing = async (
  { url, articleId = '' }: FollowedPage,
  isGone: boolean,
  ledger: FollowLedger,
  removes: boolean,
): Promise<SourceRecord> => {
  if (!isGone) return skipped(url, 'its page is not found (404); its article stays');
  if (!removes) return skipped(url, 'its page is gone (410); its article stays without --remove');
  const others = await ledger.othersWith(articleId, url);
  return others.some(({ outcome }) => outcome === 'stored')
    ? skipped(url, 'its page is gone (410); its article stays, since it has another page')
    : { from: url, bytes: 0, article: { delete: articleId } };
};

const PAGES = new Set(['', 'text/html', 'application/xhtml+xml', 'application/octet-stream', 'text/plain']);

/** Reads a page as an import would, with what the list says of it. */
const readAnswer = async (
  { url, publishedAt, listedIn }: FollowedPage,
  { url: address, body, mediaType }: Extract<WebAnswer, { kind: 'ok' }>,
  { ledger, reader }: Pick<FollowDeps, 'ledger' | 'reader'>,
  { read, sites }: FollowOptions,
): Promise<SourceRecord> => {
  if (!isOfSites(address, sites)) return skipped(url, 'its address leads on to another site');
  if (!PAGES.has(mediaType)) return skipped(url, `no page but ${mediaType}`);
  const origin = { address, listedIn, ...(publishedAt === undefined ? {} : { publishedAt }) };
  const asPage = { ...read, format: 'html', origin } as const;
  for await (const record of readSource(once(body), url, asPage, { pages: reader.readPage })) {
    const problem = await conflictWithOther(record, url, ledger);
    return { ...record, bytes: body.length, ...(problem === null ? {} : { problem }) };
  }
  throw new Error(`No record was made of ${url}`);
};

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Pages of earlier rounds count as those of one import do: of two articles with one id the first stays. */
const conflictWithOther = async (
  { article, problem, skipped }: ReadRecord,
  url: string,
  ledger: FollowLedger,
): Promise<string | null> => {
  if (problem !== undefined || skipped !== undefined) return null;
  const { id, title } = article as Partial<Article>;
  if (id === undefined || title === undefined) return null;
  try {
    for (const other of await ledger.othersWith(id, url)) {
      if (other.outcome !== 'stored' || other.title === undefined) continue;
      const conflicts = conflictDetector();
      conflicts.check({ id, title: other.title } as Article, other.url);
      conflicts.check({ id, title } as Article, url);
    }
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
};

/** What is known of a page once its record is settled. */
const afterEvent = ({ page, seen }: Pending, event: ImportEvent, now: Date): FollowedPage => {
  const { dueAt: _due, failures: _failures, validators: _validators, checksum: _checksum, ...rest } = page;
  const looked = { ...rest, ...seen, checkedAt: now.toISOString() };
  const again = (changedAt: string): Pick<FollowedPage, 'changedAt' | 'dueAt'> => {
    const dueAt = nextLook(changedAt, now);
    return { changedAt, ...(dueAt === undefined ? {} : { dueAt }) };
  };
  switch (event.status) {
    case 'created':
    case 'updated':
    case 'unchanged':
    case 'stale':
    case 'valid': {
      const { article } = event;
      const changedAt =
        event.status === 'updated'
          ? now.toISOString()
          : (page.changedAt ?? lastChange(article, now) ?? now.toISOString());
      const stored = article === null ? {} : { articleId: article.id, title: article.title };
      return { ...looked, ...stored, outcome: 'stored', ...again(changedAt) };
    }
    case 'deleted':
      return { ...looked, outcome: 'gone' };
    case 'skipped':
      if (event.skipped === REMOVED_SINCE) return { ...looked, outcome: 'withdrawn' };
      // What was stored stays so, whatever its page says by now.
      return {
        ...looked,
        outcome:
          event.skipped === LEFT_OUT_BEFORE || page.outcome === 'stored'
            ? (page.outcome ?? 'skipped')
            : 'skipped',
        ...again(page.changedAt ?? now.toISOString()),
      };
    case 'failed':
      return { ...looked, outcome: 'failed', ...again(page.changedAt ?? now.toISOString()) };
    default:
      return event.status satisfies never;
  }
};

/** When an article was last changed by what it says itself; never later than now. */
const lastChange = (article: Article | null, now: Date): string | undefined => {
  const said = article?.updatedAt ?? article?.publishedAt;
  return said === undefined ? undefined : new Date(Math.min(Date.parse(said), now.getTime())).toISOString();
};
