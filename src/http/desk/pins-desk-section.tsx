import type { Context } from 'hono';
import { ID } from '../../domain/id.ts';
import { AppError } from '../../domain/app-error.ts';
import { HIT_FIELDS } from '../../domain/search-request.ts';
import { MAX_QUERY_LENGTH } from '../../query/limits.ts';
import type { PageContext } from '../../web/document.tsx';
import {
  EMPTY_DRAFT,
  localTime,
  PinsSection,
  type FoundArticle,
  type PinDraft,
  type PinField,
} from '../../web/desk/pins-section.tsx';
import { deskTexts } from '../../web/texts/desk-texts.ts';
import type { AppEnv } from '../app-env.ts';
import { previews } from '../seen-by.ts';
import { searchParameters, toSearchRequest } from '../schemas/search-parameters.ts';
import { entryIn, type DeskSection, type SectionView, type SentForm } from './desk-section.ts';

/** Articles that are offered for pinning. */
const FOUND = 8;

/** Titles are looked up of so many articles; of more, the others are shown by their ids. */
const MOST_TITLES = 500;

interface Shown {
  readonly draft: PinDraft;
  readonly found?: readonly FoundArticle[] | null;
  readonly wrong?: ReadonlySet<PinField>;
  readonly alert?: string;
}

const view = async (
  c: Context<AppEnv>,
  page: PageContext,
  { draft, found = null, wrong = new Set(), alert }: Shown,
): Promise<SectionView> => {
  const { signal } = c.var.deadline;
  const pins = await c.var.services.pins.list({ signal });
  const ids = [draft, ...pins]
    .flatMap(({ first, never }) => [...first, ...never])
    .filter((id) => ID.test(id));
  const wanted = [...new Set(ids)].slice(0, MOST_TITLES);
  const titles =
    wanted.length === 0
      ? new Map<string, string>()
      : await c.var.services.titlesOf(wanted, { preview: previews(c) }, signal);
  return {
    content: (
      <PinsSection
        {...page}
        pins={pins}
        titles={titles}
        draft={draft}
        found={found}
        wrong={wrong}
        removing={c.req.query('remove') ?? null}
      />
    ),
    alert,
  };
};

export const pinsDeskSection: DeskSection = {
  path: '/desk/pins',
  titleIn: ({ pins }) => pins.title,
  show: async (c, page) => {
    const id = c.req.query('pin');
    const pin =
      id !== undefined && ID.test(id)
        ? await c.var.services.pins.get(id, { signal: c.var.deadline.signal })
        : null;
    const words = deskTexts[page.texts.code];
    if (pin === null)
      return view(c, page, { draft: EMPTY_DRAFT, ...(id !== undefined && { alert: words.gone }) });
    const { from, until, ...rest } = pin;
    return view(c, page, {
      draft: {
        ...EMPTY_DRAFT,
        ...rest,
        from: from === undefined ? '' : localTime(from),
        until: until === undefined ? '' : localTime(until),
      },
    });
  },
  act: async (c, page, form) => {
    const draft = draftOf(form);
    const [action = 'find'] = form('action');
    switch (action) {
      case 'remove':
        if (draft.id !== null) await c.var.services.pins.remove(draft.id, { signal: c.var.deadline.signal });
        return { done: 'removed' };
      case 'save':
        return save(c, page, draft);
      default: {
        const [verb = '', ...rest] = action.split(':');
        const moved = move(draft, verb, rest.join(':'));
        return view(c, page, { draft: moved, found: await findArticles(c, page, moved.find) });
      }
    }
  },
};

const draftOf = (form: SentForm): PinDraft => {
  const one = (name: string): string => form(name)[0] ?? '';
  return {
    id: entryIn(form),
    queries: one('queries')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    first: form('first'),
    never: form('never'),
    from: one('from').trim(),
    until: one('until').trim(),
    find: one('find').trim(),
  };
};

/** The draft with one of its articles somewhere else. */
const move = (draft: PinDraft, verb: string, id: string): PinDraft => {
  const without = (list: readonly string[]): string[] => list.filter((one) => one !== id);
  const [first, never] = [without(draft.first), without(draft.never)];
  const place = draft.first.indexOf(id);
  switch (verb) {
    case 'first':
      return { ...draft, first: [...first, id], never };
    case 'never':
      return { ...draft, first, never: [...never, id] };
    case 'up':
      return { ...draft, first: first.toSpliced(Math.max(0, place - 1), 0, id) };
    case 'down':
      return { ...draft, first: first.toSpliced(place + 1, 0, id) };
    case 'drop':
      return { ...draft, first, never };
    default:
      return draft;
  }
};

/** `null` where nothing is looked for. Only what whoever looks sees is found. */
const findArticles = async (
  c: Context<AppEnv>,
  { texts }: PageContext,
  q: string,
): Promise<readonly FoundArticle[] | null> => {
  if (q === '') return null;
  const parsed = searchParameters.safeParse({ q: q.slice(0, MAX_QUERY_LENGTH) });
  if (!parsed.success) return [];
  const { wanted, shown } = toSearchRequest(parsed.data);
  const { hits } = await c.var.services.searchArticles(
    {
      wanted: { ...wanted, preview: previews(c) },
      shown: {
        ...shown,
        size: FOUND,
        snippets: 0,
        fields: HIT_FIELDS.filter((name) => name !== 'highlights'),
      },
    },
    c.var.deadline.signal,
  );
  return hits.map(({ id, title, publishedAt }) => ({ id, title, day: texts.day(publishedAt.slice(0, 10)) }));
};

/** A time as a browser's field has it is Vietnam's. */
const instantOf = (typed: string): string | undefined => {
  if (typed === '') return undefined;
  const [, minutes, seconds = ':00'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?$/.exec(typed) ?? [];
  return minutes === undefined ? typed : `${minutes}${seconds}+07:00`;
};

const save = async (
  c: Context<AppEnv>,
  page: PageContext,
  draft: PinDraft,
): Promise<{ readonly done: 'saved' } | SectionView> => {
  const { pins } = c.var.services;
  const call = { signal: c.var.deadline.signal };
  const words = deskTexts[page.texts.code];
  const { id, queries, first, never } = draft;
  const typed = { queries, first, never, from: instantOf(draft.from), until: instantOf(draft.until) };
  try {
    const saved = await (id === null ? pins.create(typed, call) : pins.replace(id, typed, call));
    return saved === null
      ? await view(c, page, { draft: EMPTY_DRAFT, alert: words.gone })
      : { done: 'saved' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'stale_version') return view(c, page, { draft, alert: words.stale });
    if (error.code !== 'invalid_parameters') throw error;
    const wrong = new Set(
      error.errors.flatMap(({ path }) => FIELDS.find((field) => path.startsWith(field)) ?? []),
    );
    return view(c, page, { draft, wrong, alert: wrong.size === 0 ? words.pins.tooMany : words.errors });
  }
};

const FIELDS: readonly PinField[] = ['queries', 'first', 'never', 'from', 'until'];
