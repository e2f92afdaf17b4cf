import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** How many hits can be paged through; the search itself goes no further. */
const DEEPEST_HIT = 10_000;

interface PagesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** To the page before and the page after. */
export const Pages = ({ texts, address, page, size, total }: PagesProps) => {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1 && page === 1) return null;
  const reachable = Math.min(last, Math.floor(DEEPEST_HIT / size));
  const isDeepest = page >= reachable && last > reachable;
  return (
    <nav class="pages" aria-label={texts.pages.label}>
      {page > 1 && (
        <a rel="prev" href={address.href({ page: page === 2 ? null : String(Math.min(page - 1, last)) })}>
          {texts.pages.previous}
        </a>
      )}
      <span aria-current="page">{texts.pages.current(page, last)}</span>
      {page < reachable && (
        <a rel="next" href={address.href({ page: String(page + 1) })}>
          {texts.pages.next}
        </a>
      )}
      {isDeepest && <p>{texts.pages.deepest}</p>}
    </nav>
  );
};
