import type { ComboboxTexts } from '../client-texts.ts';
import { fetchSuggestions } from './fetch-suggestions.ts';
import type { Choice, ChosenArticle } from './fetch-suggestions.ts';
import { makeElement } from './make-element.ts';
import { recentSearches } from './recent-searches.ts';
import type { RecentSearches } from './recent-searches.ts';

/** What Safari tells of the key that ends a composition, as which it does not count any more. */
const COMPOSING = 229;

/** A typist's pause; a request for each letter would be wasted. */
const PAUSE_MS = 120;

export interface ComboboxOptions {
  /** The service's origin; empty for the page's own. */
  readonly endpoint?: string;
  /** What the page is in, and fields of a query are named in: Vietnamese. */
  readonly language?: 'vi' | 'en';
  /** Where the article of a chosen title is read; `null`: its title is searched for. */
  readonly addressOf?: (article: ChosenArticle) => string | null;
  /** Where a name narrows the search to what has it; `null`: its query is searched for. */
  readonly filterAddress?: (choice: Choice) => string | null;
  /** Leads there; the article is the one that is read there, if any. */
  readonly open?: (address: string, article: ChosenArticle | null) => void;
  /** What was searched for lately, where it is not to be this browser's own list. */
  readonly recent?: RecentSearches;
}

/**
 * Makes a search box a combobox with a list below it (WAI-ARIA Authoring Practices, editable combobox with list
 * autocomplete): what was searched for lately while it is empty, suggestions once there is text. The focus stays in
 * the box; arrow keys go through the list, Enter takes what is chosen, Escape closes the list and then empties the box.
 * A title may open its article; then its option says so.
 */
export const createCombobox = (
  form: HTMLFormElement,
  input: HTMLInputElement,
  {
    endpoint = '',
    language = 'vi',
    addressOf = () => null,
    filterAddress = () => null,
    open = (address) => location.assign(address),
    recent = recentSearches(),
  }: ComboboxOptions = {},
): void => {
  const texts = JSON.parse(form.dataset['texts'] ?? '{}') as ComboboxTexts;
  const listId = `${input.id}-choices`;
  const list = makeElement('ul', { id: listId, role: 'listbox', 'aria-label': texts.suggestions });
  const forget = makeElement('button', { type: 'button', class: 'forget' }, texts.forgetRecent);
  const heading = makeElement('p', { class: 'heading' }, texts.recent);
  const popup = makeElement('div', { class: 'choices', hidden: '' }, heading, list, forget);
  const status = makeElement('p', { class: 'unseen', role: 'status' });
  form.append(popup, status);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-haspopup', 'listbox'],
    ['aria-expanded', 'false'],
    ['aria-controls', listId],
  ] as const) {
    input.setAttribute(name, value);
  }

  let choices: readonly Choice[] = [];
  let active = -1;
  let asked: AbortController | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let pressed = false;
  /** What came while something was chosen, or was under a finger. */
  let late: { readonly choices: readonly Choice[]; readonly isRecent: boolean } | null = null;

  const isOpen = (): boolean => !popup.hidden;

  const setActive = (index: number): void => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = list.children[index];
    if (option === undefined) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
  };

  const close = (): void => {
    asked?.abort();
    clearTimeout(pause);
    popup.hidden = true;
    late = null;
    input.setAttribute('aria-expanded', 'false');
    setActive(-1);
  };

  const pageOf = ({ article }: Choice): string | null => (article === null ? null : addressOf(article));

  const take = (choice: Choice): void => {
    const page = pageOf(choice);
    close();
    // What was typed stays in the box, for whoever comes back.
    if (page !== null && choice.article !== null) return open(page, choice.article);
    const narrowed = filterAddress(choice);
    if (narrowed !== null) return open(narrowed, null);
    input.value = choice.query;
    form.requestSubmit();
  };

  const option = (choice: Choice, index: number): HTMLElement => {
    const text = makeElement('span', { class: 'text' });
    for (const { text: piece, marked } of choice.pieces)
      text.append(marked ? makeElement('mark', {}, piece) : piece);
    const line = makeElement(
      'li',
      { id: `${listId}-${index}`, role: 'option', 'aria-selected': 'false' },
      text,
    );
    const name = pageOf(choice) === null ? choice.kind : 'article';
    const kind = name === null ? '' : (texts.kinds[name] ?? '');
    if (kind !== '') line.append(' ', makeElement('span', { class: 'kind' }, kind));
    line.addEventListener('click', () => take(choice));
    return line;
  };

  const show = (next: readonly Choice[], isRecent: boolean): void => {
    // What is chosen stays chosen, and what is under a finger is not exchanged before it is lifted.
    if (pressed || active >= 0) {
      late = { choices: next, isRecent };
      return;
    }
    late = null;
    choices = next;
    list.replaceChildren(...next.map(option));
    list.setAttribute('aria-label', isRecent ? texts.recent : texts.suggestions);
    heading.hidden = !isRecent;
    forget.hidden = !isRecent;
    popup.hidden = next.length === 0;
    input.setAttribute('aria-expanded', String(next.length > 0));
    setActive(-1);
    status.textContent = next.length === 0 ? texts.none : texts.some.replace('{count}', String(next.length));
  };

  const showLate = (): void => {
    if (late !== null) show(late.choices, late.isRecent);
  };

  const showRecent = (): void => {
    const queries = recent.list();
    if (queries.length === 0) close();
    else {
      show(
        queries.map((query) => ({
          query,
          text: query,
          pieces: [{ text: query, marked: false }],
          kind: null,
          count: null,
          article: null,
        })),
        true,
      );
    }
  };

  const ask = async (): Promise<void> => {
    asked?.abort();
    const text = input.value;
    if (text.trim() === '') return showRecent();
    const asking = new AbortController();
    asked = asking;
    const found = await fetchSuggestions(endpoint, language, text, asking.signal);
    if (!asking.signal.aborted && hasFocus(input)) show(found, false);
  };

  const move = (by: number): void => {
    // One place more than there are choices: the box itself, where nothing is chosen.
    const places = choices.length + 1;
    setActive(((active + 1 + by + places) % places) - 1);
    if (active < 0) showLate();
  };

  input.addEventListener('input', () => {
    // Who types on has chosen what is typed.
    setActive(-1);
    late = null;
    clearTimeout(pause);
    pause = setTimeout(() => void ask(), PAUSE_MS);
  });
  input.addEventListener('click', () => {
    if (!isOpen() && input.value.trim() === '') showRecent();
  });
  input.addEventListener('keydown', (event) => {
    // A Vietnamese input method uses Enter and the arrows for its own ends while it composes.
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (event.altKey && event.key === 'ArrowUp') close();
      else if (!isOpen()) void ask();
      else if (!event.altKey) move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      const choice = isOpen() ? choices[active] : undefined;
      if (choice !== undefined) {
        event.preventDefault();
        take(choice);
      }
    } else if (event.key === 'Escape') {
      if (isOpen()) close();
      else if (input.value !== '') {
        input.value = '';
        input.dispatchEvent(new Event('input', { bubbles: true }));
      } else return;
      event.preventDefault();
    } else if (event.key === 'Tab' && forget.hidden) close();
  });
  // The box must keep the focus while the mouse is in the list.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    pressed = true;
  });
  addEventListener('mouseup', () => {
    pressed = false;
  });
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && (relatedTarget === input || popup.contains(relatedTarget))))
      close();
  });
  forget.addEventListener('click', () => {
    recent.forget();
    input.focus();
    close();
  });
  form.addEventListener('submit', () => {
    close();
    const query = input.value.trim();
    if (query !== '') recent.add(query);
  });
};

/** Also within a shadow root, where the document knows of its host alone. */
const hasFocus = (input: HTMLInputElement): boolean => {
  const root = input.getRootNode();
  return (root instanceof ShadowRoot ? root : document).activeElement === input;
};
