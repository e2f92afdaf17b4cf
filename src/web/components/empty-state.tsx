import type { Wanted } from '../../domain/search-request.ts';
import type { Autopsy, AutopsyPart, SearchParameters } from '../../domain/search-result.ts';
import { FILTER_PARAMETERS, PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { QUOTES } from '../../text/quotes.ts';

interface EmptyStateProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly wanted: Wanted;
  readonly autopsy: Autopsy | null;
}

/** Nothing was found: says so plainly, shows which part is in the way, and offers ways on in one click. */
export const EmptyState = ({ texts, address, wanted, autopsy }: EmptyStateProps) => {
  const hasQuery = wanted.q.trim() !== '';
  const nearest = autopsy?.nearest ?? null;
  const parts = autopsy?.parts ?? [];
  const ways = waysOn(texts, address, wanted);
  return (
    <section class="empty">
      {hasQuery && (
        <p class="said">
          {texts.empty.forQuery} <q>{wanted.q}</q>.
        </p>
      )}
      {nearest !== null && (
        <p class="nearest">
          {texts.empty.nearest}{' '}
          <a href={nearestHref(address, nearest.parameters)}>
            {nearestName(texts, parts, nearest)}
            <span class="count">{texts.total.some(nearest.total.value, nearest.total.exact)}</span>
          </a>
        </p>
      )}
      {parts.length > 1 && <Parts texts={texts} parts={parts} />}
      {ways.length > 0 && (
        <>
          <h2>{texts.empty.ways}</h2>
          <ul class="ways">
            {ways.map(([label, href]) => (
              <li>
                <a href={href}>{capitalised(label)}</a>
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

/** Each thing that was asked for, with how many articles have it, and how many there would be without it. */
const Parts = ({ texts, parts }: { texts: Texts; parts: readonly AutopsyPart[] }) => (
  <table class="parts">
    <caption>{texts.empty.parts}</caption>
    <thead>
      <tr>
        <th scope="col">{texts.empty.part}</th>
        <th scope="col">{texts.empty.alone}</th>
        <th scope="col">{texts.empty.without}</th>
      </tr>
    </thead>
    <tbody>
      {parts.map(({ kind, text, alone, without }) => (
        <tr class={(kind !== 'exclusion' && alone === 0) || (without ?? 0) > 0 ? 'in-the-way' : undefined}>
          <th scope="row">
            <small>{texts.empty.kinds[kind]}</small> {text}
          </th>
          <td>{texts.number(alone)}</td>
          <td>{without === null ? '–' : texts.number(without)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

type Nearest = NonNullable<Autopsy['nearest']>;

/** What the nearest search does differently, in a few words. */
const nearestName = (texts: Texts, parts: readonly AutopsyPart[], nearest: Nearest): string => {
  const dropped = nearest.dropped.flatMap((place) => parts[place]?.text ?? []);
  return [
    ...(nearest.ignoresMarks ? [texts.empty.ignoreMarks] : []),
    ...(nearest.opensPhrases ? [texts.empty.asWords] : []),
    ...(dropped.length > 0 ? [texts.empty.drop(dropped.join(', '))] : []),
  ].join('; ');
};

/** Its parameters in place of those of the page, in the same language. */
const nearestHref = (address: PageAddress, parameters: SearchParameters): string => {
  const query = new URLSearchParams();
  // The page shows sets unless its address says otherwise.
  const { collapse: _, ...asked } = parameters;
  for (const [name, value] of Object.entries(asked)) {
    for (const one of [value].flat()) query.append(name, String(one));
  }
  for (const name of ['lang', 'collapse'] as const) {
    if (address.has(name)) query.set(name, address.get(name));
  }
  return new PageAddress(query).href();
};

const waysOn = (texts: Texts, address: PageAddress, wanted: Wanted): [string, string][] => {
  const ways: [label: string, href: string][] = [];
  const hasQuery = wanted.q.trim() !== '';
  if (hasQuery && address.has(...FILTER_PARAMETERS)) {
    const none = Object.fromEntries(FILTER_PARAMETERS.map((name) => [name, null]));
    ways.push([texts.empty.withoutFilters, address.href(none)]);
  }
  if (address.has('from', 'to') && address.has('section', 'author', 'tag', 'source')) {
    ways.push([texts.empty.withoutDates, address.href({ from: null, to: null })]);
  }
  if (!wanted.relax) ways.push([texts.empty.relax, address.href({ relax: null })]);
  if (wanted.diacritics === 'strict') {
    ways.push([texts.empty.ignoreMarks, address.href({ diacritics: null })]);
  }
  if (wanted.mode === 'phrase') {
    ways.push([texts.empty.asWords, address.href({ mode: null, slop: null })]);
  } else if (QUOTE.test(wanted.q)) {
    const words = wanted.q.replaceAll(CLOSED_QUOTES, ' ').replaceAll(/\s+/g, ' ').trim();
    ways.push([texts.empty.asWords, address.href({ q: words })]);
  }
  return ways;
};

const capitalised = (text: string): string => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1);

const QUOTE = new RegExp(`[${QUOTES}]`, 'u');
const CLOSED_QUOTES = new RegExp(`[${QUOTES}](?:~\\d+)?`, 'gu');
