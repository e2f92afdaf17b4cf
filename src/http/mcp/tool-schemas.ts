import { z } from 'zod';
import { TREND_INTERVALS } from '../../domain/trends.ts';
import { MAX_POSTED_QUERY_LENGTH, MAX_QUERY_LENGTH } from '../../query/limits.ts';
import { MAX_TRENDS } from '../schemas/trends-schema.ts';

const DATE = '2022, 2022-01, 2022-01-21, 21/01/2022 or RFC 3339; Vietnam time';
const names = (what: string) => z.array(z.string()).max(50).optional().describe(what);

/** Which articles, for whatever tool narrows them. */
const narrowing = {
  from: z.string().optional().describe(`Published on this day or later: ${DATE}`),
  to: z.string().optional().describe('Published on this day or earlier, inclusive; the same forms'),
  section: names('Only these sections, any of them; archive_facts lists them'),
  author: names('Only by these authors, any of them'),
  tag: names('Only with one of these tags'),
  source: names('Only from these papers or agencies; archive_facts lists them'),
};

/** The most hits of one call. */
export const MOST_QUOTATIONS = 20;

export const searchInput = {
  query: z
    .string()
    .max(MAX_POSTED_QUERY_LENGTH)
    .optional()
    .describe(
      'Vietnamese, with or without diacritics. All words are required. "exact phrase", -excluded, a OR b, (groups), prefix*, *suffix, a NEAR/5 b, atleast3(a), title:, author:, section:, tag:, source:. May be left out where a filter is given',
    ),
  ...narrowing,
  sort: z
    .enum(['relevance', 'newest', 'oldest'])
    .optional()
    .describe('Default: relevance with a query, newest without'),
  diacritics: z
    .enum(['auto', 'strict', 'ignore'])
    .optional()
    .describe('strict: every diacritic as typed; ignore: none matters. Default auto'),
  size: z.int().min(1).max(MOST_QUOTATIONS).default(8).describe('How many articles'),
  page: z.int().min(1).max(500).default(1).describe('Which page of them'),
};

/** Every quotation can be told where it comes from. */
const quotation = z.object({
  id: z.string().describe('For get_article'),
  title: z.string(),
  publishedAt: z.string(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  section: z.string().nullable(),
  authors: z.array(z.string()),
  passages: z.array(z.string()).describe('As published, with what was found between ** and **'),
});

export type Quotation = z.infer<typeof quotation>;

export const searchOutput = {
  total: z.number(),
  exact: z.boolean().describe('false: there are more than total'),
  notes: z.array(z.string()).describe('How the query was read, where not as typed'),
  quotations: z.array(quotation),
};

export const articleInput = {
  id: z.string().describe('The id of a quotation'),
  offset: z.int().min(0).default(0).describe('Where in the body to begin: nextOffset of the answer before'),
};

export const articleOutput = {
  id: z.string(),
  title: z.string(),
  publishedAt: z.string(),
  url: z.string().nullable(),
  source: z.string().nullable(),
  section: z.string().nullable(),
  authors: z.array(z.string()),
  tags: z.array(z.string()),
  lead: z.string().nullable(),
  body: z.string(),
  captions: z.array(z.string()),
  nextOffset: z.number().nullable().describe('Where the body goes on; null where this is the end of it'),
};

export const coverageInput = {
  queries: z
    .array(z.string().max(MAX_QUERY_LENGTH))
    .min(1)
    .max(MAX_TRENDS)
    .describe('Queries as search_articles has them, to be compared; nothing of them is loosened'),
  interval: z.enum(TREND_INTERVALS).default('year').describe('What to count by'),
  ...narrowing,
};

export const coverageOutput = {
  interval: z.enum(TREND_INTERVALS),
  periods: z.array(z.object({ from: z.string(), to: z.string(), published: z.number() })),
  coverage: z.array(
    z.object({
      query: z.string(),
      total: z.number(),
      counts: z.array(z.number()).describe('One for each period'),
      shares: z.array(z.number()).describe('The same as parts of all that was published'),
      notes: z.array(z.string()),
    }),
  ),
};

const counted = z.array(z.object({ name: z.string(), articles: z.number() }));

export const factsOutput = {
  articles: z.number(),
  exact: z.boolean().describe('false: there are more'),
  first: z.string().nullable().describe('The day of the first article'),
  last: z.string().nullable(),
  years: counted,
  sections: counted.describe('Those that most articles have'),
  sources: counted.describe('Those that most articles have'),
};
