import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../domain/app-error.ts';
import { DeskPage, SignInPage, type DeskLink } from '../../web/desk/desk-page.tsx';
import { deskTexts } from '../../web/texts/desk-texts.ts';
import type { AppEnv } from '../app-env.ts';
import { assertScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { createOnError } from '../on-error.ts';
import { publicAddress } from '../public-address.ts';
import { pageContexts, pageProblem, sender, type PageRoutesOptions } from '../routes/page-routes.tsx';
import { alertsDeskSection } from './alerts-desk-section.tsx';
import { createDeskSession, type DeskSessionOptions } from './desk-session.ts';
import type { DeskSection, SectionView, SentForm } from './desk-section.ts';
import { pinsDeskSection } from './pins-desk-section.tsx';
import { searchesDeskSection } from './searches-desk-section.tsx';
import { synonymsDeskSection } from './synonyms-desk-section.tsx';

/** The parts of the desk, in the order of its links; the first is where it opens. */
export const DESK_SECTIONS: readonly [DeskSection, ...DeskSection[]] = [
  pinsDeskSection,
  synonymsDeskSection,
  alertsDeskSection,
  searchesDeskSection,
];

export type DeskRoutesOptions = PageRoutesOptions & Pick<DeskSessionOptions, 'keys' | 'secret'>;

/** The largest form: a pin with all that it may have. */
const MAX_BYTES = 128 * 1024;

/** Keys that one client may try in a minute. */
const TRIES = { points: 10, duration: 60 };

/** What an editor does, on pages that need no script. */
export const deskRoutes = (asks: Asks, options: DeskRoutesOptions) => {
  const { limit, log, pictures } = options;
  const pageContext = pageContexts(options);
  const send = sender(pictures);
  const session = createDeskSession(options);
  const tries = new RateLimiterMemory(TRIES);
  const pages = new Hono<AppEnv>();
  pages.onError(createOnError(log, pageProblem(options)));

  const onlyFromHere: MiddlewareHandler<AppEnv> = (c, next) =>
    csrf({
      origin: (origin) =>
        origin === new URL(c.req.url).origin || origin === new URL(publicAddress(c, options)).origin,
    })(c, next).catch((error: unknown) => {
      throw error instanceof HTTPException
        ? new AppError('forbidden', 'The form was sent from another site.', { cause: error })
        : error;
    });

  const notTooLarge = bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw new AppError('payload_too_large', 'The form is larger than 128 KB.');
    },
  });

  const ofTheDesk: MiddlewareHandler<AppEnv> = async (c, next) => {
    c.header('Cache-Control', 'no-store');
    // Without a referrer browsers do not say either where a form comes from.
    c.header('Referrer-Policy', 'same-origin');
    await next();
  };

  const signInPage = (c: Context<AppEnv>, next: string, isWrong: boolean) => {
    c.status(401);
    c.header('WWW-Authenticate', 'Bearer realm="timbao"');
    return send(c, <SignInPage {...pageContext(c)} next={next} isWrong={isWrong} />);
  };

  /** Lets editors through, and asks whoever could be one for a key. */
  const editing: MiddlewareHandler<AppEnv> = async (c, next) => {
    const { caller } = c.var;
    if (caller.kind === 'stranger' && KEY_HELPS.has(caller.why)) return signInPage(c, c.req.path, false);
    assertScope(c, 'desk');
    return next();
  };

  const linksIn = (c: Context<AppEnv>): DeskLink[] => {
    const words = deskTexts[pageContext(c).texts.code];
    return DESK_SECTIONS.map(({ path, titleIn }) => ({ path, title: titleIn(words) }));
  };

  const sendSection = (c: Context<AppEnv>, section: DeskSection, { content, alert }: SectionView) => {
    const page = pageContext(c);
    const words = deskTexts[page.texts.code];
    const done = c.req.query('done');
    return send(
      c,
      <DeskPage
        {...page}
        title={section.titleIn(words)}
        sections={linksIn(c)}
        notice={done === 'saved' || done === 'removed' ? words.done[done] : undefined}
        alert={alert}
        isSignedIn={c.var.caller.kind === 'key'}
      >
        {content}
      </DeskPage>,
    );
  };

  pages.use('/desk/*', ofTheDesk, limit, session.resume);
  pages.use('/desk', ofTheDesk, limit, session.resume);
  pages.get('/desk', editing, (c) => c.redirect(pageContext(c).address.home(DESK_SECTIONS[0].path), 303));

  pages.post('/desk/session', notTooLarge, onlyFromHere, async (c) => {
    const form = await formOf(c);
    if (form('action')[0] === 'leave') {
      session.end(c);
      return c.redirect(pageContext(c).address.home('/desk'), 303);
    }
    await tries.consume(clientAddress(c, options.trustProxy) ?? 'unknown').catch(tooManyTries);
    const next = DESK_SECTIONS.find(({ path }) => path === form('next')[0])?.path ?? DESK_SECTIONS[0].path;
    if (!(await session.begin(c, form('key')[0]?.trim() ?? ''))) return signInPage(c, next, true);
    return c.redirect(pageContext(c).address.home(next), 303);
  });

  // The desk is asked by few, and takes the places of those who write.
  for (const section of DESK_SECTIONS) {
    pages.get(section.path, editing, asks('write'), async (c) =>
      sendSection(c, section, await section.show(c, pageContext(c))),
    );
    pages.post(section.path, notTooLarge, onlyFromHere, editing, asks('write'), async (c) => {
      const page = pageContext(c);
      const answer = await section.act(c, page, await formOf(c));
      if (!('done' in answer)) return sendSection(c, section, answer);
      return c.redirect(page.address.home(section.path, { done: answer.done }), 303);
    });
  }
  return pages;
};

/** Why somebody is a stranger who may yet come in with a key. */
const KEY_HELPS: ReadonlySet<string> = new Set(['no-key', 'unknown-key', 'expired-key']);

const formOf = async (c: Context<AppEnv>): Promise<SentForm> => {
  const fields = await c.req.parseBody({ all: true }).catch((error: unknown) => {
    // What says that it has several parts, and has not.
    if (!(error instanceof TypeError)) throw error;
    throw new AppError('invalid_parameters', 'The form cannot be read.', { cause: error });
  });
  return (name) => [fields[name] ?? []].flat().filter((value) => typeof value === 'string');
};

const tooManyTries = (refused: unknown): never => {
  if (!(refused instanceof RateLimiterRes)) throw refused as Error;
  throw new AppError('rate_limited', 'Too many keys were tried. Wait a minute, then try again.', {
    retryAfter: refused.msBeforeNext / 1_000,
  });
};
