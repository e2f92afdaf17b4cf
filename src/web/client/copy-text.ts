/** How long a button says that it has copied. */
const SAID_MS = 2_000;

/** Makes every button that copies a text do so, and say whether that worked. */
export const copyTexts = (): void => {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-copy]') : null;
    if (button !== null) void copyFrom(button);
  });
};

const copyFrom = async (button: HTMLButtonElement): Promise<void> => {
  const { copy = '', done = '', failed = '', name = button.textContent } = button.dataset;
  button.dataset['name'] = name;
  button.setAttribute('aria-live', 'polite');
  // Without a text of its own: the address of the page, without the place on it.
  const text = copy === '' ? location.href.replace(/#.*$/u, '') : copy;
  button.textContent = (await write(text)) ? done : failed;
  setTimeout(() => (button.textContent = name), SAID_MS);
};

/** The clipboard is there on HTTPS and on this machine only. */
const write = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
