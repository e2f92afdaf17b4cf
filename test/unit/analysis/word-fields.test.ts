import { describe, expect, it } from 'vitest';
import { articlesIndexBody } from '../../../src/analysis/index-body.ts';
import { tokenizerIn, withTokenizer } from '../../../src/analysis/word-fields.ts';
import { differences } from '../../../src/index-lifecycle/verify-index.ts';

describe('withTokenizer', () => {
  it('leaves a body of syllables as it was released', () => {
    expect(withTokenizer(articlesIndexBody, 'icu_tokenizer')).toBe(articlesIndexBody);
  });

  it('adds a field of words, and changes nothing that is there', () => {
    const body = withTokenizer(articlesIndexBody, 'vi_tokenizer');
    const added = differences(articlesIndexBody, body);
    expect(added.map(({ expected }) => expected)).toEqual(added.map(() => null));
    expect(body).toMatchObject(articlesIndexBody);
    expect(body.mappings).toMatchObject({
      properties: {
        text: { analyzer: 'vi_exact', fields: { words: { analyzer: 'vi_words' } } },
      },
    });
  });

  it('names only what the body has', () => {
    const { settings } = withTokenizer(articlesIndexBody, 'vi_tokenizer') as unknown as {
      settings: {
        index: {
          analysis: {
            char_filter: object;
            filter: object;
            analyzer: { vi_words: { char_filter: string[]; filter: string[] } };
          };
        };
      };
    };
    const { char_filter, filter, analyzer } = settings.index.analysis;
    expect(Object.keys(char_filter)).toEqual(expect.arrayContaining(analyzer.vi_words.char_filter));
    expect(Object.keys(filter)).toEqual(expect.arrayContaining(analyzer.vi_words.filter));
  });
});

describe('tokenizerIn', () => {
  it('reads the tokenizer that an index was made with', () => {
    expect(tokenizerIn(withTokenizer(articlesIndexBody, 'vi_tokenizer').settings)).toBe('vi_tokenizer');
    expect(tokenizerIn(articlesIndexBody.settings)).toBe('icu_tokenizer');
    expect(tokenizerIn({})).toBe('icu_tokenizer');
  });
});
