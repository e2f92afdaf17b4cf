import type { Article } from './article.ts';

/** An article as it is read after a search. Its texts are HTML: escaped, with what was searched for in `<mark>`. */
export interface ArticleView {
  readonly article: Article;
  readonly marked: {
    readonly title: string;
    readonly lead: string | null;
    readonly paragraphs: readonly string[];
    readonly captions: readonly string[];
  };
}
