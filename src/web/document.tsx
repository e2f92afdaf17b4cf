import type { PropsWithChildren } from 'hono/jsx';
import { raw } from 'hono/html';
import { AdvancedLink } from './components/advanced-link.tsx';
import { Head } from './components/head.tsx';
import type { PageAssets, PageDescription } from './components/head.tsx';
import { SearchBox } from './components/search-box.tsx';
import { Shortcuts } from './components/shortcuts.tsx';
import type { CrawlerPolicy } from './crawlers.ts';
import type { PageAddress } from './page-address.ts';
import type { PictureOrigins } from './pictures.ts';
import { trendsTexts } from './texts/trends-texts.ts';
import type { Texts } from './texts/vietnamese.ts';

/** What every page is made with. */
export interface PageContext {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly assets: PageAssets;
  /** Where readers call the service, without a slash at its end: what whole addresses begin with. */
  readonly base: string;
  /** Which pages web search engines may keep. */
  readonly crawlers: CrawlerPolicy;
  /** The path of the page itself, for the link to it in the other language. */
  readonly path: string;
  /** Where pictures may come from. */
  readonly pictures: PictureOrigins;
  /** The instant that the page is made at, in milliseconds since 1970. */
  readonly now: number;
}

interface DocumentProps extends PageContext, PageDescription {
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
export const Document = (props: PropsWithChildren<DocumentProps>) => {
  const {
    texts,
    address,
    path,
    className,
    skipTo,
    languageHref,
    skipToFilters,
    hasSearch = true,
    children,
  } = props;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={texts.code}>
        <Head {...props} />
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
                <AdvancedLink texts={texts} address={address} />
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
              <a href="/docs">{texts.footer.api}</a>{' '}
              <button type="button" class="needs-script" data-show-shortcuts>
                {texts.shortcuts.label}
              </button>
            </p>
          </footer>
          <Shortcuts texts={texts} address={address} />
        </body>
      </html>
    </>
  );
};
