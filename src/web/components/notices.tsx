import type { SearchResult, SearchWarning } from '../../domain/search-result.ts';
import type { QueryWarningCode } from '../../query/ast.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { QUOTES } from '../../text/quotes.ts';

interface NoticesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly result: SearchResult;
  /** Seconds since it was found, where there was no time to search anew. */
  readonly age: number | null;
}

/** What the reader should know about how the query was read: another was meant, it was loosened, parts are odd. */
export const Notices = ({ texts, address, result, age }: NoticesProps) => {
  const { relaxed, corrected, suggestion, text } = result.query;
  const some =
    age !== null ||
    suggestion !== undefined ||
    corrected !== null ||
    relaxed !== null ||
    result.partial ||
    result.warnings.length > 0;
  if (!some) return null;
  return (
    <section class="notices" aria-label={texts.notices.label}>
      {age !== null && <p class="earlier">{texts.notices.earlier(age)}</p>}
      {corrected !== null && (
        <p class="corrected">
          {texts.notices.corrected} <a href={address.href({ q: corrected.to })}>{corrected.to}</a>.{' '}
          <a href={address.href({ relax: 'false' })}>
            {texts.notices.searchTyped} <q>{corrected.from}</q>
          </a>
        </p>
      )}
      {suggestion !== undefined && (
        <p class="meant">
          {texts.notices.didYouMean} <a href={address.href({ q: suggestion })}>{suggestion}</a>
        </p>
      )}
      {relaxed !== null && (
        <p>
          {texts.notices.relaxed[relaxed]}{' '}
          <a href={address.href({ relax: 'false' })}>{texts.notices.searchExactly}</a>
        </p>
      )}
      {result.partial && <p>{texts.total.partial}</p>}
      {result.warnings.length > 0 && (
        <ul class="warnings">
          {result.warnings.map((warning) => (
            <Warning texts={texts} query={text} warning={warning} />
          ))}
        </ul>
      )}
    </section>
  );
};

/** What a warning says, in the reader's language where that has it. */
export const warningText = (
  texts: Texts,
  { code, message }: Pick<SearchWarning, 'code' | 'message'>,
): string => texts.notices.warnings[code as QueryWarningCode] ?? message;

/** A warning under the query it is about, with its place underlined. */
const Warning = ({ texts, query, warning }: { texts: Texts; query: string; warning: SearchWarning }) => {
  const { start, end } = placeOf(query, warning.at);
  return (
    <li>
      <q class="place">
        {query.slice(0, start)}
        <em>{query.slice(start, end)}</em>
        {query.slice(end)}
      </q>{' '}
      {warningText(texts, warning)}
    </li>
  );
};

const WORD_OR_SIGN = new RegExp(`^(?:[${QUOTES}()（）*-]|[^\\s${QUOTES}()（）]+)`, 'u');

/** The word, or the one sign, that stands at a place of the query. */
export const placeOf = (query: string, at: number): { start: number; end: number } => {
  const start = Math.min(Math.max(at, 0), query.length);
  const word = WORD_OR_SIGN.exec(query.slice(start))?.[0] ?? '';
  return { start, end: start + word.length };
};
