import { PAGE_PARAMETERS } from '../page-address.ts';
import type { PageAddress, PageParameter } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** What says how a page shows articles, and nothing about which: an export takes the rest of a search. */
const SHOWN: ReadonlySet<PageParameter> = new Set(['collapse', 'size', 'page', 'cursor', 'lang']);
const EXPORTED = PAGE_PARAMETERS.filter((name) => !SHOWN.has(name));

/** A feed is always newest first, and is never loosened. */
const FED = EXPORTED.filter((name) => name !== 'sort' && name !== 'relax');

/** The same search at another address of the service. */
const elsewhere = (
  address: PageAddress,
  path: string,
  names: readonly PageParameter[],
  more: readonly (readonly [string, string])[] = [],
): string => {
  const query = new URLSearchParams();
  for (const name of names) for (const value of address.all(name)) query.append(name, value);
  for (const [name, value] of more) query.append(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
};

/** Where the search is a feed to follow. */
export const feedHref = (address: PageAddress): string => elsewhere(address, '/v1/feed.atom', FED);

interface TakeAlongProps {
  readonly texts: Texts;
  readonly address: PageAddress;
}

/**
 * The search as a file or as a feed. Where the service asks for a key, `client/export.ts` asks the editor for it; it
 * is sent as the interface wants it and forgotten with the tab.
 */
export const TakeAlong = ({ texts, address }: TakeAlongProps) => {
  const { takeAlong } = texts;
  return (
    <section class="facet take-along" aria-labelledby="take-along-name">
      <h3 id="take-along-name">{takeAlong.label}</h3>
      <ul>
        {(['csv', 'ndjson'] as const).map((format) => (
          <li>
            <a
              href={elsewhere(address, '/v1/export', EXPORTED, [['format', format]])}
              rel="nofollow"
              download={`timbao.${format}`}
              data-export
            >
              <span class="value">{takeAlong[format]}</span>
            </a>
          </li>
        ))}
        <li>
          <a href={feedHref(address)} rel="nofollow">
            <span class="value">{takeAlong.feed}</span>
          </a>
        </li>
      </ul>
      <dialog class="key" aria-labelledby="key-name" data-key>
        <form method="dialog">
          <h3 id="key-name">{takeAlong.keyTitle}</h3>
          <p data-forbidden hidden>
            {takeAlong.forbidden}
          </p>
          <p class="field" data-ask>
            <label for="key">{takeAlong.key}</label>
            <input id="key" type="password" autocomplete="off" spellcheck={false} />
          </p>
          <p class="steps">
            <button class="go" type="submit" value="send" data-ask>
              {takeAlong.send}
            </button>
            <button type="submit" value="cancel">
              {takeAlong.cancel}
            </button>
          </p>
        </form>
      </dialog>
    </section>
  );
};
