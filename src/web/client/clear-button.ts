/** The cross at the end of the search box: there while it holds something, and empties it. */
export const createClearButton = (input: HTMLInputElement, button: HTMLButtonElement): void => {
  const show = (): void => {
    button.hidden = input.value === '';
  };
  input.addEventListener('input', show);
  addEventListener('pageshow', show);
  button.addEventListener('click', () => {
    input.value = '';
    input.focus();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  show();
};
