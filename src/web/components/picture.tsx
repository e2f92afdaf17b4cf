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
