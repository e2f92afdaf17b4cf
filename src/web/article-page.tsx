import { raw } from 'hono/html';
import type { ArticleView } from '../domain/article-view.ts';
import type { RelatedArticle } from '../domain/related.ts';
import { citation } from './citation.ts';
import { CopyButton } from './components/copy-button.tsx';
import { Headlines } from './components/headlines.tsx';
import { articlePath, OriginalLink } from './components/hit.tsx';
import { Photo } from './components/picture.tsx';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';
import { numberMarks } from './number-marks.ts';
import { mayLoad } from './pictures.ts';
import { PageAddress } from './page-address.ts';
import { shortened } from './shortened.ts';
import { articleData } from './structured-data.ts';
import type { Texts } from './texts/vietnamese.ts';
import { webAddress } from './web-address.ts';

interface ArticlePageProps extends PageContext {
  readonly view: ArticleView;
  /** Other coverage of the same, the nearest first. */
  readonly related: readonly RelatedArticle[];
}

/** The most text of an article that describes it elsewhere. */
const DESCRIPTION_LENGTH = 200;

/** One article as it was published, with all that was searched for marked, and a way from mark to mark. */
export const ArticlePage = (props: ArticlePageProps) => {
  const { texts, address, view, related, pictures, now, base, crawlers } = props;
  const { article, marked } = view;
  const image = webAddress(article.image)?.href;
  // Of several captions it is not known which is the one of this picture.
  const isCaptioned = image !== undefined && mayLoad(pictures, image) && marked.captions.length === 1;
  const captionsBelow = isCaptioned ? [] : marked.captions;
  // In the order in which they stand on the page.
  const { texts: parts, count } = numberMarks([
    marked.title,
    marked.lead ?? '',
    ...(isCaptioned ? marked.captions : []),
    ...marked.paragraphs,
    ...captionsBelow,
  ]);
  const [title = '', lead = ''] = parts;
  const body = parts.slice(isCaptioned ? 3 : 2);
  const paragraphs = body.slice(0, marked.paragraphs.length);
  const captions = body.slice(marked.paragraphs.length);
  const original = webAddress(article.url)?.href;
  const canonical = original ?? base + articlePath(article.id);
  const description = shortened(article.lead ?? article.body.replaceAll(/\s+/g, ' '), DESCRIPTION_LENGTH);
  return (
    <Document
      {...props}
      title={article.title}
      description={description}
      canonical={canonical}
      noIndex={crawlers === 'start'}
      image={image}
      article={article}
      data={articleData({ article, url: canonical, description, image })}
      className="reading"
      skipTo={texts.article.skip}
    >
      <main id="main" tabindex={-1}>
        {!address.isBare && (
          <p class="wider">
            <a href={address.href()}>{texts.article.back}</a>
          </p>
        )}
        <article class="article" lang="vi">
          <p class="kicker">{[article.section, article.source].filter(Boolean).join(' · ')}</p>
          <h1>{raw(title)}</h1>
          <p class="meta">
            <time datetime={article.publishedAt}>{texts.instant(article.publishedAt)}</time>
            {article.updatedAt !== undefined && (
              <span>
                {texts.article.updated}{' '}
                <time datetime={article.updatedAt}>{texts.instant(article.updatedAt)}</time>
              </span>
            )}
            {article.version !== undefined && <span>{texts.article.version(article.version)}</span>}
            {article.authors.length > 0 && (
              <span class="authors">
                {article.authors.map((author, index) => (
                  <>
                    {index > 0 && ', '}
                    <a href={filterHref(address, 'author', author)}>{author}</a>
                  </>
                ))}
              </span>
            )}
            <OriginalLink texts={texts} url={article.url ?? null} />
          </p>
          {lead !== '' && <p class="lead">{raw(lead)}</p>}
          <Photo url={image ?? null} origins={pictures} caption={isCaptioned ? (parts[2] ?? null) : null} />
          <div class="body">
            {paragraphs.map((paragraph) => (
              <p>{raw(paragraph)}</p>
            ))}
          </div>
          {captions.length > 0 && (
            <section class="captions" aria-label={texts.article.captions}>
              {captions.map((caption) => (
                <p>{raw(caption)}</p>
              ))}
            </section>
          )}
        </article>
        {article.tags.length > 0 && (
          <nav class="chips" aria-label={texts.filters.names.tag}>
            <ul>
              {article.tags.map((tag) => (
                <li>
                  <a class="chip" href={filterHref(address, 'tag', tag)}>
                    {tag}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <details class="citation">
          <summary>{texts.article.shareAndCite}</summary>
          <p lang="vi">{citation(article)}</p>
          <p class="steps needs-script">
            <CopyButton texts={texts} name={texts.hit.cite} text={citation(article)} />
            <CopyButton texts={texts} name={texts.article.copyLink} text={article.url ?? null} />
            <button type="button" data-share={article.url ?? ''} data-title={article.title} hidden>
              {texts.article.share}
            </button>
          </p>
        </details>
      </main>
      <aside class="beside" aria-label={texts.article.beside}>
        {count > 0 && <MarkList texts={texts} count={count} />}
        {related.length > 0 && (
          <section class="related" aria-labelledby="related-name">
            <h2 id="related-name">{texts.article.related}</h2>
            <Headlines
              texts={texts}
              address={inLanguage(address, [])}
              articles={related}
              pictures={pictures}
              now={now}
            />
          </section>
        )}
      </aside>
    </Document>
  );
};

/** So many marks have a link of their own; a script goes through all of them. */
const LINKED_MARKS = 30;

const MarkList = ({ texts, count }: { texts: Texts; count: number }) => (
  <nav class="walk" aria-labelledby="walk-name" data-walk={texts.article.place}>
    <h2 id="walk-name">{texts.article.marks(count)}</h2>
    <p class="steps needs-script">
      <button type="button" data-step="-1" aria-label={texts.article.previousMark}>
        ↑
      </button>
      <span role="status" data-place>
        {texts.article.place.replace('{place}', '–').replace('{count}', String(count))}
      </span>
      <button type="button" data-step="1" aria-label={texts.article.nextMark}>
        ↓
      </button>
    </p>
    <p class="keys needs-script">{texts.article.keys}</p>
    <ol>
      {Array.from({ length: Math.min(count, LINKED_MARKS) }, (_, index) => (
        <li>
          <a href={`#hit-${index + 1}`} aria-label={texts.article.mark(index + 1)}>
            {index + 1}
          </a>
        </li>
      ))}
    </ol>
  </nav>
);

/** All articles of one author, or with one tag: a search of its own, in the same language. */
const filterHref = (address: PageAddress, name: 'author' | 'tag', value: string): string => {
  return inLanguage(address, [[name, value]]).href();
};

/** Another search, in the language of this one. */
const inLanguage = (
  address: PageAddress,
  parameters: readonly (readonly [string, string])[],
): PageAddress => {
  const query = new URLSearchParams();
  for (const [name, value] of parameters) query.append(name, value);
  const lang = address.get('lang');
  if (lang !== '') query.set('lang', lang);
  return new PageAddress(query);
};
