import { periodLabel } from '../dates/period-label.ts';
import { FILTER_PARAMETERS } from '../page-address.ts';
import type { PageAddress, PageParameter } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

const VALUE_FILTERS = ['section', 'author', 'tag', 'source'] as const;

/** How words are read, where that leaves something out that they would find otherwise. */
const READINGS = [
  ['mode', 'phrase'],
  ['diacritics', 'strict'],
  ['relax', 'false'],
] as const;

/** All that narrows a search beside its words. */
const NARROWING: readonly PageParameter[] = [...FILTER_PARAMETERS, 'mode', 'slop', 'diacritics', 'relax'];

interface FilterChipsProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly chips: readonly Chip[];
}

export interface Chip {
  readonly label: string;
  /** The same for those who only hear it. */
  readonly what: string;
  readonly href: string;
}

/** Everything that narrows the search, each with a way to be rid of it. */
export const FilterChips = ({ texts, address, chips }: FilterChipsProps) => {
  if (chips.length === 0) return null;
  return (
    <nav class="chips" aria-label={texts.filters.active}>
      <ul>
        {chips.map(({ label, what, href }) => (
          <li>
            <a class="chip" href={href} aria-label={texts.filters.remove(what)}>
              <span>{label}</span>
              <span class="cross" aria-hidden="true">
                ×
              </span>
            </a>
          </li>
        ))}
        {chips.length > 1 && (
          <li>
            <a
              class="chip all"
              href={address.href(Object.fromEntries(NARROWING.map((name) => [name, null])))}
            >
              {texts.filters.removeAll}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};

/**
 * What each chip says, and where it leads.
 *
 * @param from the first and the last day that is searched, `2022-01-21`; as they are asked for
 */
export const chipsOf = (
  texts: Texts,
  address: PageAddress,
  from: string | null,
  to: string | null,
): Chip[] => {
  const period = periodLabel(texts, from, to);
  const dates =
    period === null ? [] : [{ label: period, what: period, href: address.href({ from: null, to: null }) }];
  const values = VALUE_FILTERS.flatMap((name) =>
    address.all(name).map((value) => ({
      label: value,
      what: `${texts.filters.names[name]}: ${value}`,
      href: address.href({ [name]: address.all(name).filter((other) => other !== value) }),
    })),
  );
  const readings = READINGS.filter(([name, value]) => address.get(name) === value).map(([name]) => ({
    label: texts.filters.readings[name],
    what: texts.filters.readings[name],
    href: address.href(name === 'mode' ? { mode: null, slop: null } : { [name]: null }),
  }));
  return [...dates, ...values, ...readings];
};
