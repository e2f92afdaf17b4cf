/**
 * The filters of a phone: a sheet that opens where the address ends in `#filters`, without any script. Here it takes
 * the focus, keeps it, gives it back, and closes with Escape.
 */
export const createFilterDrawer = (drawer: HTMLElement): void => {
  const narrow = matchMedia('(max-width: 59.99rem)');
  const others = [...document.body.children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && child !== drawer,
  );
  let wasOpen = false;
  const follow = (): void => {
    const isOpen = narrow.matches && location.hash === `#${drawer.id}`;
    for (const other of others) other.inert = isOpen;
    if (isOpen && !wasOpen) drawer.querySelector<HTMLElement>('.close')?.focus();
    else if (!isOpen && wasOpen) document.querySelector<HTMLElement>(`a[href="#${drawer.id}"].jump`)?.focus();
    wasOpen = isOpen;
  };
  addEventListener('hashchange', follow);
  addEventListener('pageshow', follow);
  narrow.addEventListener('change', follow);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && wasOpen && !event.defaultPrevented) location.hash = 'main';
  });
};
