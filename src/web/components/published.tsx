import { timeAgo } from '../dates/time-ago.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface PublishedProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly at: string;
  readonly now: number;
}

/** How long ago it was; the date in full is its title, and is what is printed. */
export const Ago = ({ texts, at, now }: Omit<PublishedProps, 'address'>) => (
  <time datetime={at} title={texts.instant(at)}>
    <span class="ago">{timeAgo(texts, at, now)}</span>
  </time>
);

/** How long ago it was published, which narrows to that day. */
export const Published = ({ texts, address, at, now }: PublishedProps) => {
  const day = at.slice(0, 10);
  return (
    <a class="when" href={address.href({ from: day, to: day })} rel="nofollow">
      <Ago texts={texts} at={at} now={now} />
    </a>
  );
};
