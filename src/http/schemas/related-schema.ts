import { z } from '@hono/zod-openapi';
import type { RelatedRequest } from '../../domain/related.ts';
import { hidden } from './article-schema.ts';
import { invalidParameters } from './field-errors.ts';
import { day, integer, preview } from './search-parameters.ts';

/** The parameters of `GET /v1/articles/{id}/related`. */
export const relatedParameters = z.strictObject({
  size: integer(1, 20, 5, 'The most articles'),
  from: day('from', 'Published on this day or later; the same forms as in a search'),
  to: day('to', 'Published on this day or earlier, inclusive; the same forms'),
  preview,
});

/** @throws AppError `invalid_parameters` where `from` is later than `to` */
export const toRelatedRequest = ({
  size,
  from,
  to,
  preview,
}: z.output<typeof relatedParameters>): RelatedRequest => {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    throw invalidParameters([
      { path: 'from', message: 'is later than to: nothing can be published between them' },
    ]);
  }
  return {
    size,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(preview === 'true' && { preview: true }),
  };
};

const relatedArticle = z
  .object({
    id: z.string().openapi({ description: 'The id of the article', example: 'bao-2021-03391' }),
    title: z
      .string()
      .openapi({ description: 'Its title, plain text', example: 'Bản Nà Pồng góp đất mở đường' }),
    lead: z
      .string()
      .nullable()
      .openapi({ description: 'Its opening, plain text', example: 'Mười hai hộ đã nhường đất ruộng.' }),
    url: z.string().nullable().openapi({
      description: 'Where it was published',
      example: 'https://bao.example/na-pong-gop-dat.html',
    }),
    image: z.string().nullable().openapi({
      description: 'The address of its picture',
      example: 'https://bao.example/na-pong-gop-dat.jpg',
    }),
    section: z.string().nullable().openapi({ description: 'Its section', example: 'Kinh tế' }),
    source: z.string().nullable().openapi({ description: 'The paper or agency', example: 'Báo Mường Ảng' }),
    publishedAt: z.string().openapi({
      format: 'date-time',
      description: 'When it was published, in Vietnam time',
      example: '2021-11-03T00:00:00+07:00',
    }),
    hidden,
  })
  .openapi('RelatedArticle', { description: 'An article about the same thing' });

/** The answer of `GET /v1/articles/{id}/related`. */
export const relatedResponse = z
  .object({
    id: z.string().openapi({ description: 'The id of the article asked about', example: 'bao-2022-00117' }),
    related: z
      .array(relatedArticle)
      .readonly()
      .openapi({ description: 'The nearest first; empty where nothing else is about the same thing' }),
    partial: z.boolean().openapi({
      description: 'Some of the index did not answer: there may be more',
      example: false,
    }),
  })
  .openapi('RelatedArticles', { description: 'Other coverage of what an article is about' });
