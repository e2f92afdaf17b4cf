import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../../create-log.ts';
import { startDeadline } from '../../deadline.ts';
import { AppError } from '../../domain/app-error.ts';
import { dayInVietnam } from '../../domain/days.ts';
import { firstHitOf } from '../../domain/search-request.ts';
import type { SearchRequest, ValueFacetName } from '../../domain/search-request.ts';
import { beginPart, taskOf } from '../../task.ts';
import { ADVANCED_PATH, readAdvancedSearch } from '../../web/advanced/advanced-search.ts';
import { AdvancedPage } from '../../web/advanced-page.tsx';
import type { FacetNames } from '../../web/advanced-page.tsx';
import { ArticlePage } from '../../web/article-page.tsx';
import { AdvancedPreview } from '../../web/components/advanced-preview.tsx';
import type { Counted } from '../../web/components/advanced-preview.tsx';
import type { CrawlerPolicy } from '../../web/crawlers.ts';
import { DemoPage } from '../../web/demo-page.tsx';
import type { PageContext } from '../../web/document.tsx';
import { ErrorPage } from '../../web/error-page.tsx';
import { PageAddress } from '../../web/page-address.ts';
import { readTypedDates } from '../../web/dates/typed-dates.ts';
import type { TypedDates } from '../../web/dates/typed-dates.ts';
import { quickRanges, type QuickRange } from '../../web/dates/quick-ranges.ts';
import { HomePage } from '../../web/home-page.tsx';
import type { ArchiveOverview } from '../../web/home-page.tsx';
import type { PictureOrigins } from '../../web/pictures.ts';
import { ResultsPage } from '../../web/search-page.tsx';
import type { ResultsPageProps } from '../../web/search-page.tsx';
import { isLanguage, preferredLanguage } from '../../web/texts/language.ts';
import type { Language } from '../../web/texts/language.ts';
import { textsIn } from '../../web/texts/texts-in.ts';
import type { AppEnv } from '../app-env.ts';
import { countSearch } from '../count-search.ts';
import { createKeptPages } from '../kept-pages.ts';
import { ageHeaders, createLastAnswers } from '../last-answers.ts';
import { createOnError } from '../on-error.ts';
import type { ProblemAnswer } from '../on-error.ts';
import { publicAddress } from '../public-address.ts';
import type { AddressOptions } from '../public-address.ts';
import { namesRequest, overviewRequest, rangeRequest, readPageSearch } from '../read-page-search.ts';
import type { Asks, Instead } from '../middleware/asks.ts';
import type { Services } from '../services.ts';
import type { WebAssets } from '../web-assets.ts';

/**
 * Nothing from elsewhere but pictures of the origins that are set, nothing inline: what an article or a query holds can
 * run nowhere.
 */
const contentSecurityPolicy = (pictures: PictureOrigins): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self'", ...pictures].join(' '),
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** How many articles about the same thing are shown beside one. */
const RELATED = 5;

/** Pages of results kept for a crowd, of some dozen kilobytes each. */
const KEPT = 200;

/** All that a page of results is made of, besides whoever looks at it. */
type Found = Omit<ResultsPageProps, keyof PageContext | 'age' | 'countsClicks'>;

/** What every page is made with. */
export interface PageOptions extends AddressOptions {
  readonly assets: () => WebAssets;
  /** Where pictures may come from. */
  readonly pictures: PictureOrigins;
  /** Which pages web search engines may keep. */
  readonly crawlers: CrawlerPolicy;
}

export interface PageRoutesOptions extends PageOptions {
  readonly limit: MiddlewareHandler<AppEnv>;
  readonly log: Log;
}

interface ResultsPageOptions extends PageRoutesOptions {
  /** How many bytes of pages are kept beside the answers that they show. */
  readonly keptBytes: number;
}

/** The search page. It asks the same function, with the same parameters, as `GET /v1/search` does. */
export const pageRoutes = (asks: Asks, options: ResultsPageOptions) => {
  const { limit, log, pictures } = options;
  const pageContext = pageContexts(options);
  const send = sender(pictures);
  const pages = new Hono<AppEnv>();
  const last = createLastAnswers<Found>(KEPT);
  const kept = createKeptPages(options.keptBytes);
  const lastPage: Instead = (c) => {
    const found = last.find(c);
    if (found === null) return null;
    const { answer, age } = found;
    // Nobody has asked the engine since whether they still are to be seen.
    if (!c.var.services.areSeen(answer.result.hits.map(({ id }) => id))) return null;
    for (const [name, value] of Object.entries(ageHeaders(age))) c.header(name, value);
    const context = { ...pageContext(c), address: answer.dates.address };
    return send(c, <ResultsPage {...context} {...answer} age={age} countsClicks={isCounted(c)} />);
  };
  pages.onError(createOnError(log, pageProblem(options)));
  pages.get('/articles/:id', limit, asks('page'), async (c) => {
    const { viewArticle, relatedArticles } = c.var.services;
    const context = pageContext(c);
    const id = c.req.param('id');
    const signal = c.var.deadline.signal;
    const [view, related] = await Promise.all([
      viewArticle(id, searchOrNone(context.address), signal),
      // Beside an article, it is a pity where there is none, and no more.
      relatedArticles(id, { size: RELATED }, signal).catch(() => null),
    ]);
    if (view === null) throw new AppError('not_found', `There is no article with the id “${id}”.`);
    return send(c, <ArticlePage {...context} view={view} related={related?.related ?? []} />);
  });
  pages.get('/demo', (c) => send(c, <DemoPage {...pageContext(c)} />));
  pages.get(ADVANCED_PATH, limit, async (c) => {
    const context = pageContext(c);
    const parameters = new URL(c.req.url).searchParams;
    const search = readAdvancedSearch(parameters, context.texts.code);
    if (parameters.get('do') === 'search') return c.redirect(search.address.href(), 303);
    const isPart = parameters.get('only') === 'preview';
    const { dates, counted, names } = await askAdvanced(c, asks, search.address, {
      now: context.now,
      withNames: !isPart,
    });
    const preview = { dates, counted };
    const page = isPart ? (
      <div data-part>
        <AdvancedPreview texts={context.texts} address={search.address} {...preview} />
      </div>
    ) : (
      <AdvancedPage {...context} search={search} names={names} {...preview} />
    );
    return send(c, page);
  });
  pages.get('/', limit, async (c, next) => {
    const context = pageContext(c);
    if (!context.address.isBare) return next();
    const overview = await askOverview(c, asks, context);
    return send(c, <HomePage {...context} overview={overview} />);
  });
  return pages.get('/', asks('page', lastPage), async (c) => {
    const context = pageContext(c);
    const today = dayInVietnam(context.now);
    const { request, level, dates } = readPageSearch(context.address, today);
    const result = await c.var.services.searchArticles(request, c.var.deadline.signal);
    countSearch(c, request, result);
    const found: Found = { today, request, result, level, dates };
    if (!result.partial) last.keep(c, found);
    const countsClicks = isCounted(c);
    const page = () =>
      htmlOf(<ResultsPage {...context} {...found} address={dates.address} countsClicks={countsClicks} />);
    if (result.partial || request.shown.cursor !== undefined) return send(c, await page());
    // How long ago something was is told to the minute.
    const key = JSON.stringify([
      context.base,
      context.texts.code,
      new URL(c.req.url).search,
      countsClicks,
      Math.floor(context.now / 60_000),
    ]);
    // The hits of an answer that is kept are the same object each time.
    return send(c, await kept.page(key, result.hits, page));
  });
};

const isCounted = (c: Context<AppEnv>): boolean => c.var.services.statistics !== null;

/** The bare page has better things to do than to wait. */
const OVERVIEW_MS = 2_000;

const tooLong = (): Error => new DOMException('The overview took too long.', 'TimeoutError');

/** Asks in the time there is for what a page can do without; `null` where that was not enough, or there is no engine. */
const askInPassing = async <T,>(
  c: Context<AppEnv>,
  asks: Asks,
  ask: (services: Services, signal: AbortSignal) => Promise<T>,
): Promise<T | null> => {
  let answer: T | null = null;
  try {
    await asks('page')(c, async () => {
      const { services, deadline } = c.var;
      const limit = startDeadline(OVERVIEW_MS, tooLong, deadline.signal);
      try {
        const whole = taskOf(deadline.signal);
        if (whole !== undefined) beginPart(limit.signal, whole);
        answer = await ask(services, limit.signal);
      } finally {
        limit.end();
      }
    });
  } catch (error) {
    const isPassing = error instanceof AppError || (error instanceof Error && error.name === 'TimeoutError');
    if (!isPassing) throw error;
  }
  return answer;
};

/** What there is to be searched; `null` where that cannot be told at once. */
const askOverview = (
  c: Context<AppEnv>,
  asks: Asks,
  { texts, now }: PageContext,
): Promise<ArchiveOverview | null> =>
  askInPassing(c, asks, async (services, signal) => {
    const today = dayInVietnam(now);
    const ranges = quickRanges(texts, today, null);
    const past = ranges.filter(({ to }) => to < today);
    const [{ hits, facets }, ...found] = await Promise.all([
      services.searchArticles(overviewRequest(), signal),
      ...past.map(({ from, to }) => services.searchArticles(rangeRequest(from, to), signal)),
    ]);
    const newest = hits[0]?.publishedAt.slice(0, 10) ?? '';
    // What is dated ahead is not seen: what has not ended yet holds the newest article, or nothing.
    const holdsSomething = (range: QuickRange): boolean => {
      const place = past.indexOf(range);
      return place < 0 ? newest >= range.from : (found[place]?.total.value ?? 0) > 0;
    };
    return {
      size: (facets?.year ?? []).reduce((sum, { count }) => sum + count, 0),
      sections: facets?.section ?? [],
      latest: hits,
      ranges: ranges.filter(holdsSomething),
      popular: services.popularSearches(),
    };
  });

/** What the advanced form shows beside its fields. */
interface AdvancedAnswer {
  readonly dates: TypedDates;
  readonly counted: Counted;
  readonly names: FacetNames;
}

/** How many articles the search of the advanced form finds, and what names its fields can offer. */
const askAdvanced = async (
  c: Context<AppEnv>,
  asks: Asks,
  address: PageAddress,
  { now, withNames }: { readonly now: number; readonly withNames: boolean },
): Promise<AdvancedAnswer> => {
  const today = dayInVietnam(now);
  const dates = readTypedDates(address, today);
  const asked = countRequest(dates.address, today);
  let counted: Counted = 'problem' in asked ? asked.problem : { kind: 'failed', ...UNASKED };
  let names: FacetNames = {};
  await askInPassing(c, asks, async ({ searchArticles }, signal) => {
    let failure: AppError | null = null;
    const count = async (): Promise<void> => {
      if (!('request' in asked)) return;
      try {
        counted = { kind: 'found', result: await searchArticles(asked.request, signal) };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failure = error;
        counted = { kind: 'failed', code: error.code, errors: error.errors };
      }
    };
    const offer = async (): Promise<void> => {
      if (!withNames) return;
      const { facets } = await searchArticles(namesRequest(), signal);
      const namesOf = (name: ValueFacetName): readonly string[] =>
        (facets?.[name] ?? []).map(({ value }) => value);
      names = {
        section: namesOf('section'),
        author: namesOf('author'),
        tag: namesOf('tag'),
        source: namesOf('source'),
      };
    };
    await Promise.all([count(), offer()]);
    // It is shown beside its field; the admission goes by it all the same.
    if (failure !== null) c.var.endStream(failure);
  });
  return { dates, counted, names };
};

/** The engine was not there, or took too long. */
const UNASKED = { code: 'engine_unavailable', errors: [] } as const;

/** What to ask for the count of a search; or why there is nothing to ask. */
const countRequest = (
  address: PageAddress,
  today: string,
): { readonly request: SearchRequest } | { readonly problem: Counted } => {
  if (address.isBare) return { problem: { kind: 'nothing' } };
  try {
    return { request: firstHitOf(readPageSearch(address, today).request) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: { kind: 'failed', code: error.code, errors: error.errors } };
  }
};

/** What to mark in an article; an address whose search cannot be read still leads to it, with nothing marked. */
const searchOrNone = (address: PageAddress): SearchRequest | null => {
  if (!address.has('q')) return null;
  try {
    return readPageSearch(address, dayInVietnam(Date.now())).request;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
};

/** A problem as a page, for whoever sits in front of a browser. */
export const pageProblem = (options: PageOptions): ProblemAnswer => {
  const pageContext = pageContexts(options);
  const send = sender(options.pictures);
  return (c, { status, code, errors, headers }) => {
    const page = (
      <ErrorPage
        {...pageContext(c)}
        status={status}
        code={code}
        errors={errors}
        requestId={c.get('requestId')}
      />
    );
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    c.status(status);
    return send(c, page);
  };
};

const pageLanguage = (c: Context<AppEnv>): Language => {
  const asked = c.req.query('lang') ?? '';
  return isLanguage(asked) ? asked : preferredLanguage(c.req.header('accept-language') ?? '');
};

/** What every page is made with, by its address. */
export const pageContexts =
  (options: PageOptions) =>
  (c: Context<AppEnv>): PageContext => {
    const { assets, pictures, crawlers } = options;
    const { names } = assets();
    return {
      texts: textsIn(pageLanguage(c)),
      address: new PageAddress(new URL(c.req.url).searchParams),
      path: c.req.path,
      assets: {
        script: `/assets/${names.script}`,
        style: `/assets/${names.style}`,
        icon: `/assets/${names.icon}`,
        touchIcon: `/assets/${names.touchIcon}`,
      },
      base: publicAddress(c, options),
      crawlers,
      pictures,
      now: Date.now(),
    };
  };

interface Page {
  toString(): string | Promise<string>;
}

const htmlOf = (page: Page): string | Promise<string> => page.toString();

/** How a page is sent: it may load nothing from elsewhere but pictures. */
export const sender = (pictures: PictureOrigins) => {
  const policy = contentSecurityPolicy(pictures);
  return (c: Context<AppEnv>, page: Page) => {
    c.header('Content-Security-Policy', policy);
    c.header('Vary', 'Accept-Language', { append: true });
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
    return c.html(htmlOf(page));
  };
};
