import { z } from 'zod';
import { ID } from '../domain/id.ts';
import { AppError, type FieldError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { MAX_ARTICLE_VERSION } from '../domain/article-version.ts';
import { readArticleDate } from './article-date.ts';
import { countTags } from '../text/html-to-text.ts';
import { cleanBody, cleanList, cleanText } from './clean-article.ts';

/** The most that an article may hold; characters, unless another unit is named. */
export const ARTICLE_LIMITS = {
  title: 1_000,
  lead: 10_000,
  bodyBytes: 2 * 1024 * 1024,
  /** Of a body as it is sent: HTML is some times as long as its text. */
  bodyAsSent: 10 * 1024 * 1024,
  /** Of a body's HTML, as it is sent. */
  tags: 100_000,
  /** Of a body's text. */
  lines: 20_000,
  caption: 5_000,
  name: 300,
  url: 2_048,
  entries: 100,
} as const;

const MISSING = 'is missing';
const UNKNOWN = 'is not a field of an article';

const missingOr = (complaint: string) => ({
  error: ({ input }: { input: unknown }) => (input === undefined || input === null ? MISSING : complaint),
});

const count = (limit: number): string => limit.toLocaleString('en-US');

const asText = z.string(missingOr('must be text'));

const line = (limit: number) =>
  asText
    .transform(cleanText)
    .refine((text) => text.length <= limit, `must be at most ${count(limit)} characters long`);

/** Systems that export JSON write `null` for what they lack: it is the same as leaving the field out. */
const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => (value === null || value === '' ? undefined : value));

const list = (limit: number) =>
  z
    .array(line(limit), { error: 'must be a list of texts' })
    .max(ARTICLE_LIMITS.entries, `must have at most ${ARTICLE_LIMITS.entries} entries`)
    .nullish()
    .transform((entries) => cleanList(entries ?? []));

const body = asText
  .max(ARTICLE_LIMITS.bodyAsSent, { error: 'must be at most 10 MB long', abort: true })
  .refine((text) => countTags(text) <= ARTICLE_LIMITS.tags, {
    error: `must have at most ${count(ARTICLE_LIMITS.tags)} tags`,
    abort: true,
  })
  .transform(cleanBody)
  .refine(({ text }) => text !== '', 'is empty')
  .refine(({ text }) => Buffer.byteLength(text) <= ARTICLE_LIMITS.bodyBytes, 'must be at most 2 MB of text')
  .refine(
    ({ text }) => hasAtMost(text, '\n', 2 * ARTICLE_LIMITS.lines),
    `must have at most ${count(ARTICLE_LIMITS.lines)} lines`,
  );

const hasAtMost = (text: string, part: string, most: number): boolean => {
  let at = text.indexOf(part);
  for (let found = 0; at !== -1; at = text.indexOf(part, at + part.length)) if (++found > most) return false;
  return true;
};

const isHttpUrl = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && /^https?:\/\//i.test(text);

const httpUrl = line(ARTICLE_LIMITS.url).refine(
  (text) => text === '' || isHttpUrl(text),
  'must be an address that begins with http:// or https://',
);

const date = asText.transform((text, context) => {
  const instant = readArticleDate(text);
  if (instant !== null) return instant;
  context.addIssue({
    code: 'custom',
    message: 'must be a date of the calendar: 2022-01-21, 21/01/2022 or 2022-01-21T08:30:00+07:00',
  });
  return z.NEVER;
});

const wholeNumber = `must be a whole number from 0 to ${MAX_ARTICLE_VERSION}`;

/** The revision of the CMS. */
export const ARTICLE_VERSION = z
  .int({ error: wholeNumber, abort: true })
  .min(0, wholeNumber)
  .max(MAX_ARTICLE_VERSION, wholeNumber);

/** An id. URL paths cannot name `.` and `..`: they would be taken as steps through folders. */
export const ARTICLE_ID = asText
  .regex(ID, 'must be 1 to 128 of the characters A–Z a–z 0-9 . _ : -')
  .refine((id) => id !== '.' && id !== '..', 'must not be dots alone');

/** An article as it may come in, by whichever way, made into one as it is stored. */
export const articleSchema = z.strictObject(
  {
    id: ARTICLE_ID,
    title: line(ARTICLE_LIMITS.title).refine((title) => title !== '', 'is empty'),
    lead: optional(line(ARTICLE_LIMITS.lead)),
    body,
    captions: list(ARTICLE_LIMITS.caption),
    url: optional(httpUrl),
    image: optional(httpUrl),
    section: optional(line(ARTICLE_LIMITS.name)),
    source: optional(line(ARTICLE_LIMITS.name)),
    authors: list(ARTICLE_LIMITS.name),
    tags: list(ARTICLE_LIMITS.name),
    publishedAt: date,
    updatedAt: optional(date),
    visibleFrom: optional(date),
    visibleUntil: optional(date),
    version: optional(ARTICLE_VERSION),
  },
  { error: 'must be an article: a JSON object' },
);

/** The names of the fields that an article has. */
export const ARTICLE_FIELDS = Object.keys(articleSchema.shape) as readonly (keyof Article)[];

/**
 * Checks an article from outside and brings it into the form that it is stored in.
 *
 * @param input Contract-shaped, of any origin.
 * @throws AppError `invalid_article` that names every field that is wrong.
 */
export const parseArticle = (input: unknown): Article => {
  const parsed = articleSchema.safeParse(input);
  if (!parsed.success) throw invalidArticle(parsed.error);
  // Fields that are not there stay away, so that what is stored reads like what came in.
  const { body, captions, ...rest } = parsed.data;
  const article = { ...rest, body: body.text, captions: cleanList([...captions, ...body.captions]) };
  return Object.fromEntries(
    ARTICLE_FIELDS.filter((field) => article[field] !== undefined).map((field) => [field, article[field]]),
  ) as unknown as Article;
};

/** What has more wrong with it was never an article, and nobody reads on. */
const MOST_ERRORS = 100;

const invalidArticle = (error: z.ZodError): AppError => {
  const errors = error.issues.slice(0, MOST_ERRORS).flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, MOST_ERRORS).map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'is not a field of an article',
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  return new AppError('invalid_article', sentences(errors), { errors });
};

/** What is wrong, in a few words: what was never an article lacks, and has, a lot. */
const sentences = (errors: readonly FieldError[]): string =>
  [
    listed(errors, MISSING, 'are missing'),
    listed(errors, UNKNOWN, 'are not fields of an article'),
    ...errors.filter(({ message }) => message !== MISSING && message !== UNKNOWN).map(sentence),
  ]
    .filter((text) => text !== null)
    .join(' ');

const listed = (errors: readonly FieldError[], message: string, plural: string): string | null => {
  const [first, ...others] = errors.filter((error) => error.message === message);
  if (first === undefined) return null;
  if (others.length === 0) return sentence(first);
  const names = [first, ...others].map(({ path }) => quoted(path));
  const shown = names.slice(0, 8).join(', ');
  return `The fields ${shown}${names.length > 8 ? ' and more' : ''} ${plural}.`;
};

const sentence = ({ path, message }: FieldError): string =>
  path === '' ? `It ${message}.` : `The field ${quoted(path)} ${message}.`;

const quoted = (path: string): string => `“${path.slice(0, 60)}”`;
