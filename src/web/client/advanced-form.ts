/** Longer than between two words of somebody who types; each answer is a search. */
const PAUSE_MS = 400;

/** A counting that takes longer than this is said to be under way. */
const SILENT_MS = 600;

/**
 * Shows, while the advanced form is filled in, the query that it writes and how many articles that finds. The service
 * answers with the part of the page that tells it; the address follows, so that it can be sent on and come back to.
 */
export const createAdvancedForm = (form: HTMLFormElement): void => {
  const preview = form.querySelector<HTMLElement>('[data-preview]');
  if (preview === null) return;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asked: XMLHttpRequest | null = null;

  const say = (text: string): void => {
    const count = preview.querySelector('[data-count]');
    if (count !== null) count.textContent = text;
  };

  const ask = (): void => {
    const query = queryOf(form);
    const address = query === '' ? form.action : `${form.action}?${query}`;
    // What a document is read of as it arrives is no text, which trusted types would have to allow.
    const request = new XMLHttpRequest();
    asked = request;
    const waiting = setTimeout(() => say(preview.dataset['counting'] ?? ''), SILENT_MS);
    request.addEventListener('loadend', () => {
      clearTimeout(waiting);
      // What was typed since has another answer.
      if (asked !== request) return;
      preview.removeAttribute('aria-busy');
      const part = request.status === 200 ? request.responseXML?.querySelector('[data-part]') : null;
      if (part === null || part === undefined) return say(preview.dataset['failed'] ?? '');
      preview.replaceChildren(...part.childNodes);
      history.replaceState(null, '', address);
    });
    request.responseType = 'document';
    request.open('GET', `${form.action}?${query}&only=preview`);
    preview.setAttribute('aria-busy', 'true');
    request.send();
  };

  form.addEventListener('input', () => {
    clearTimeout(pause);
    // An answer to what is no longer there would flash up and go.
    const late = asked;
    asked = null;
    late?.abort();
    pause = setTimeout(ask, PAUSE_MS);
  });
};

/** What the form would send. */
const queryOf = (form: HTMLFormElement): string => {
  const query = new URLSearchParams();
  // Its `formdata` event takes the empty fields out.
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.append(name, value);
  return query.toString();
};
