import { Hono } from 'hono';
import type { TrendsRequest } from '../../domain/trends.ts';
import { TrendsPage } from '../../web/trends-page.tsx';
import type { AppEnv } from '../app-env.ts';
import type { Asks } from '../middleware/asks.ts';
import { createOnError } from '../on-error.ts';
import { invalidParameters, toFieldErrors } from '../schemas/field-errors.ts';
import { toTrendsRequest, trendsParameterNames, trendsParameters } from '../schemas/trends-schema.ts';
import { pageContexts, pageProblem, sender, type PageRoutesOptions } from './page-routes.tsx';

/** `GET /trends`: what `GET /v1/trends` counts, as lines and as a table. It needs no script. */
export const trendsPageRoutes = (asks: Asks, options: PageRoutesOptions) => {
  const { limit, log, pictures } = options;
  const pageContext = pageContexts(options);
  const send = sender(pictures);
  const pages = new Hono<AppEnv>();
  pages.onError(createOnError(log, pageProblem(options)));
  return pages.get('/trends', limit, asks('page'), async (c) => {
    const context = pageContext(c);
    const typed = new URL(c.req.url).searchParams;
    const known = knownOf(typed);
    const request = readRequest(known);
    const trends = request === null ? null : await c.var.services.countTrends(request, c.var.deadline.signal);
    const switched = new URLSearchParams(typed);
    switched.set('lang', context.texts.switchTo.code);
    return send(
      c,
      <TrendsPage
        {...context}
        queries={request?.queries ?? []}
        comparison={known.toString()}
        interval={request?.interval ?? 'month'}
        measure={typed.get('show') === 'share' ? 'share' : 'count'}
        trends={trends}
        csv={`/v1/trends?${known.toString()}&format=csv`}
        switched={`/trends?${switched.toString()}`}
      />,
    );
  });
};

/** What of an address is asked for; forms send their empty fields, and the page has parameters of its own. */
const knownOf = (typed: URLSearchParams): URLSearchParams =>
  new URLSearchParams(
    [...typed].filter(
      ([name, value]) => name !== 'format' && trendsParameterNames.includes(name) && value.trim() !== '',
    ),
  );

/** `null` where nothing is compared yet. */
const readRequest = (known: URLSearchParams): TrendsRequest | null => {
  if (!known.has('q')) return null;
  const parameters = Object.fromEntries(
    [...new Set(known.keys())].map((name) => {
      const values = known.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  const parsed = trendsParameters.safeParse(parameters);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, trendsParameterNames));
  return toTrendsRequest(parsed.data);
};
