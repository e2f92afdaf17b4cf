import { periodLabel } from '../dates/period-label.ts';
import { FILTER_PARAMETERS } from '../page-address.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

const VALUE_FILTERS = ['section', 'author', 'tag', 'source'] as const;

interface FilterChipsProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  /** The first and the last day that is searched, `2022-01-21`; as they are asked for. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Each filter in use, with a way to be rid of it. */
export const FilterChips = ({ texts, address, from, to }: FilterChipsProps) => {
  const chips = VALUE_FILTERS.flatMap((name) =>
    address.all(name).map((value) => ({
      label: value,
      what: `${texts.filters.names[name]}: ${value}`,
      href: address.href({ [name]: address.all(name).filter((other) => other !== value) }),
    })),
  );
  const period = periodLabel(texts, from, to);
  if (period !== null)
    chips.unshift({ label: period, what: period, href: address.href({ from: null, to: null }) });
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
              href={address.href(Object.fromEntries(FILTER_PARAMETERS.map((name) => [name, null])))}
            >
              {texts.filters.removeAll}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};
