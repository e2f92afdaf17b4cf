import { httpAsker } from './versus/http-asker.ts';

/**
 * Makes one segment of each shard. In how many a load leaves it is a matter of chance and of the size of its documents, and
 * each costs every search: without this the one that holds more would be compared by its number of segments.
 */
export const mergeSegments = async (url: string, index: string): Promise<void> => {
  const { ask, close } = httpAsker(url);
  try {
    await ask(`/${index}/_forcemerge?max_num_segments=1`, '');
  } finally {
    close();
  }
};
