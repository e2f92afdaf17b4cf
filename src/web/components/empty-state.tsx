import type { SearchRequest } from '../../domain/search-request.ts';
import { FILTER_PARAMETERS } from '../page-address.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface EmptyStateProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly request: SearchRequest;
}

/** Nothing was found: says so plainly, and offers what can be done about it in one click. */
export const EmptyState = ({ texts, address, request }: EmptyStateProps) => {
  const ways: [label: string, href: string][] = [];
  const hasQuery = request.q.trim() !== '';
  if (hasQuery && address.has(...FILTER_PARAMETERS)) {
    ways.push([texts.empty.withoutFilters, address.href(without(FILTER_PARAMETERS))]);
  }
  if (address.has('from', 'to') && address.has('section', 'author', 'tag', 'source')) {
    ways.push([texts.empty.withoutDates, address.href({ from: null, to: null })]);
  }
  if (!request.relax) ways.push([texts.empty.relax, address.href({ relax: null })]);
  if (request.diacritics === 'strict')
    ways.push([texts.empty.ignoreMarks, address.href({ diacritics: null })]);
  if (request.mode === 'phrase') ways.push([texts.empty.asWords, address.href({ mode: null, slop: null })]);
  else if (/["“”„‟«»]/u.test(request.q)) {
    ways.push([
      texts.empty.asWords,
      address.href({ q: request.q.replaceAll(/["“”„‟«»](?:~\d+)?/gu, ' ').trim() }),
    ]);
  }
  return (
    <section class="empty">
      <h2>{texts.empty.title}</h2>
      {hasQuery && (
        <p>
          {texts.empty.forQuery} <q>{request.q}</q>.
        </p>
      )}
      {ways.length > 0 && (
        <>
          <h3>{texts.empty.ways}</h3>
          <ul class="ways">
            {ways.map(([label, href]) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {hasQuery && (
        <ul class="advice">
          {texts.empty.advice.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
};

const without = (names: typeof FILTER_PARAMETERS) => Object.fromEntries(names.map((name) => [name, null]));
