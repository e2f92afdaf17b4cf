import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** How many hits have a page with a number; from there on, each page says itself how to go on. */
const DEEPEST_HIT = 10_000;

interface PagesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** Where to go on beyond the last page that can be counted to; `null` where there is no more. */
  readonly nextCursor: string | null;
}

/** To the page before and the page after. */
export const Pages = ({ texts, address, page, size, total, nextCursor }: PagesProps) => {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1 && page === 1) return null;
  const reachable = Math.min(last, Math.floor(DEEPEST_HIT / size));
  const isCounted = !address.has('cursor');
  const next =
    isCounted && page < reachable
      ? address.href({ page: String(page + 1) })
      : nextCursor !== null && total > page * size
        ? address.href({ page: null, cursor: nextCursor })
        : null;
  return (
    <nav class="pages" aria-label={texts.pages.label}>
      {page > 1 && (
        <a rel="prev" href={address.href({ page: page === 2 ? null : String(Math.min(page - 1, last)) })}>
          {texts.pages.previous}
        </a>
      )}
      {isCounted ? (
        <span aria-current="page">{texts.pages.current(page, last)}</span>
      ) : (
        <a href={address.href({ cursor: null })}>{texts.pages.first}</a>
      )}
      {next !== null && (
        <a rel="next" href={next}>
          {texts.pages.next}
        </a>
      )}
    </nav>
  );
};
