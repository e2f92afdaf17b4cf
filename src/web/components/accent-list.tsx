import type { AccentedForms } from '../../domain/search-result.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** How many ways of writing a syllable are offered. */
const FORMS = 5;

interface AccentListProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly accents: readonly AccentedForms[];
}

/** For a query typed without marks: how each of its syllables is written in what was found, to choose the one meant. */
export const AccentList = ({ texts, address, accents }: AccentListProps) => {
  const open = accents.filter(({ forms }) => forms.length > 1);
  if (open.length === 0) return null;
  return (
    <details class="accents" open={open.length === 1}>
      <summary>{texts.accents.label}</summary>
      <dl>
        {open.map(({ typed, forms }) => (
          <div>
            <dt>{typed}</dt>
            <dd>
              {forms.slice(0, FORMS).map(({ text, count, query }) => (
                <a href={address.href({ q: query })} rel="nofollow">
                  {text} <span class="count">{texts.number(count)}</span>
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
};
