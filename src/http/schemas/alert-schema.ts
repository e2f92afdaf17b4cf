import { z } from '@hono/zod-openapi';
import {
  DELIVERY_STATES,
  type Alert,
  type AlertInput,
  type AlertPut,
  type AlertThrottle,
  type StoredAlert,
} from '../../domain/alert.ts';
import type { FieldError } from '../../domain/app-error.ts';
import { isObject } from '../../domain/is-object.ts';
import { MAX_POSTED_QUERY_LENGTH } from '../../query/limits.ts';
import { invalidParameters, toFieldErrors } from './field-errors.ts';
import { choice, integer, typed } from './search-parameters.ts';
import { searchInput } from './searches-schema.ts';

const MOST_ADDRESSES = 20;

/** The parameters of a search that say which articles. */
const alertSearchInput = searchInput
  .pick({
    mode: true,
    slop: true,
    diacritics: true,
    from: true,
    to: true,
    section: true,
    author: true,
    tag: true,
    source: true,
  })
  .extend({
    q: typed(
      'lũ quét OR "sạt lở đất"',
      'The query. May be empty where a filter is given. Nothing of it is loosened',
      MAX_POSTED_QUERY_LENGTH,
    ),
  })
  .openapi('AlertSearchInput', {
    description:
      'Which articles: parameters of GET /v1/search. Dates that are told from today are those of the day on which the alert is stored',
  });

const isWebAddress = (text: string): boolean =>
  text.length <= 2_048 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\].]+$/u.test(text);

const channel = z
  .discriminatedUnion(
    'kind',
    [
      z
        .strictObject({
          kind: z.literal('webhook').openapi({ description: 'A signed POST', example: 'webhook' }),
          url: z
            .string()
            .refine(isWebAddress, 'must be an address that begins with https:// or http://')
            .openapi({ description: 'Where it goes', example: 'https://cms.paper.example/hooks/alerts' }),
        })
        .openapi('WebhookChannel', { description: 'Sent to an address, signed by Standard Webhooks' }),
      z
        .strictObject({
          kind: z.literal('email').openapi({ description: 'A mail', example: 'email' }),
          to: z
            .array(z.string().refine(isMailAddress, 'must be a mail address'))
            .min(1, 'must name one address at least')
            .max(MOST_ADDRESSES, `must name at most ${MOST_ADDRESSES} addresses`)
            .readonly()
            .openapi({ description: 'Who gets it', example: ['toasoan@paper.example'] }),
        })
        .openapi('EmailChannel', { description: 'Sent by mail, where TIMBAO_SMTP_URL is set' }),
      z
        .strictObject({
          kind: z.literal('feed').openapi({ description: 'Not sent', example: 'feed' }),
        })
        .openapi('FeedChannel', { description: 'Read as an Atom feed' }),
    ],
    { error: 'must be an object whose kind is webhook, email or feed' },
  )
  .openapi({ description: 'How it reaches somebody' });

const isThrottle = (text: string): text is AlertThrottle =>
  text === 'at once' || text === 'hourly' || /^daily (?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

const throttle = z
  .string()
  .refine(isThrottle, 'must be at once, hourly, or daily with a time, such as daily 07:00')
  .openapi({
    type: 'string',
    pattern: '^(?:at once|hourly|daily (?:[01]\\d|2[0-3]):[0-5]\\d)$',
    default: 'at once',
    description: 'When articles are sent: at once, gathered hourly, or daily at a time in Vietnam',
    example: 'daily 07:00',
  });

const MAX_AGE_DAYS = 36_500;
const USUAL_AGE_DAYS = 30;

const name = z
  .string('must be text')
  .transform((text) => text.normalize('NFC').trim())
  .refine((text) => text.length >= 1 && text.length <= 200, 'must be 1 to 200 characters')
  .openapi({ type: 'string', minLength: 1, maxLength: 200, description: 'For people', example: 'Thiên tai' });

const maxAgeDays = z
  .int(`must be a whole number from 1 to ${MAX_AGE_DAYS}, or null`)
  .min(1)
  .max(MAX_AGE_DAYS)
  .nullable()
  .openapi({
    description:
      'Articles that came to be seen longer ago than so many days are no news, when they are stored or changed; null: they are',
    example: USUAL_AGE_DAYS,
  });

const enabled = z
  .boolean('must be true or false')
  .openapi({ description: 'false: nothing is sent, nor made up for later', example: true });

/** The body of `POST /v1/alerts` and `PUT /v1/alerts/{id}`. */
export const alertInput = z
  .strictObject({
    name,
    search: alertSearchInput,
    channel,
    throttle: throttle.default('at once'),
    maxAgeDays: maxAgeDays.default(USUAL_AGE_DAYS),
    enabled: enabled.default(true),
    secret: z
      .string()
      .refine(
        (text) => /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(text) && isLongEnough(text),
        'must be whsec_ and 24 to 64 bytes in Base64',
      )
      .optional()
      .openapi({
        description:
          'What webhooks are signed with, in place of one that the service makes; without it that of before is kept',
        example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      }),
  })
  .openapi('AlertInput', { description: 'What to be told of, and how' });

const isLongEnough = (secret: string): boolean => {
  const { length } = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return length >= 24 && length <= 64;
};

const alertInputNames = [...Object.keys(alertInput.shape), ...Object.keys(alertSearchInput.shape)];

/** Filters that are one text: an address has them so, a body does not. */
const singleFilters = (search: Readonly<Record<string, unknown>>): FieldError[] =>
  (['section', 'author', 'tag', 'source'] as const)
    .filter((name) => search[name] !== undefined && !Array.isArray(search[name]))
    .map((name) => ({ path: `search.${name}`, message: 'must be a list' }));

/**
 * The alert of a body.
 *
 * @throws AppError `invalid_parameters`, naming each field that is wrong
 */
export const toAlertInput = (body: unknown): AlertPut => {
  const search = isObject(body) && isObject(body['search']) ? body['search'] : {};
  const wrong = singleFilters(search);
  if (wrong.length > 0) throw invalidParameters(wrong);
  // A number, as an address has it. What is kept and acts by itself is not guessed at: null, say, is no query.
  const given =
    isObject(body) && typeof search['slop'] === 'number'
      ? { ...body, search: { ...search, slop: String(search['slop']) } }
      : body;
  const parsed = alertInput.safeParse(given);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, alertInputNames));
  const { search: wanted, secret, ...rest } = parsed.data;
  const { q, mode, diacritics, from, to, section, author, tag, source } = wanted;
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    throw invalidParameters([{ path: 'search.from', message: 'is later than to' }]);
  const input: AlertInput = {
    ...rest,
    search: {
      q,
      mode: mode ?? 'keyword',
      slop: wanted.slop,
      diacritics: diacritics ?? 'auto',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      filters: { section, author, tag, source },
    },
  };
  return { ...input, ...(secret !== undefined && { secret }) };
};

const names = (what: string, example: string) =>
  z
    .array(z.string())
    .readonly()
    .openapi({ description: `Only these ${what}; empty: all`, example: [example] });

const instant = (description: string) =>
  z.string().openapi({ format: 'date-time', description, example: '2026-03-01T01:00:00.000Z' });

const alertSearch = z
  .object({
    q: z.string().openapi({ description: 'The query', example: 'lũ quét OR "sạt lở đất"' }),
    mode: z.enum(['keyword', 'phrase']).openapi({ description: 'As of GET /v1/search', example: 'keyword' }),
    slop: z.int().openapi({ description: 'As of GET /v1/search', example: 0 }),
    diacritics: z
      .enum(['auto', 'strict', 'ignore'])
      .openapi({ description: 'As of GET /v1/search', example: 'auto' }),
    from: z.string().optional().openapi({
      description: 'Published then or later',
      example: '2022-01-01T00:00:00+07:00',
    }),
    to: z.string().optional().openapi({
      description: 'Published then or earlier',
      example: '2022-12-31T23:59:59.999+07:00',
    }),
    section: names('sections', 'Thời sự'),
    author: names('authors', 'Lò Thu Hiên'),
    tag: names('tags', 'lũ quét'),
    source: names('sources', 'Báo Mường Ảng'),
  })
  .openapi('AlertSearch', { description: 'Which articles' });

const alertId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 of the characters A-Z a-z 0-9 . _ -')
  .openapi({ description: 'The id of the alert', example: 'thien-tai' });

const alertShape = {
  id: z.string().openapi({ description: 'Its id', example: 'thien-tai' }),
  name: z.string().openapi({ description: 'For people', example: 'Thiên tai' }),
  search: alertSearch,
  channel,
  throttle: z.string().openapi({ description: 'When articles are sent', example: 'daily 07:00' }),
  maxAgeDays,
  enabled,
  createdAt: instant('When it was made'),
  updatedAt: instant('When it was last changed'),
  fault: z.string().nullable().openapi({
    description: 'Why the search engine cannot run it; it is not run until it is changed',
    example: null,
  }),
};

const alertResponse = z
  .object(alertShape)
  .openapi('Alert', { description: 'What somebody wants to be told of' });

export { alertResponse };

export const storedAlertResponse = z
  .object({
    ...alertShape,
    secret: z.string().optional().openapi({
      description: 'What its webhooks are signed with, where the service made it: told this once',
      example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    }),
  })
  .openapi('StoredAlert', { description: 'An alert that was stored' });

export const alertsResponse = z
  .object({ alerts: z.array(alertResponse).readonly().openapi({ description: 'The newest first' }) })
  .openapi('Alerts', { description: 'All alerts that the key has to do with' });

/** An alert as it is answered. */
export const toAlertResponse = ({ search, ...alert }: Alert) => {
  const { filters, ...rest } = search;
  return { ...alert, search: { ...rest, ...filters } };
};

export const toStoredAlertResponse = ({ alert, secret }: StoredAlert) => ({
  ...toAlertResponse(alert),
  ...(secret !== null && { secret }),
});

export const alertParameters = z.strictObject({ id: alertId });

export const deliveryParameters = z.strictObject({
  id: alertId,
  delivery: z.string().max(200).openapi({
    description: 'The id of the delivery',
    example: 'bai-1:5f2c1a0b9e8d7c6f5a4b3c2d1e0f9a8b',
  }),
});

export const previewParameters = z.strictObject({
  days: integer(1, 30, 30, 'Of how many days'),
  size: integer(1, 1_000, 100, 'The most articles that are told'),
});

export const deliveriesParameters = z.strictObject({
  state: choice(DELIVERY_STATES, 'Only those'),
  size: integer(1, 100, 20, 'Deliveries on a page'),
  page: integer(1, 100, 1, 'Which page, from 1'),
});

export const alertFeedParameters = z.strictObject({ size: integer(1, 100, 20, 'Entries of the feed') });

const alertedArticle = z
  .object({
    id: z.string().openapi({ description: 'Its id', example: 'bai-1' }),
    title: z.string().openapi({ description: 'Its title', example: 'Lũ quét ở Mường La' }),
    lead: z.string().optional().openapi({ description: 'Its lead', example: 'Mưa lớn từ đêm qua …' }),
    url: z
      .string()
      .optional()
      .openapi({ description: 'Where it is', example: 'https://paper.example/bai-1.html' }),
    section: z.string().optional().openapi({ description: 'Its section', example: 'Thời sự' }),
    source: z.string().optional().openapi({ description: 'Its source', example: 'Báo Mường Ảng' }),
    authors: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Its authors', example: ['Lò Thu Hiên'] }),
    publishedAt: z
      .string()
      .openapi({ description: 'When it was published', example: '2026-03-01T08:00:00+07:00' }),
    updatedAt: z
      .string()
      .optional()
      .openapi({ description: 'When it was changed', example: '2026-03-01T09:00:00+07:00' }),
  })
  .openapi('AlertedArticle', { description: 'An article as a message has it' });

export const previewResponse = z
  .object({
    days: z.int().openapi({
      description: 'Of how many days; of no more than the alert takes for news',
      example: 30,
    }),
    total: z.int().openapi({ description: 'How many articles there are', example: 12 }),
    messages: z
      .array(
        z
          .object({
            at: instant('When it would have been sent'),
            articles: z.array(alertedArticle).readonly().openapi({ description: 'Newest first, up to 50' }),
          })
          .openapi('PreviewedMessage', { description: 'What would have been sent together' }),
      )
      .readonly()
      .openapi({ description: 'The newest first' }),
  })
  .openapi('AlertPreview', { description: 'What an alert would have sent' });

const delivery = z
  .object({
    id: z.string().openapi({
      description: 'Its id',
      example: 'bai-1:5f2c1a0b9e8d7c6f5a4b3c2d1e0f9a8b',
    }),
    article: z
      .object({
        id: z.string().openapi({ description: 'Its id', example: 'bai-1' }),
        title: z.string().nullable().openapi({
          description: 'Its title as it is now; null where it is not to be seen any more',
          example: 'Lũ quét ở Mường La',
        }),
      })
      .openapi({ description: 'The article' }),
    state: z.enum(DELIVERY_STATES).openapi({
      description: 'waiting until it is due or tried again, sent, or dead: given up',
      example: 'sent',
    }),
    notedAt: instant('When it was found that the article is for the alert'),
    dueAt: instant('When it is sent or tried again').nullable(),
    sentAt: instant('When it was sent').nullable(),
    tries: z.int().openapi({ description: 'How often it failed', example: 0 }),
    reason: z.string().nullable().openapi({ description: 'Why, the last time', example: null }),
    message: z.string().nullable().openapi({
      description: 'The webhook-id of its message; articles that were sent together share it',
      example: 'msg_1a5aa2c5-8e5c-4f0e-a3f7-0b8f3c9f3a11',
    }),
  })
  .openapi('Delivery', { description: 'An article for an alert, and what became of it' });

export const deliveriesResponse = z
  .object({
    total: z.int().openapi({ description: 'How many there are', example: 1 }),
    deliveries: z.array(delivery).readonly().openapi({ description: 'A page of them, the newest first' }),
  })
  .openapi('Deliveries', { description: 'What became of the articles for an alert' });
