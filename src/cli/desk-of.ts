import { createPinDesk } from '../desk/pins/pin-desk.ts';
import { createSynonymDesk } from '../desk/synonyms/synonym-desk.ts';
import type { View } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import type { ReadingContext } from '../search/search-context.ts';

/**
 * What editors keep beside the articles, for one search: as a running service has it.
 *
 * @param alias the setting TIMBAO_INDEX
 * @param file the list of the file
 */
export const deskOf = async (
  engine: Engine,
  alias: string,
  file: Abbreviations,
  { at }: View,
): Promise<Pick<ReadingContext, 'abbreviations' | 'pins'>> => {
  const over = new AbortController();
  const options = { signal: over.signal };
  try {
    const [abbreviations, list] = await Promise.all([
      createSynonymDesk(engine, alias, () => file, options).known(),
      createPinDesk(engine, alias, options).known(),
    ]);
    return { abbreviations, pins: { list, at } };
  } finally {
    over.abort();
  }
};
