import type { PropsWithChildren } from 'hono/jsx';
import { raw } from 'hono/html';
import { AdvancedPanel } from './components/advanced-panel.tsx';
import { SearchBox } from './components/search-box.tsx';
import type { PageAddress } from './page-address.ts';
import type { PictureOrigins } from './pictures.ts';
import { trendsTexts } from './texts/trends-texts.ts';
import type { Texts } from './texts/vietnamese.ts';

/** Addresses of what a page loads beside itself. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

/** What every page is made with. */
export interface PageContext {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly assets: PageAssets;
  /** The path of the page itself, for the link to it in the other language. */
  readonly path: string;
  /** Where pictures may come from. */
  readonly pictures: PictureOrigins;
  /** The instant that the page is made at, in milliseconds since 1970. */
  readonly now: number;
}

interface DocumentProps extends PageContext {
  readonly title: string;
  readonly description?: string;
  /** The same search as a feed. */
  readonly feed?: string;
  /** Set where a crawler should not keep the page: there is no end of searches. */
  readonly noIndex?: boolean;
  readonly className?: string;
  readonly skipTo: string;
  /** The same page in the other language, where its address has more than that of a search. */
  readonly languageHref?: string;
  /** Where the page has filters: their name, for the second link that skips to them. */
  readonly skipToFilters?: string;
  /** Whether the search box stands in the masthead; the bare page has it in its middle. */
  readonly hasSearch?: boolean;
}

/** A whole page: head, masthead, `children`, foot. */
export const Document = ({
  texts,
  address,
  assets,
  path,
  title,
  description,
  feed,
  noIndex = false,
  className,
  skipTo,
  languageHref,
  skipToFilters,
  hasSearch = true,
  children,
}: PropsWithChildren<DocumentProps>) => (
  <>
    {raw('<!doctype html>')}
    <html lang={texts.code}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {noIndex && <meta name="robots" content="noindex, follow" />}
        <link
          rel="search"
          type="application/opensearchdescription+xml"
          href="/opensearch.xml"
          title={texts.name}
        />
        {feed !== undefined && (
          <link rel="alternate" type="application/atom+xml" href={feed} title={texts.takeAlong.feed} />
        )}
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <script type="module" src={assets.script}></script>
      </head>
      <body class={className}>
        <a class="skip" href="#main">
          {skipTo}
        </a>
        {skipToFilters !== undefined && (
          <a class="skip" href="#filters">
            {skipToFilters}
          </a>
        )}
        <div class="progress" role="progressbar" aria-label={texts.search.loading} hidden></div>
        <header class="masthead">
          <a class="name" href={address.home()}>
            {texts.name}
          </a>
          {hasSearch && (
            <>
              <SearchBox texts={texts} address={address} focus={false} />
              <AdvancedPanel texts={texts} address={address} />
            </>
          )}
          <a
            class="language"
            href={languageHref ?? address.href({ lang: texts.switchTo.code }, path)}
            lang={texts.switchTo.code}
            hreflang={texts.switchTo.code}
          >
            {texts.switchTo.label}
          </a>
        </header>
        {children}
        <footer class="foot">
          <p>
            {texts.footer.about} <a href={address.home('/trends')}>{trendsTexts[texts.code].title}</a>{' '}
            <a href="/docs">{texts.footer.api}</a>
          </p>
        </footer>
      </body>
    </html>
  </>
);
