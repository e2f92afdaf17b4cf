import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../../create-log.ts';
import { AppError } from '../../domain/app-error.ts';
import type { SearchRequest } from '../../domain/search-request.ts';
import { advancedSearch } from '../../web/advanced/advanced-search.ts';
import { ArticlePage } from '../../web/article-page.tsx';
import { dayInVietnam } from '../../web/dates/days.ts';
import { DemoPage } from '../../web/demo-page.tsx';
import type { PageContext } from '../../web/document.tsx';
import { ErrorPage } from '../../web/error-page.tsx';
import { PageAddress } from '../../web/page-address.ts';
import { HomePage, ResultsPage } from '../../web/search-page.tsx';
import { isLanguage, preferredLanguage } from '../../web/texts/language.ts';
import type { Language } from '../../web/texts/language.ts';
import { textsIn } from '../../web/texts/texts-in.ts';
import type { AppEnv } from '../app-env.ts';
import { createOnError } from '../on-error.ts';
import type { ProblemAnswer } from '../on-error.ts';
import { publicAddress } from '../public-address.ts';
import type { AddressOptions } from '../public-address.ts';
import { readPageSearch } from '../read-page-search.ts';
import type { Asks } from '../middleware/asks.ts';
import type { WebAssets } from '../web-assets.ts';

/** Nothing from elsewhere, nothing inline: what an article or a query holds can run nowhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** How many articles about the same thing are shown beside one. */
const RELATED = 5;

export interface PageRoutesOptions extends AddressOptions {
  readonly assets: () => WebAssets;
  readonly limit: MiddlewareHandler<AppEnv>;
  readonly log: Log;
}

/** The search page. It asks the same function, with the same parameters, as `GET /v1/search` does. */
export const pageRoutes = (asks: Asks, { assets, limit, log, ...addresses }: PageRoutesOptions) => {
  const pages = new Hono<AppEnv>();
  pages.onError(createOnError(log, pageProblem(assets)));
  pages.get('/articles/:id', limit, asks('page'), async (c) => {
    const { viewArticle, relatedArticles } = c.var.services;
    const context = pageContext(c, assets());
    const id = c.req.param('id');
    const signal = c.var.deadline.signal;
    const [view, related] = await Promise.all([
      viewArticle(id, searchOrNone(context.address), signal),
      // Beside an article, it is a pity where there is none, and no more.
      relatedArticles(id, { size: RELATED }, signal).catch(() => null),
    ]);
    if (view === null) throw new AppError('not_found', `There is no article with the id “${id}”.`);
    return sendPage(c, <ArticlePage {...context} view={view} related={related?.related ?? []} />);
  });
  pages.get('/demo', (c) =>
    sendPage(c, <DemoPage {...pageContext(c, assets())} base={publicAddress(c, addresses)} />),
  );
  pages.get('/advanced', (c) =>
    c.redirect(advancedSearch(new URL(c.req.url).searchParams, pageLanguage(c)), 303),
  );
  pages.get('/', limit, async (c, next) => {
    const context = pageContext(c, assets());
    if (!context.address.isBare) return next();
    return sendPage(c, <HomePage {...context} today={dayInVietnam(Date.now())} />);
  });
  return pages.get('/', asks('page'), async (c) => {
    const context = pageContext(c, assets());
    const today = dayInVietnam(Date.now());
    const { request, level } = readPageSearch(context.address, today);
    const result = await c.var.services.searchArticles(request, c.var.deadline.signal);
    return sendPage(
      c,
      <ResultsPage {...context} today={today} request={request} result={result} level={level} />,
    );
  });
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
export const pageProblem =
  (assets: () => WebAssets): ProblemAnswer =>
  (c, { status, code, errors, headers }) => {
    const page = (
      <ErrorPage
        {...pageContext(c, assets())}
        status={status}
        code={code}
        errors={errors}
        requestId={c.get('requestId')}
      />
    );
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    c.status(status);
    return sendPage(c, page);
  };

const pageLanguage = (c: Context<AppEnv>): Language => {
  const asked = c.req.query('lang') ?? '';
  return isLanguage(asked) ? asked : preferredLanguage(c.req.header('accept-language') ?? '');
};

/** What every page is made with, by its address. */
export const pageContext = (c: Context<AppEnv>, { names }: WebAssets): PageContext => ({
  texts: textsIn(pageLanguage(c)),
  address: new PageAddress(new URL(c.req.url).searchParams),
  path: c.req.path,
  assets: {
    script: `/assets/${names.script}`,
    style: `/assets/${names.style}`,
    icon: `/assets/${names.icon}`,
  },
});

/** A page, which may load nothing from elsewhere. */
export const sendPage = (c: Context<AppEnv>, page: { toString(): string | Promise<string> }) => {
  c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  c.header('Vary', 'Accept-Language', { append: true });
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
  return c.html(page.toString());
};
