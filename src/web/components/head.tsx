import { raw } from 'hono/html';
import { structuredText } from '../structured-data.ts';
import type { StructuredData } from '../structured-data.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** Addresses of what a page loads beside itself. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** For the home screen of a phone. */
  readonly touchIcon: string;
}

/** The grounds of pages, as `styles/tokens.css` has them (`--paper`): browsers colour their bars with it. */
export const THEME_COLORS = { light: '#fbf9f4', dark: '#161513' } as const;

/** What a page tells of itself to web search engines, feed readers, and whoever its address is sent to. */
export interface PageDescription {
  readonly title: string;
  readonly description?: string;
  /** The whole address that it is at home at; a page without one is an error, or an example. */
  readonly canonical?: string;
  /** A web search engine should not keep the page. */
  readonly noIndex: boolean;
  /** The whole address of its picture. */
  readonly image?: string | undefined;
  /** Set where the page is an article. */
  readonly article?: { readonly publishedAt: string; readonly updatedAt?: string | undefined };
  /** Where what it shows can be followed. */
  readonly feed?: string;
  readonly data?: StructuredData;
}

interface HeadProps extends PageDescription {
  readonly texts: Texts;
  readonly assets: PageAssets;
}

/** The head of every page. */
export const Head = (props: HeadProps) => {
  const { texts, assets, title, description, canonical, noIndex, feed, data } = props;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {(['light', 'dark'] as const).map((scheme) => (
        <meta name="theme-color" content={THEME_COLORS[scheme]} media={`(prefers-color-scheme: ${scheme})`} />
      ))}
      <title>{`${title} – ${texts.name}`}</title>
      {description !== undefined && <meta name="description" content={description} />}
      {/* What such a page leads to is not to be kept either, and each is work for the engine. */}
      {noIndex && <meta name="robots" content="noindex, nofollow" />}
      {canonical !== undefined && <link rel="canonical" href={canonical} />}
      {canonical !== undefined && <OpenGraph {...props} url={canonical} />}
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
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href={assets.icon} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={assets.touchIcon} />
      <script type="module" src={assets.script}></script>
      {data !== undefined && <script type="application/ld+json">{raw(structuredText(data))}</script>}
    </head>
  );
};

/** https://ogp.me: what a messenger or a social network shows of the address. */
const OpenGraph = ({ texts, url, title, description, image, article }: HeadProps & { url: string }) => (
  <>
    <meta property="og:site_name" content={texts.name} />
    <meta property="og:locale" content={article === undefined ? texts.locale : 'vi_VN'} />
    <meta property="og:type" content={article === undefined ? 'website' : 'article'} />
    <meta property="og:title" content={title} />
    <meta property="og:url" content={url} />
    {description !== undefined && <meta property="og:description" content={description} />}
    {image !== undefined && <meta property="og:image" content={image} />}
    {article !== undefined && <meta property="article:published_time" content={article.publishedAt} />}
    {article?.updatedAt !== undefined && (
      <meta property="article:modified_time" content={article.updatedAt} />
    )}
  </>
);
