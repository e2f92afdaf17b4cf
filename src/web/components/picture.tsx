import { raw } from 'hono/html';
import { mayLoad } from '../pictures.ts';
import type { PictureOrigins } from '../pictures.ts';

interface PictureProps {
  readonly url: string | null;
  readonly origins: PictureOrigins;
}

/** The small picture beside a headline; its place is kept while it loads, and stays empty where it is broken. */
export const Picture = ({ url, origins }: PictureProps) =>
  url === null || !mayLoad(origins, url) ? null : (
    <img
      class="picture"
      src={url}
      alt=""
      width="132"
      height="88"
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
    />
  );

interface PhotoProps extends PictureProps {
  /** HTML that is escaped already, marks aside. */
  readonly caption: string | null;
}

/** The picture of an article, whole, in a place of its own from the first moment on. */
export const Photo = ({ url, origins, caption }: PhotoProps) =>
  url === null || !mayLoad(origins, url) ? null : (
    <figure class="photo">
      <img src={url} alt="" width="720" height="480" decoding="async" referrerpolicy="no-referrer" />
      {caption !== null && <figcaption>{raw(caption)}</figcaption>}
    </figure>
  );
