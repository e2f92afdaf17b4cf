/** Kept for this tab alone: a key opens writing, too. */
const KEY = 'timbao.key';

/**
 * Lets exports be taken where they need a key: the link asks first, and a dialog asks for the key where it is wanted.
 * Where none is, the browser downloads as it always does, straight to a file.
 */
export const createExport = (links: Iterable<HTMLAnchorElement>, dialog: HTMLDialogElement): void => {
  const field = dialog.querySelector<HTMLInputElement>('input');
  if (field === null) return;

  const attempt = async (link: HTMLAnchorElement, key: string | null): Promise<void> => {
    const ended = new AbortController();
    const headers: HeadersInit = key === null ? {} : { Authorization: `Bearer ${key}` };
    const response = await fetch(link.href, { headers, signal: ended.signal }).catch(() => null);
    if (response?.status === 401 || response?.status === 403) return ask(link, response.status === 403);
    if (response?.ok === true && key !== null) {
      remember(key);
      save(await response.blob(), link.download);
      return;
    }
    // No key is needed, or something else is wrong, which the browser tells best by itself.
    ended.abort();
    location.assign(link.href);
  };

  const ask = (link: HTMLAnchorElement, isForbidden: boolean): void => {
    // Where the service knows no keys, none would help.
    for (const part of dialog.querySelectorAll<HTMLElement>('[data-ask]')) part.hidden = isForbidden;
    for (const part of dialog.querySelectorAll<HTMLElement>('[data-forbidden]')) part.hidden = !isForbidden;
    field.value = '';
    dialog.returnValue = '';
    dialog.addEventListener(
      'close',
      () => {
        const key = field.value.trim();
        if (dialog.returnValue === 'send' && key !== '') void attempt(link, key);
      },
      { once: true },
    );
    dialog.showModal();
  };

  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      void attempt(link, recall());
    });
  }
};

const recall = (): string | null => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const remember = (key: string): void => {
  try {
    sessionStorage.setItem(KEY, key);
  } catch {
    // Without storage the key is asked for each time.
  }
};

const save = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the time that the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
