/** Opens the browser's own calendar for a field that dates are typed into. */
export const createDatePickers = (): void => {
  for (const field of document.querySelectorAll<HTMLElement>('[data-date]')) {
    const typed = field.querySelector<HTMLInputElement>('input[type=text]');
    const native = field.querySelector<HTMLInputElement>('input[type=date]');
    const button = field.querySelector<HTMLButtonElement>('button');
    if (typed === null || native === null || button === null || !('showPicker' in native)) {
      button?.remove();
      continue;
    }
    button.addEventListener('click', () => {
      const [, day, month, year] = /^(\d{1,2})\D?(\d{2})\D?(\d{4})$/.exec(typed.value.trim()) ?? [];
      native.value = year === undefined ? '' : `${year}-${month}-${String(day).padStart(2, '0')}`;
      native.showPicker();
    });
    native.addEventListener('change', () => {
      typed.value = native.value.split('-').reverse().join('/');
      typed.focus();
    });
  }
};
