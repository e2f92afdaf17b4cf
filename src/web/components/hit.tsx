import { raw } from 'hono/html';
import type { Hit } from '../../domain/search-result.ts';
import { escapeHtml } from '../../text/escape-html.ts';
import type { PageAddress, PageParameter } from '../page-address.ts';
import type { PictureOrigins } from '../pictures.ts';
import { shortened } from '../shortened.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { webAddress } from '../web-address.ts';
import { Picture } from './picture.tsx';
import { Published } from './published.tsx';

interface HitProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly hit: Hit;
  readonly pictures: PictureOrigins;
  readonly now: number;
}

/** One article of the results. The highlights are HTML that is escaped already, marks aside. */
export const HitCard = ({ texts, address, hit, pictures, now }: HitProps) => {
  const snippet = bestSnippet(hit);
  return (
    <li>
      <article class="hit">
        <h2 lang="vi">
          <a href={address.href({}, articlePath(hit.id))}>{raw(hit.highlights.title)}</a>
        </h2>
        <p class="meta">
          {hit.pinned === true && <span class="pinned">{texts.hit.pinned}</span>}
          <Narrowing address={address} name="section" value={hit.section} />
          <Narrowing address={address} name="source" value={hit.source} />
          <Published texts={texts} address={address} at={hit.publishedAt} now={now} />
          {hit.authors.map((author) => (
            <Narrowing address={address} name="author" value={author} className="byline" />
          ))}
          {hit.similar > 0 && (
            <a class="similar" href={address.href({ collapse: 'false' })}>
              {texts.hit.similar(hit.similar)}
            </a>
          )}
          <OriginalLink texts={texts} url={hit.url} />
        </p>
        {snippet !== null && (
          <p class="snippet" lang="vi">
            {raw(snippet)}
          </p>
        )}
        <Picture url={hit.image} origins={pictures} />
      </article>
    </li>
  );
};

interface NarrowingProps {
  readonly address: PageAddress;
  readonly name: Extract<PageParameter, 'section' | 'source' | 'author'>;
  readonly value: string | null;
  readonly className?: string;
}

/** A name that leads to those of the results that have it. */
const Narrowing = ({ address, name, value, className }: NarrowingProps) =>
  value === null ? null : (
    <a class={className} href={address.href({ [name]: value })} rel="nofollow" lang="vi">
      {value}
    </a>
  );

/** The most text of an opening paragraph that is shown with a hit: two lines. */
const LEAD_LENGTH = 200;

/** What shows best why it was found, as HTML; without marks what it opens with. */
const bestSnippet = ({ lead, highlights: { lead: marked, body, captions } }: Hit): string | null => {
  const shown = body.find((text) => text.includes('<mark>')) ?? marked ?? captions[0];
  if (shown !== undefined) return shown;
  return lead === null || lead.trim() === '' ? (body[0] ?? null) : escapeHtml(shortened(lead, LEAD_LENGTH));
};

/** Where the page of an article is. */
export const articlePath = (id: string): string => `/articles/${encodeURIComponent(id)}`;

/** To the article on its newspaper's own site, where that has a web address. */
export const OriginalLink = ({ texts, url }: { texts: Texts; url: string | null }) => {
  const address = webAddress(url);
  if (address === null || url === null) return null;
  return (
    <a class="original" href={url} rel="external noopener">
      {texts.hit.read(address.host)}
    </a>
  );
};
