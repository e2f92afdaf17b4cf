import { markedPieces } from '../marked-text.ts';
import { elementTexts } from '../texts/element-texts.ts';
import type { ElementTexts } from '../texts/element-texts.ts';
import { createCombobox } from './combobox.ts';
import { searchFromElement } from './element-search.ts';
import type { ElementHit, ElementResult, SearchFailure } from './element-search.ts';
import { elementStyle } from './element-style.ts';
import { makeElement } from './make-element.ts';
import { sendClick } from './send-click.ts';
import { webAddress } from '../web-address.ts';

const NAME = 'timbao-search';

/** Where this script came from is where the service is, unless an element says otherwise. */
const scriptUrl = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';
const ownOrigin = scriptUrl === '' ? location.origin : new URL(scriptUrl).origin;

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
}

/** `<timbao-search>`: the search box and its results, for a page of any origin that the service allows. */
class TimbaoSearch extends HTMLElement {
  static readonly observedAttributes = ['lang', 'placeholder', 'endpoint', 'size', 'section'];

  #view: View | null = null;
  #asking: AbortController | null = null;
  #shown = new Set<string>();
  #q = '';
  #page = 0;

  connectedCallback(): void {
    if (this.#view === null) this.#build();
  }

  disconnectedCallback(): void {
    this.#asking?.abort();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.#view === null || before === now) return;
    if (name === 'placeholder') this.#view.input.placeholder = now ?? this.#view.texts.placeholder;
    else this.#build();
  }

  /** Searches as if `q` had been typed. */
  async search(q: string): Promise<void> {
    if (this.#view === null) return;
    this.#view.input.value = q;
    this.#q = q.trim();
    this.#page = 0;
    if (this.#q === '') {
      this.#asking?.abort();
      this.#clear('');
      return;
    }
    await this.#ask();
  }

  get #endpoint(): string {
    const given = this.getAttribute('endpoint')?.trim() ?? '';
    return given === '' ? ownOrigin : new URL(given, location.href).href.replace(/\/+$/, '');
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
    const texts = elementTexts(language);
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
    const button = makeElement('button', { class: 'go', part: 'button' }, texts.button);
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
    // The language of what is said, not of the page around it.
    const box = makeElement(
      'div',
      { lang: texts.locale.slice(0, 2) },
      form,
      status,
      failure,
      notices,
      hits,
      more,
    );
    root.replaceChildren(box);
    this.#view = { texts, input, status, failure, notices, hits, more };
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
      void this.search(input.value);
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
    if (isFirst) this.#clear(view.texts.loading);
    else view.status.textContent = view.texts.loading;
    view.failure.replaceChildren();
    view.hits.setAttribute('aria-busy', 'true');
    const sections = (this.getAttribute('section') ?? '').split('|').map((name) => name.trim());
    const answer = await searchFromElement(
      {
        endpoint: this.#endpoint,
        q: this.#q,
        size: this.#size,
        page,
        sections: sections.filter((name) => name !== ''),
      },
      asking.signal,
    );
    if (answer === null || asking.signal.aborted) return;
    view.hits.removeAttribute('aria-busy');
    if (typeof answer === 'string') {
      this.#fail(view, answer);
      return;
    }
    this.#page = page;
    this.#show(view, answer, isFirst);
    this.dispatchEvent(
      new CustomEvent('timbao-search', {
        bubbles: true,
        composed: true,
        detail: { q: this.#q, page, total: answer.total, result: answer },
      }),
    );
  }

  #fail({ texts, status, failure }: View, why: SearchFailure): void {
    status.textContent = '';
    const again = makeElement('button', { type: 'button' }, texts.tryAgain);
    again.addEventListener('click', () => void this.#ask());
    failure.replaceChildren(makeElement('p', {}, texts.errors[why]), again);
  }

  #show(view: View, { query, total, partial, hits, nextCursor }: ElementResult, isFirst: boolean): void {
    const { texts, status, notices, more } = view;
    const count = new Intl.NumberFormat(texts.locale).format(total.value);
    const found = total.exact ? texts.found : texts.foundMoreThan;
    status.textContent = total.value === 0 ? texts.none : found.replace('{count}', count);
    if (isFirst) {
      if (total.value === 0) notices.append(makeElement('p', {}, texts.advice));
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
      void this.search(suggestion);
    });
    return makeElement('p', {}, `${texts.didYouMean} `, take);
  }

  #line({ texts }: View, hit: ElementHit): HTMLElement {
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
  #isWanted(detail: { id: string; url: string; hit: ElementHit | null }): boolean {
    return this.dispatchEvent(
      new CustomEvent('timbao-select', { bubbles: true, composed: true, cancelable: true, detail }),
    );
  }

  /** Counts it at the service, unless the page has `clicks="off"`. */
  #tellClick(line: HTMLElement, { id }: ElementHit): void {
    if (this.getAttribute('clicks') === 'off') return;
    const rank = [...(this.#view?.hits.children ?? [])].indexOf(line) + 1;
    sendClick(this.#endpoint, { q: this.#q, id, rank });
  }

  /** An article without a web address of its own is read at the service. */
  #pageOf({ id }: ElementHit): string {
    return `${this.#endpoint}/articles/${encodeURIComponent(id)}?${new URLSearchParams({ q: this.#q }).toString()}`;
  }
}

const marked = (html: string): (Node | string)[] =>
  markedPieces(html).map(({ text, marked }) => (marked ? makeElement('mark', { part: 'mark' }, text) : text));

if (customElements.get(NAME) === undefined) customElements.define(NAME, TimbaoSearch);
