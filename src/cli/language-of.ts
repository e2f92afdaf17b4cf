import type { Engine } from '../engine/engine.ts';
import { learnLanguage } from '../search/archive-language.ts';
import type { KnownLanguage } from '../search/archive-language.ts';
import { countText, createProgressLine, shareText, type ProgressStream } from './progress-line.ts';

/**
 * The language of an archive, for one search: read as a service reads it when it starts. That takes seconds of a large
 * archive.
 *
 * @param err where it is shown how far it is
 */
export const languageOf = async (
  engine: Engine,
  index: string,
  err: ProgressStream = process.stderr,
  signal?: AbortSignal,
): Promise<KnownLanguage> => {
  let done = { articles: 0, of: 0 };
  const language = learnLanguage(engine, index, {
    onRead: (articles, of) => (done = { articles, of }),
    ...(signal !== undefined && { signal }),
  });
  const progress = createProgressLine(err, (withBar) => learningText(done, withBar));
  try {
    await language.look();
  } finally {
    progress.end();
  }
  return language.current();
};

/** @param of how many are to be read; 0 as long as that is not known */
export const learningText = (
  { articles, of }: { readonly articles: number; readonly of: number },
  withBar: boolean,
): string =>
  of === 0
    ? 'Learning words …'
    : `Learning words: ${shareText(Math.min(1, articles / of), withBar)} of ${countText(of)} articles`;
