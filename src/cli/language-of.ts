import type { Engine } from '../engine/engine.ts';
import { learnLanguage } from '../search/archive-language.ts';
import type { KnownLanguage } from '../search/archive-language.ts';

/** The language of an archive, for one search: read as a service reads it when it starts. */
export const languageOf = async (
  engine: Engine,
  index: string,
  signal?: AbortSignal,
): Promise<KnownLanguage> => {
  const language = learnLanguage(engine, index, signal === undefined ? {} : { signal });
  await language.look();
  return language.current();
};
