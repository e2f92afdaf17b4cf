import { z } from '@hono/zod-openapi';
import { ID } from '../../domain/id.ts';
import { PIN_LIMITS } from '../../domain/pin.ts';
import { MAX_QUERY_LENGTH } from '../../query/limits.ts';

export const pinParameters = z.object({
  id: z
    .string()
    .regex(ID, 'must be 1 to 128 of the characters A–Z a–z 0–9 . _ : -')
    .openapi({
      param: { name: 'id', in: 'path' },
      description: 'The id of the pin',
      example: '5d0cf6a5-9a3c-4d0f-8f0a-0f8a4a4bb0e7',
    }),
});

const articles = (description: string, example: string[]) =>
  z.array(z.string()).max(PIN_LIMITS.articles).readonly().openapi({ description, example });

const queries = z
  .array(z.string().max(MAX_QUERY_LENGTH))
  .min(1)
  .max(PIN_LIMITS.queries)
  .readonly()
  .openapi({
    description:
      'The queries, as words: met in any case and spelling habit; marks that a reader types must be theirs, missing ones are met as the search reads them',
    example: ['thủy điện', 'nhà máy thủy điện'],
  });

const fields = {
  queries,
  first: articles('The ids of the articles that come first, in their order; they need not have the words', [
    'bao-2022-00117',
  ]),
  never: articles('The ids of articles that are never found by these queries', ['bao-2019-00042']),
};

const FROM = { example: '2022-01-21T00:00:00+07:00' };
const UNTIL = { example: '2022-01-31T23:59:59.999+07:00' };

/** The body of `POST /v1/pins` and `PUT /v1/pins/{id}`. */
export const pinInput = z
  .strictObject({
    queries,
    first: fields.first.optional(),
    never: fields.never.optional(),
    from: z
      .string()
      .optional()
      .openapi({
        description: 'When it begins: a day (2022-01-21), which is its first instant in Vietnam, or RFC 3339',
        ...FROM,
      }),
    until: z
      .string()
      .optional()
      .openapi({
        description: 'When it ends: a day, which is its last instant in Vietnam, or RFC 3339',
        ...UNTIL,
      }),
  })
  .openapi('PinInput', {
    description: 'What is to come of some queries: it names an article in first, in never, or in both',
  });

export const pinInputNames = Object.keys(pinInput.shape);

const pinFields = {
  id: z.string().openapi({ description: 'Its id', example: '5d0cf6a5-9a3c-4d0f-8f0a-0f8a4a4bb0e7' }),
  ...fields,
  from: z
    .string()
    .optional()
    .openapi({ description: 'When it begins', format: 'date-time', ...FROM }),
  until: z
    .string()
    .optional()
    .openapi({ description: 'When it ends', format: 'date-time', ...UNTIL }),
  createdAt: z
    .string()
    .openapi({ description: 'When it was made', format: 'date-time', example: '2022-01-20T08:00:00.000Z' }),
  updatedAt: z.string().openapi({
    description: 'When it was last changed',
    format: 'date-time',
    example: '2022-01-20T08:00:00.000Z',
  }),
};

const pin = z
  .object(pinFields)
  .openapi('Pin', { description: 'Articles that come first, or never, for some queries' });

/** What is answered of one pin: to whoever wrote it, and to whoever asks for it. */
export const pinResponse = z
  .object({
    ...pinFields,
    warnings: z
      .array(
        z
          .object({
            code: z
              .literal('article_not_seen')
              .openapi({ description: 'For a program', example: 'article_not_seen' }),
            message: z.string().openapi({
              description: 'For a person, in English',
              example:
                'There is no article with the id “bao-2019-00042” that you see now. The pin holds for it once there is.',
            }),
            path: z
              .string()
              .openapi({ description: 'The field that it is about, dotted', example: 'never.0' }),
          })
          .openapi('PinWarning', { description: 'What may not come of a pin as it was meant' }),
      )
      .readonly()
      .openapi({
        description: 'The articles that are not there, or hidden from the key: the pin waits for them',
      }),
  })
  .openapi('CheckedPin', { description: 'A pin, and what may not come of it as it was meant' });

export const pinsResponse = z
  .object({
    pins: z.array(pin).readonly().openapi({ description: 'All of them, the oldest first' }),
  })
  .openapi('Pins', { description: 'The pins of the newsroom' });
