import type { Article } from '../domain/article.ts';
import { csvHead, csvRow } from './article-csv.ts';
import { articleLine } from './article-line.ts';
import { bodyAsSent } from './clean-article.ts';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Fewer, larger pieces: each takes a turn of its own on its way out. */
const PIECE_LENGTH = 64 * 1024;

/**
 * Articles as the text of a file. A line of JSON is what `PUT` and `timbao import` take, and read again they make the
 * same article.
 *
 * @param others are put after the articles, one a line
 */
export async function* exportText(
  articles: AsyncIterable<Article>,
  format: ExportFormat,
  others: AsyncIterable<object> = nothing(),
): AsyncGenerator<string, void, void> {
  const write = format === 'csv' ? csvRow : importedAgain;
  let piece = format === 'csv' ? csvHead() : '';
  for await (const article of articles) {
    piece += write(article);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  for await (const other of others) {
    piece += `${JSON.stringify(other)}\n`;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const importedAgain = (article: Article): string =>
  articleLine({ ...article, body: bodyAsSent(article.body) });

async function* nothing(): AsyncGenerator<never, void, void> {}
