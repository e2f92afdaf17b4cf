import type { SearchResult } from '../../domain/search-result.ts';
import type { TypedDates } from '../dates/typed-dates.ts';
import type { PageAddress } from '../page-address.ts';
import { problemLines } from '../problem-lines.ts';
import type { Problem } from '../problem-lines.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { DateNotices } from './date-notices.tsx';
import { Notices } from './notices.tsx';

/** What came of counting: nothing to search for, a result, or why there is none. */
export type Counted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'found'; readonly result: SearchResult }
  | ({ readonly kind: 'failed' } & Problem);

export interface PreviewProps {
  readonly texts: Texts;
  /** That of the search that the form asks for. */
  readonly address: PageAddress;
  readonly dates: TypedDates;
  readonly counted: Counted;
}

/** The query that the form writes, and how many articles it finds. */
export const AdvancedPreview = ({ texts, address, dates, counted }: PreviewProps) => {
  const { preview } = texts.advanced;
  const q = address.get('q');
  return (
    <>
      <h2>{preview.label}</h2>
      {q !== '' && (
        <p class="written" lang="vi">
          <code>{q}</code>
        </p>
      )}
      {q === '' && counted.kind !== 'nothing' && <p>{preview.onlyFilters}</p>}
      <p class="count" data-count>
        {counted.kind === 'nothing' && preview.nothing}
        {counted.kind === 'failed' && (problemLines(texts, counted).join(' ') || preview.uncounted)}
        {counted.kind === 'found' && (
          <a href={address.href()}>
            {counted.result.total.value === 0
              ? texts.total.none
              : texts.total.some(counted.result.total.value, counted.result.total.exact)}
          </a>
        )}
      </p>
      <DateNotices texts={texts} dates={dates} />
      {counted.kind === 'found' && (
        <Notices texts={texts} address={address} result={counted.result} age={null} />
      )}
    </>
  );
};
