/** Leaves fields that are empty out of the address that a form leads to, so that it is short enough to be sent on. */
export const tidyForms = (): void => {
  document.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || target.method !== 'get') return;
    for (const field of target.elements) {
      if (field instanceof HTMLInputElement && field.value.trim() === '') field.disabled = true;
    }
  });
  // A page that the browser kept has its fields disabled still.
  addEventListener('pageshow', () => {
    for (const field of document.querySelectorAll<HTMLInputElement>('input:disabled')) field.disabled = false;
  });
};
