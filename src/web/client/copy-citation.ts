/** How long a button says that it has copied. */
const SAID_MS = 2_000;

/** Makes every button with a citation copy it, and say whether that worked. */
export const copyCitations = (): void => {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-cite]') : null;
    if (button === null) return;
    void copyCitation(button);
  });
};

const copyCitation = async (button: HTMLButtonElement): Promise<void> => {
  const { cite = '', done = '', failed = '', name = button.textContent } = button.dataset;
  button.dataset['name'] = name;
  button.setAttribute('aria-live', 'polite');
  button.textContent = (await copyText(cite)) ? done : failed;
  setTimeout(() => (button.textContent = name), SAID_MS);
};

/** The clipboard is there on HTTPS and on this machine only. */
const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
