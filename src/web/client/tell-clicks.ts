import { sendClick } from './send-click.ts';

/** Tells the service which of the hits of a list is opened, by whichever of its links and buttons of the mouse. */
export const tellClicks = (hits: HTMLOListElement, q: string): void => {
  const tell = ({ target, button }: MouseEvent): void => {
    const link = target instanceof Element ? target.closest('h2 a, a.original') : null;
    const item = link?.closest('li') ?? null;
    const title = item?.querySelector<HTMLAnchorElement>('h2 a') ?? null;
    if (item === null || title === null || button > 1) return;
    const id = decodeURIComponent(title.pathname.slice(title.pathname.lastIndexOf('/') + 1));
    sendClick('', { q, id, rank: hits.start + [...hits.children].indexOf(item) });
  };
  hits.addEventListener('click', tell);
  // The middle button opens a tab of its own.
  hits.addEventListener('auxclick', tell);
};
