import type { SearchSort } from '../../domain/search-request.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface SortLinksProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly sort: SearchSort;
}

/** The orders there are; without words there is nothing to rank by. */
export const SortLinks = ({ texts, address, sort }: SortLinksProps) => {
  const hasQuery = address.has('q');
  const orders = (['relevance', 'newest', 'oldest'] as const).filter(
    (order) => hasQuery || order !== 'relevance',
  );
  const fallback = hasQuery ? 'relevance' : 'newest';
  return (
    <nav class="sort" aria-label={texts.sort.label}>
      {orders.map((order) => (
        <a
          href={address.href({ sort: order === fallback ? null : order })}
          aria-current={order === sort ? 'true' : undefined}
        >
          {texts.sort[order]}
        </a>
      ))}
    </nav>
  );
};
