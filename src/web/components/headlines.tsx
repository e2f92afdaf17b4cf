import type { PageAddress } from '../page-address.ts';
import type { PictureOrigins } from '../pictures.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { articlePath } from './hit.tsx';
import { Picture } from './picture.tsx';
import { Ago } from './published.tsx';

interface HeadlinesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly articles: readonly {
    readonly id: string;
    readonly title: string;
    readonly source: string | null;
    readonly image: string | null;
    readonly publishedAt: string;
  }[];
  readonly pictures: PictureOrigins;
  readonly now: number;
}

/** Articles by their titles, with paper and date. */
export const Headlines = ({ texts, address, articles, pictures, now }: HeadlinesProps) => (
  <ul class="headlines">
    {articles.map(({ id, title, source, image, publishedAt }) => (
      <li>
        <a href={address.href({}, articlePath(id))} lang="vi">
          {title}
        </a>
        <p class="kicker">
          {source !== null && <span lang="vi">{source} · </span>}
          <Ago texts={texts} at={publishedAt} now={now} />
        </p>
        <Picture url={image} origins={pictures} />
      </li>
    ))}
  </ul>
);
