/** Shows that something is under way from the moment that a search is sent or a link followed. */
export const showLoading = (progress: HTMLElement, main: HTMLElement | null): void => {
  const set = (busy: boolean): void => {
    progress.hidden = !busy;
    main?.setAttribute('aria-busy', String(busy));
  };
  document.addEventListener('submit', ({ defaultPrevented, target }) => {
    if (!defaultPrevented && target instanceof HTMLFormElement && target.method === 'get') set(true);
  });
  document.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement | SVGAElement>('a') : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.hasAttribute('download'))
      return;
    const url = new URL(link.getAttribute('href') ?? '', location.href);
    const isPage = url.origin === location.origin && /^\/(?:$|advanced$|articles\/)/.test(url.pathname);
    const isHere = url.pathname === location.pathname && url.search === location.search && url.hash !== '';
    if (isPage && !isHere) set(true);
  });
  // Also when the browser brings the page back as it was left.
  addEventListener('pageshow', () => set(false));
};
