/** Marks and case make no difference to whoever looks for a name. */
const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/gu, 'd').toLowerCase().trim();

/** Lets one search in the long list of a facet: what does not hold the text is hidden, and the rest is opened. */
export const searchInFacets = (): void => {
  for (const facet of document.querySelectorAll<HTMLElement>('[data-facet]')) {
    const input = facet.querySelector<HTMLInputElement>('[data-find]');
    if (input === null) continue;
    const rows = [...facet.querySelectorAll<HTMLElement>('li')];
    const more = facet.querySelector('details');
    const wasOpen = more?.open ?? false;
    const none = facet.querySelector<HTMLElement>('[data-none]');
    const find = (): void => {
      const wanted = folded(input.value);
      const shown = rows.filter((row) => {
        row.hidden = !folded(row.querySelector('.value')?.textContent ?? '').includes(wanted);
        return !row.hidden;
      });
      if (more !== null) more.open = wanted !== '' || wasOpen;
      if (none !== null) none.textContent = shown.length === 0 ? (none.dataset['none'] ?? '') : '';
    };
    input.addEventListener('input', find);
    // A browser that brings the page back brings back what was typed.
    addEventListener('pageshow', find);
  }
};
