import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { ask } from './ask.ts';
import { knownSearch } from './known-articles.ts';
import type { Ledger } from './ledger.ts';

/**
 * Searches at a steady rate until the signal, whatever becomes of the earlier ones, of each service in turn.
 *
 * @returns every search whose answer was whole, and not what it has to be
 */
export const readWhile = async (
  addresses: readonly string[],
  perSecond: number,
  ledger: Ledger,
  stop: AbortSignal,
): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const underWay = new Set<Promise<void>>();
  const searchOnce = async (n: number): Promise<void> => {
    const { query, ids } = knownSearch(n);
    const address = addresses[n % addresses.length] ?? '';
    const { status, text } = await ask(ledger, 'search', `${address}/v1/search?${query}`);
    if (status !== 200) return;
    const { partial, total, hits } = JSON.parse(text) as SearchResult;
    if (partial) return;
    const found = hits.map(({ id }) => id).toSorted();
    if (total.value !== ids.length || found.join(' ') !== ids.join(' '))
      wrong.push(
        `${decodeURIComponent(query)}: ${total.value} found, ${ids.length} there are: ${found.join(' ')}`,
      );
  };
  const start = performance.now();
  for (let asked = 0; !stop.aborted; await sleep(5)) {
    const due = ((performance.now() - start) / 1_000) * perSecond;
    for (; asked < due; asked++) {
      const one = searchOnce(asked);
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    }
  }
  await Promise.all(underWay);
  return wrong;
};
