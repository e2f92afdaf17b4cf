import { z } from '@hono/zod-openapi';
import { MAX_ANALYZED_LENGTH } from '../../text/analyze-text.ts';

/** The parameters of `GET /v1/analyze`. */
export const analyzeParameters = z.strictObject({
  text: z
    .string({
      error: ({ input }) =>
        input === undefined
          ? 'is missing: give the text to analyze'
          : 'is given more than once; give it once',
    })
    .transform((text) => text.normalize('NFC'))
    .refine((text) => text.trim() !== '', 'is empty: give the text to analyze')
    .refine((text) => text.length <= MAX_ANALYZED_LENGTH, `must be at most ${MAX_ANALYZED_LENGTH} characters`)
    .openapi({
      type: 'string',
      maxLength: MAX_ANALYZED_LENGTH,
      example: 'Đảng bộ huyện Sốp Cộp',
      description: 'The text to analyze',
    }),
});

const TONES = ['ngang', 'huyền', 'sắc', 'hỏi', 'ngã', 'nặng'] as const;

const analyzedToken = z
  .object({
    text: z.string().openapi({ description: 'As written', example: 'Đảng' }),
    start: z.int().openapi({ description: 'Where it begins in text, counted in UTF-16 units', example: 0 }),
    end: z.int().openapi({ description: 'Where it ends, exclusive', example: 4 }),
    exact: z.string().openapi({ description: 'With all marks, to be read', example: 'đảng' }),
    toneless: z.string().openapi({ description: 'Without its tone', example: 'đang' }),
    folded: z.string().openapi({ description: 'Without any mark', example: 'dang' }),
    syllable: z
      .boolean()
      .openapi({ description: 'Whether it is a possible Vietnamese syllable as written', example: true }),
    tone: z.enum(TONES).openapi({ description: 'Its tone; ngang where it has no mark', example: 'hỏi' }),
    markedLetters: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Its letters with a mark of their own', example: ['đ'] }),
    terms: z
      .object({
        exact: z.string().openapi({ description: 'With all marks', example: 'đang\u0309' }),
        toneless: z.string().openapi({ description: 'Without its tone', example: 'đang' }),
        folded: z.string().openapi({ description: 'Without any mark', example: 'dang' }),
      })
      .openapi({ description: 'The terms in the index: decomposed (NFD), the tone mark at the end' }),
  })
  .openapi('AnalyzedToken', { description: 'A word of the text: most often one syllable' });

/** The answer of `GET /v1/analyze`. */
export const analyzeResponse = z
  .object({
    text: z
      .string()
      .openapi({ description: 'The text in NFC: what start and end count in', example: 'Đảng bộ' }),
    tokens: z.array(analyzedToken).readonly().openapi({ description: 'Its words, in order' }),
  })
  .openapi('AnalyzedText', { description: 'How a text is seen' });
