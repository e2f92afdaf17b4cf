import { z } from '@hono/zod-openapi';

/** One line of the answer to an upload. */
export const bulkResult = z
  .object({
    line: z.int().openapi({ description: 'From 1, blank lines counted', example: 1 }),
    id: z.string().nullable().openapi({ description: 'null where the line could not be read so far' }),
    status: z.enum(['created', 'updated', 'deleted', 'stale', 'failed']).openapi({
      description:
        'deleted: it is not there any more, or never was. stale: a newer version is stored, or was removed. failed: see error',
    }),
    error: z
      .object({
        code: z.string().openapi({ description: 'As in problem details', example: 'invalid_article' }),
        detail: z.string(),
        errors: z
          .array(z.object({ path: z.string(), message: z.string() }))
          .optional()
          .openapi({ description: 'The fields that are wrong, the first 20 of them' }),
      })
      .optional()
      .openapi({ description: 'For stale and failed' }),
  })
  .openapi('BulkResult');

const count = z.int().min(0);

/** The last line of the answer to an upload. */
export const bulkSummary = z
  .object({
    summary: z.object({
      lines: count.openapi({ description: 'The sum of the others' }),
      created: count,
      updated: count,
      deleted: count,
      stale: count,
      failed: count,
    }),
  })
  .openapi('BulkSummary');

export type BulkResult = z.infer<typeof bulkResult>;
export type BulkSummary = z.infer<typeof bulkSummary>;
