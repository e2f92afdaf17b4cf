import { z } from '@hono/zod-openapi';
import { PROBLEM_CODES } from '../on-error.ts';
import { fieldError } from './problem.ts';

/** One line of the answer to an upload. */
export const bulkResult = z
  .object({
    line: z.int().openapi({ description: 'From 1, blank lines counted', example: 1 }),
    id: z.string().nullable().openapi({
      description: 'The id of the article; null where the line could not be read so far',
      example: 'bao-2022-00117',
    }),
    status: z.enum(['created', 'updated', 'deleted', 'stale', 'failed']).openapi({
      description:
        'deleted: it is not there any more, or never was. stale: a newer version is stored, or was removed. failed: see error',
      example: 'created',
    }),
    error: z
      .object({
        code: z
          .enum(PROBLEM_CODES)
          .openapi({ description: 'As in problem details', example: 'invalid_article' }),
        detail: z.string().openapi({ description: 'For a person', example: 'The field “title” is missing.' }),
        errors: z
          .array(fieldError)
          .optional()
          .openapi({ description: 'The fields that are wrong, the first 20 of them' }),
      })
      .optional()
      .openapi({ description: 'For stale and failed' }),
  })
  .openapi('BulkResult', { description: 'What became of a line' });

const count = (description: string, example: number) => z.int().min(0).openapi({ description, example });

/** The last line of the answer to an upload. */
export const bulkSummary = z
  .object({
    summary: z
      .object({
        lines: count('How many lines there were: the sum of the others', 3),
        created: count('How many are new', 1),
        updated: count('How many stand in the place of others', 0),
        deleted: count('How many are not there any more', 1),
        stale: count('How many were older than what is stored', 0),
        failed: count('How many were not stored', 1),
      })
      .openapi({ description: 'How many lines came to what' }),
  })
  .openapi('BulkSummary', { description: 'The sums, in the last line' });

export type BulkResult = z.infer<typeof bulkResult>;
export type BulkSummary = z.infer<typeof bulkSummary>;
