import { raw } from 'hono/html';
import { Head } from './components/head.tsx';
import { frontPage } from './demo/front-page.ts';
import type { Story } from './demo/front-page.ts';
import type { PageContext } from './document.tsx';
import type { PageAddress } from './page-address.ts';

/** The element that other sites embed, on the front page of a paper, and what they write to have it. */
export const DemoPage = (props: PageContext) => {
  const { texts, address, base, path } = props;
  const { demo } = texts;
  const { name, motto, issue, sections, main, others } = frontPage;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={texts.code}>
        <Head {...props} title={demo.title} noIndex />
        <body class="demo">
          <a class="skip" href="#search">
            {demo.skip}
          </a>
          <header class="paper" lang="vi">
            <p class="issue">{issue}</p>
            <h1>{name}</h1>
            <p class="motto">{motto}</p>
            <ul class="sections">
              {sections.map((section) => (
                <li>
                  <a href={address.href({ section })}>{section}</a>
                </li>
              ))}
            </ul>
          </header>
          <main id="main" tabindex={-1}>
            <div class="stories" lang="vi">
              <Piece story={main} address={address} isMain />
              {others.map((story) => (
                <Piece story={story} address={address} />
              ))}
            </div>
            <section class="archive" id="search" tabindex={-1} aria-labelledby="search-name">
              <h2 id="search-name">{texts.search.label}</h2>
              <p>{demo.about}</p>
              <timbao-search lang={texts.code} size="5"></timbao-search>
            </section>
          </main>
          <footer class="foot" aria-label={demo.title}>
            <h2>{demo.snippet}</h2>
            <pre class="embed" tabindex={0}>
              <code>{`<script src="${base}/timbao-search.js" defer></script>\n<timbao-search lang="${texts.code}" size="5"></timbao-search>`}</code>
            </pre>
            <p>{demo.cors}</p>
            <p>
              {demo.fictional} <a href={address.home()}>{texts.name}</a>{' '}
              <a href="/docs">{texts.footer.api}</a>{' '}
              <a
                href={address.href({ lang: texts.switchTo.code }, path)}
                lang={texts.switchTo.code}
                hreflang={texts.switchTo.code}
              >
                {texts.switchTo.label}
              </a>
            </p>
          </footer>
          <script src="/timbao-search.js" defer></script>
        </body>
      </html>
    </>
  );
};

interface PieceProps {
  readonly story: Story;
  readonly address: PageAddress;
  readonly isMain?: boolean;
}

/** A piece of the front page; it leads to what the archive has on its subject. */
const Piece = ({ story, address, isMain = false }: PieceProps) => (
  <article class={isMain ? 'story main' : 'story'}>
    <p class="kicker">{story.section}</p>
    <h2>
      <a href={address.href({ q: story.search })}>{story.title}</a>
    </h2>
    <p>{story.lead}</p>
  </article>
);
