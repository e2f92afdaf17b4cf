import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import type { Diacritics } from '../../../src/domain/search-request.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { planMatch } from '../../../src/matching/plan-match.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { createArticleTest } from '../../../src/results/article-test.ts';

const article: Article = {
  id: 'a',
  title: 'Mưa lũ ở Sốp Cộp',
  lead: 'Đường vào bản bị cắt.',
  body: 'Ủy ban nhân dân huyện đưa gạo lên.\n\nThủy điện xả nước.',
  captions: ['Cầu tạm bị cuốn trôi.'],
  authors: ['Lò Văn Hặc'],
  tags: [],
  publishedAt: '2022-01-21T00:00:00+07:00',
};

const judge = (q: string, diacritics: Diacritics = 'strict'): boolean | null => {
  const { node } = parseQuery(q);
  const match =
    node === null
      ? null
      : planMatch(node, {
          diacritics,
          step: 'typed',
          meantUnmarked: () => true,
          abbreviations: parseAbbreviations('UBND = Ủy ban nhân dân'),
        });
  return match === null ? null : createArticleTest(match)(article);
};

describe('createArticleTest', () => {
  it.each(['sốp cộp', 'SỐP lũ', 'cầu gạo đường', 'thuỷ điện', 'ủy ban nhân dân huyện', 'bão OR lũ', 'hặc'])(
    'says yes to %s',
    (q) => expect(judge(q)).toBe(true),
  );

  it.each(['sop cop', 'sộp cốp', 'bão', 'lũ bão', 'dương', 'bão OR hạn', 'bão "sốp cộp"'])(
    'says no to %s',
    (q) => expect(judge(q)).toBe(false),
  );

  it.each(['"sốp cộp"', 'cộp*', 'title:lũ', '-bão', 'lũ từ:2022', 'UBND', 'bão OR "sốp cộp"'])(
    'leaves to the engine: %s',
    (q) => expect(judge(q)).toBeNull(),
  );

  it('leaves to the engine what may have any marks', () => {
    expect(judge('sop cop', 'auto')).toBeNull();
    expect(judge('sốp cộp', 'ignore')).toBeNull();
  });
});
