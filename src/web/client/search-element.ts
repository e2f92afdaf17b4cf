import type { HitWith, SearchResultWith } from '../../client/create-client.ts';
import { markedPieces } from '../marked-text.ts';
import { elementTexts } from '../texts/element-texts.ts';
import type { ElementTexts } from '../texts/element-texts.ts';
import { createCombobox } from './combobox.ts';
import { readAddress, searchOf, writeAddress } from './element-address.ts';
import type { AddressedSearch } from './element-address.ts';
import { searchFromElement } from './element-search.ts';
import type { SearchFailure } from './element-search.ts';
import {
  parametersOf,
  REFLECTED,
  reflectAttributes,
  takeEarlierProperties,
  withLabels,
} from './element-settings.ts';
import { elementStyle } from './element-style.ts';
import type { ElementEvents, ElementSettings } from './element-types.ts';
import { makeElement } from './make-element.ts';
import { sendClick } from './send-click.ts';
import { webAddress } from '../web-address.ts';

const NAME = 'timbao-search';

/** A server that renders pages imports this module, too, and has neither. */
const isBrowser = typeof document !== 'undefined' && typeof customElements !== 'undefined';
const Base = isBrowser ? HTMLElement : (Object as unknown as typeof HTMLElement);

/** Where this script came from is where the service is, unless an element says otherwise. A module does not know. */
const script = isBrowser ? document.currentScript : null;
const scriptOrigin =
  isBrowser && script instanceof HTMLScriptElement && script.src !== '' ? new URL(script.src).origin : null;

const MOST_HITS = 50;
const USUAL_HITS = 10;
/** The service pages so far. */
const LAST_HIT = 10_000;

/** A portal's page keeps no list of what its readers searched for. */
const forgetful = { list: () => [], add: () => {}, forget: () => {} };

/** What is on the screen of one element. */
interface View {
  readonly texts: ElementTexts;
  readonly input: HTMLInputElement;
  readonly status: HTMLElement;
  readonly failure: HTMLElement;
  readonly notices: HTMLElement;
  readonly hits: HTMLElement;
  readonly more: HTMLButtonElement;
  readonly start: HTMLElement;
}

// Its properties are made of its attributes by `reflectAttributes`.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface TimbaoSearch extends ElementSettings {}

/** `<timbao-search>`: the search box and its results, for a page of any origin that the service allows. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class TimbaoSearch extends Base {
  static readonly observedAttributes = ['lang', 'query', ...REFLECTED];

  #view: View | null = null;
  #asking: AbortController | null = null;
  #shown = new Set<string>();
  #q = '';
  #page = 0;
  #result: SearchResultWith | null = null;
  /** Several settings that change together make one search. */
  #isDue = false;
  /** The search as the page wrote it: what its address need not say. */
  #written: AddressedSearch = new Map();
  readonly #followAddress = (): void => this.#takeAddress();

  connectedCallback(): void {
    if (this.#view === null) {
      takeEarlierProperties(this);
      this.#build();
      const query = this.query ?? this.getAttribute('query');
      this.#written = searchOf(this, query);
      this.#q = '';
      this.query = query;
      this.#takeAddress();
    }
    addEventListener('popstate', this.#followAddress);
  }

  disconnectedCallback(): void {
    this.#asking?.abort();
    removeEventListener('popstate', this.#followAddress);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.#view === null || before === now || name === 'routing' || name === 'clicks') return;
    if (name === 'query') this.query = now;
    else if (name === 'placeholder') this.#view.input.placeholder = now ?? this.#view.texts.placeholder;
    else {
      if (name === 'lang' || name === 'endpoint' || name === 'labels') this.#build();
      this.#searchSoon();
    }
  }

  /** What is searched for; `null` where nothing is. Once it is set it is searched for. */
  get query(): string | null {
    return this.#q === '' ? null : this.#q;
  }

  set query(q: string | null | undefined) {
    const asked = q?.trim() ?? '';
    // What the page was told of may come back from it.
    if (asked === this.#q) return;
    this.#take(asked);
    this.#searchSoon();
  }

  /** The answer that is shown, its first page or the one that was added last. */
  get result(): SearchResultWith | null {
    return this.#result;
  }

  /** Searches as if `q` had been typed; without it, once more. */
  async search(q: string = this.#q): Promise<void> {
    if (this.#view === null) return;
    this.#isDue = false;
    this.#take(q);
    this.#page = 0;
    const prefix = this.getAttribute('routing');
    if (prefix !== null) writeAddress(prefix, this.#written, searchOf(this, this.query));
    if (this.#q === '') {
      this.#asking?.abort();
      this.#clear('');
      this.#view.start.hidden = false;
      return;
    }
    await this.#ask();
  }

  /** Puts the cursor into the box. */
  override focus(options?: FocusOptions): void {
    this.#view?.input.focus(options);
  }

  #take(q: string): void {
    this.#q = q.trim();
    if (this.#view !== null && this.#view.input.value.trim() !== this.#q) this.#view.input.value = q;
  }

  #searchSoon(): void {
    if (this.#isDue || this.#view === null) return;
    this.#isDue = true;
    queueMicrotask(() => {
      if (this.#isDue) void this.search();
    });
  }

  /** Goes where the page's address leads. */
  #takeAddress(): void {
    const prefix = this.getAttribute('routing');
    if (prefix === null) return;
    for (const [name, value] of readAddress(prefix, this.#written)) {
      if (name === 'query') this.query = value;
      else if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
  }

  /** The reader asks; the page may answer by itself. */
  #submit(q: string): void {
    if (this.#tell('timbao-submit', { q: q.trim() }, true)) void this.search(q);
  }

  /** @returns whether the page lets it be done */
  #tell<Name extends keyof ElementEvents>(
    name: Name,
    detail: ElementEvents[Name]['detail'],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  get #endpoint(): string {
    const given = this.getAttribute('endpoint')?.trim() ?? '';
    return given === ''
      ? (scriptOrigin ?? location.origin)
      : new URL(given, location.href).href.replace(/\/+$/, '');
  }

  get #size(): number {
    const size = Number(this.getAttribute('size'));
    return Number.isInteger(size) && size > 0 ? Math.min(size, MOST_HITS) : USUAL_HITS;
  }

  #build(): void {
    this.#asking?.abort();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(elementStyle);
    root.adoptedStyleSheets = [sheet];
    const language = this.closest('[lang]')?.getAttribute('lang') ?? '';
    const texts = withLabels(elementTexts(language), this.getAttribute('labels'));
    const input = makeElement('input', {
      id: 'q',
      type: 'text',
      enterkeyhint: 'search',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: '512',
      part: 'input',
      'aria-label': texts.label,
      placeholder: this.getAttribute('placeholder') ?? texts.placeholder,
    });
    const button = makeElement(
      'button',
      { class: 'go', part: 'button' },
      makeElement('slot', { name: 'button' }, texts.button),
    );
    const form = makeElement(
      'form',
      { role: 'search', part: 'form', 'aria-label': this.getAttribute('aria-label') ?? texts.label },
      input,
      button,
    );
    form.dataset['texts'] = JSON.stringify(texts.combobox);
    const status = makeElement('p', { class: 'status', part: 'status', role: 'status' });
    const failure = makeElement('div', { part: 'error', role: 'alert' });
    const notices = makeElement('div', { part: 'notices' });
    const hits = makeElement('ol', { class: 'hits', part: 'results', 'aria-label': texts.results });
    hits.hidden = true;
    const more = makeElement('button', { class: 'more', type: 'button', part: 'more' }, texts.more);
    more.hidden = true;
    const start = makeElement('div', {}, makeElement('slot', { name: 'start' }));
    // The language of what is said, not of the page around it.
    const box = makeElement(
      'div',
      { lang: texts.locale.slice(0, 2) },
      form,
      makeElement('slot', { name: 'filters' }),
      start,
      status,
      failure,
      notices,
      hits,
      more,
      makeElement('slot', { name: 'footer' }),
    );
    root.replaceChildren(box);
    input.value = this.#view?.input.value ?? this.#q;
    this.#view = { texts, input, status, failure, notices, hits, more, start };
    createCombobox(form, input, {
      endpoint: this.#endpoint,
      language: texts.locale.startsWith('en') ? 'en' : 'vi',
      recent: forgetful,
      addressOf: ({ url }) => webAddress(url)?.href ?? null,
      open: (url, article) => {
        if (article !== null && this.#isWanted({ id: article.id, url, hit: null })) location.assign(url);
      },
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(input.value);
    });
    more.addEventListener('click', () => void this.#ask());
  }

  #clear(status: string): void {
    const view = this.#view;
    if (view === null) return;
    view.status.textContent = status;
    view.failure.replaceChildren();
    view.notices.replaceChildren();
    view.hits.replaceChildren();
    view.hits.hidden = true;
    view.more.hidden = true;
    this.#shown.clear();
    this.#result = null;
  }

  /** Asks for the page after the last one that came. */
  async #ask(): Promise<void> {
    const view = this.#view;
    if (view === null) return;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const page = this.#page + 1;
    const isFirst = page === 1;
    view.start.hidden = true;
    if (isFirst) this.#clear(view.texts.loading);
    else view.status.textContent = view.texts.loading;
    view.failure.replaceChildren();
    view.hits.setAttribute('aria-busy', 'true');
    const answer = await searchFromElement(
      {
        endpoint: this.#endpoint,
        q: this.#q,
        size: this.#size,
        page,
        parameters: parametersOf(this),
      },
      asking.signal,
    );
    if (answer === null || asking.signal.aborted) return;
    view.hits.removeAttribute('aria-busy');
    if (typeof answer === 'string') {
      this.#fail(view, answer);
      this.#tell('timbao-error', { q: this.#q, page, reason: answer });
      return;
    }
    this.#page = page;
    this.#show(view, answer, isFirst);
    this.#tell('timbao-search', { q: this.#q, page, total: answer.total, result: answer });
  }

  #fail({ texts, status, failure }: View, why: SearchFailure): void {
    status.textContent = '';
    const again = makeElement('button', { type: 'button' }, texts.tryAgain);
    again.addEventListener('click', () => void this.#ask());
    failure.replaceChildren(makeElement('p', {}, texts.errors[why]), again);
  }

  #show(view: View, result: SearchResultWith, isFirst: boolean): void {
    const { query, total, partial, hits, nextCursor } = result;
    this.#result = result;
    const { texts, status, notices, more } = view;
    const count = new Intl.NumberFormat(texts.locale).format(total.value);
    const found = total.exact ? texts.found : texts.foundMoreThan;
    status.textContent = total.value === 0 ? texts.none : found.replace('{count}', count);
    if (isFirst) {
      if (total.value === 0) {
        notices.append(makeElement('slot', { name: 'none' }, makeElement('p', {}, texts.advice)));
      }
      if (query.corrected !== null)
        notices.append(makeElement('p', {}, `${texts.corrected} ${query.corrected.to}`));
      if (query.relaxed !== null) notices.append(makeElement('p', {}, texts.relaxed[query.relaxed]));
      if (partial) notices.append(makeElement('p', {}, texts.partial));
      if (query.suggestion !== undefined) notices.append(this.#didYouMean(texts, query.suggestion));
    }
    // Between two pages the index may have changed: what is shown already does not come again.
    const lines = hits.filter(({ id }) => !this.#shown.has(id)).map((hit) => this.#line(view, hit));
    for (const { id } of hits) this.#shown.add(id);
    view.hits.append(...lines);
    view.hits.hidden = view.hits.childElementCount === 0;
    more.hidden = nextCursor === undefined || (this.#page + 1) * this.#size > LAST_HIT;
    if (!isFirst) lines[0]?.querySelector('a')?.focus();
  }

  #didYouMean(texts: ElementTexts, suggestion: string): HTMLElement {
    const take = makeElement('button', { type: 'button', part: 'suggestion' }, suggestion);
    take.addEventListener('click', () => {
      this.#view?.input.focus();
      this.#submit(suggestion);
    });
    return makeElement('p', {}, `${texts.didYouMean} `, take);
  }

  #line({ texts }: View, hit: HitWith): HTMLElement {
    const url = webAddress(hit.url)?.href ?? this.#pageOf(hit);
    const title = makeElement(
      'a',
      { class: 'title', part: 'title', href: url },
      ...marked(hit.highlights.title),
    );
    title.addEventListener('click', (event) => {
      if (!this.#isWanted({ id: hit.id, url, hit })) event.preventDefault();
      else this.#tellClick(line, hit);
    });
    const line = makeElement('li', { part: 'hit' }, title);
    const snippets = hit.highlights.body.length > 0 ? hit.highlights.body : [hit.highlights.lead ?? ''];
    for (const snippet of snippets.filter((text) => text !== '')) {
      line.append(makeElement('p', { part: 'snippet' }, ...marked(snippet)));
    }
    const day = new Intl.DateTimeFormat(texts.locale, {
      dateStyle: 'long',
      timeZone: 'Asia/Ho_Chi_Minh',
    }).format(new Date(hit.publishedAt));
    const about = [day, hit.section, hit.source].filter((part) => part !== null);
    line.append(makeElement('p', { class: 'meta', part: 'meta' }, about.join(' · ')));
    return line;
  }

  /** Tells the page that a title was chosen; it may have other plans. */
  #isWanted(detail: ElementEvents['timbao-select']['detail']): boolean {
    return this.#tell('timbao-select', detail, true);
  }

  /** Counts it at the service, unless the page has `clicks="off"`. */
  #tellClick(line: HTMLElement, { id }: HitWith): void {
    if (this.getAttribute('clicks') === 'off') return;
    const rank = [...(this.#view?.hits.children ?? [])].indexOf(line) + 1;
    sendClick(this.#endpoint, { q: this.#q, id, rank });
  }

  /** An article without a web address of its own is read at the service. */
  #pageOf({ id }: HitWith): string {
    return `${this.#endpoint}/articles/${encodeURIComponent(id)}?${new URLSearchParams({ q: this.#q }).toString()}`;
  }
}

const marked = (html: string): (Node | string)[] =>
  markedPieces(html).map(({ text, marked }) => (marked ? makeElement('mark', { part: 'mark' }, text) : text));

if (isBrowser) {
  reflectAttributes(TimbaoSearch.prototype);
  if (customElements.get(NAME) === undefined) customElements.define(NAME, TimbaoSearch);
}

export type {
  ElementEvents,
  ElementLabel,
  ElementLabels,
  ElementSettings,
  FilterValues,
} from './element-types.ts';

declare global {
  interface HTMLElementTagNameMap {
    'timbao-search': TimbaoSearch;
  }
}
