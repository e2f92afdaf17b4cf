import { z } from '@hono/zod-openapi';
import { ID } from '../../domain/id.ts';
import { SYNONYM_LIMITS } from '../../domain/synonyms.ts';

export const synonymsParameters = z.object({
  id: z
    .string()
    .regex(ID, 'must be 1 to 128 of the characters A–Z a–z 0–9 . _ : -')
    .openapi({ param: { name: 'id', in: 'path' }, description: 'The id of the entry', example: 'ubnd' }),
});

const spellings = z
  .array(z.string())
  .max(SYNONYM_LIMITS.spellings)
  .readonly()
  .openapi({
    description: 'Spellings that stand for each other',
    example: ['UBND', 'Ủy ban nhân dân'],
  });

const alsoFinds = z.array(z.string()).max(SYNONYM_LIMITS.spellings).readonly().openapi({
  description: 'What is found by them as well and does not find them: what stands behind => in the file',
  example: [],
});

/** The body of `PUT /v1/synonyms/{id}`. */
export const synonymsInput = z
  .strictObject({ spellings, alsoFinds: alsoFinds.optional() })
  .openapi('SynonymsInput', {
    description: 'A line of the list of synonyms: two spellings at least, on one side or on both',
  });

export const synonymsInputNames = Object.keys(synonymsInput.shape);

const at = (description: string) =>
  z.string().openapi({ description, format: 'date-time', example: '2022-01-20T08:00:00.000Z' });

export const synonymsResponse = z
  .object({
    id: z.string().openapi({ description: 'Its id', example: 'ubnd' }),
    spellings,
    alsoFinds,
    createdAt: at('When it was made'),
    updatedAt: at('When it was last changed'),
    warnings: z
      .array(z.string())
      .readonly()
      .openapi({
        description: 'What may not work as it was meant, in the words of timbao synonyms check',
        example: ['"UBND" is on line 12 as well; it stands for both'],
      }),
  })
  .openapi('Synonyms', { description: 'An entry of the list' });

export const allSynonymsResponse = z
  .object({
    synonyms: z
      .array(synonymsResponse)
      .readonly()
      .openapi({ description: 'The entries that can be changed here, the oldest first' }),
    file: z
      .array(
        z
          .object({
            line: z.int().min(1).openapi({ description: 'Where in the file it is', example: 12 }),
            spellings,
            alsoFinds,
          })
          .openapi('ListedSynonyms', { description: 'A line of the file' }),
      )
      .readonly()
      .openapi({ description: 'What is in the file (TIMBAO_ABBREVIATIONS): the base, which holds as well' }),
  })
  .openapi('AllSynonyms', { description: 'All synonyms that are in use' });
