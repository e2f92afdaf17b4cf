import { raw } from 'hono/html';
import type { Hit } from '../../domain/search-result.ts';
import { citation } from '../citation.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { CiteButton } from './cite-button.tsx';

interface HitProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly hit: Hit;
}

/** The most text of a lead that is shown with a hit: some three lines. */
const LEAD_LENGTH = 320;

/** One article of the results. The highlights are HTML that is escaped already, marks aside. */
export const HitCard = ({ texts, address, hit }: HitProps) => {
  const { highlights } = hit;
  const lead = highlights.lead !== null && highlights.lead.length <= LEAD_LENGTH ? highlights.lead : null;
  return (
    <li>
      <article class="hit">
        <p class="kicker">{[hit.section, hit.source].filter((part) => part !== null).join(' · ')}</p>
        <h2>
          <a href={address.href({}, articlePath(hit.id))}>{raw(highlights.title)}</a>
        </h2>
        {[lead ?? [], highlights.body].flat().map((snippet) => (
          <p class="snippet">{raw(snippet)}</p>
        ))}
        {highlights.captions.slice(0, 1).map((caption) => (
          <p class="snippet caption">{raw(caption)}</p>
        ))}
        <p class="meta">
          <time datetime={hit.publishedAt}>{texts.instant(hit.publishedAt)}</time>
          {hit.authors.length > 0 && <span class="authors">{hit.authors.join(', ')}</span>}
          {hit.similar > 0 && (
            <a class="similar" href={address.href({ collapse: 'false' })}>
              {texts.hit.similar(hit.similar)}
            </a>
          )}
          <OriginalLink texts={texts} url={hit.url} />
          <CiteButton texts={texts} text={citation(hit)} />
        </p>
      </article>
    </li>
  );
};

/** Where the page of an article is. */
export const articlePath = (id: string): string => `/articles/${encodeURIComponent(id)}`;

/** To the article on its newspaper's own site, where that has a web address. */
export const OriginalLink = ({ texts, url }: { texts: Texts; url: string | null }) => {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  // Only such addresses are stored; that they are is checked where they are shown, too.
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return (
    <a class="original" href={url} rel="external noopener">
      {texts.hit.read(host)}
    </a>
  );
};
