/** The parameters of the search page, in the order in which its addresses have them. */
export const PAGE_PARAMETERS = [
  'q',
  'mode',
  'slop',
  'diacritics',
  'from',
  'to',
  'section',
  'author',
  'tag',
  'source',
  'sort',
  'relax',
  'collapse',
  'size',
  'page',
  'cursor',
  'lang',
] as const;

export type PageParameter = (typeof PAGE_PARAMETERS)[number];

type Change = string | readonly string[] | null;

/** Those that leave some articles out. */
export const FILTER_PARAMETERS = ['from', 'to', 'section', 'author', 'tag', 'source'] as const;

/** The address of a search as the reader has it, and the addresses of searches near it. Never changed. */
export class PageAddress {
  readonly #values: ReadonlyMap<PageParameter, readonly string[]>;

  /** @param query what stands after `?`; parameters that the page does not know are dropped */
  constructor(query: URLSearchParams) {
    this.#values = new Map(
      PAGE_PARAMETERS.map((name) => [name, query.getAll(name).filter((value) => value.trim() !== '')]),
    );
  }

  /** The first value of a parameter, or an empty text. */
  get(name: PageParameter): string {
    return this.#values.get(name)?.[0] ?? '';
  }

  all(name: PageParameter): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(...names: readonly PageParameter[]): boolean {
    return names.some((name) => this.all(name).length > 0);
  }

  /** Whether this is the bare page: nothing is searched for. */
  get isBare(): boolean {
    return !this.has('q', ...FILTER_PARAMETERS);
  }

  /** What of the address the search takes: not the page's own parameters, nor what is empty. */
  get searchParameters(): Record<string, string | string[]> {
    const parameters: Record<string, string | string[]> = {};
    for (const [name, values] of this.#values) {
      if (name === 'lang' || values.length === 0) continue;
      parameters[name] = values.length === 1 ? (values[0] ?? '') : [...values];
    }
    return parameters;
  }

  /** The address with some parameters changed; `null` leaves one out. Any change leads to the first page. */
  href(changes: Partial<Readonly<Record<PageParameter, Change>>> = {}, path = '/'): string {
    const changed = Object.keys(changes).some((name) => name !== 'lang');
    const pairs: string[] = [];
    for (const name of PAGE_PARAMETERS) {
      const change = name in changes ? changes[name] : undefined;
      if (change === undefined && changed && (name === 'page' || name === 'cursor')) continue;
      const values = change === undefined ? this.all(name) : [change ?? []].flat();
      for (const value of values) pairs.push(`${name}=${encode(value)}`);
    }
    return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
  }

  /** As `href`, as an address of its own. */
  changed(changes: Partial<Readonly<Record<PageParameter, Change>>>): PageAddress {
    return new PageAddress(new URLSearchParams(this.href(changes).split('?')[1] ?? ''));
  }

  /** The page without a search, or another one, in the same language; with what else is in its address. */
  home(path = '/', parameters: Readonly<Record<string, string>> = {}): string {
    const lang = this.get('lang');
    const pairs = Object.entries({ ...(lang !== '' && { lang }), ...parameters });
    if (pairs.length === 0) return path;
    return `${path}?${pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&')}`;
  }

  /** All of it but these, for the hidden fields of a form. */
  except(...names: readonly PageParameter[]): [PageParameter, string][] {
    return PAGE_PARAMETERS.filter((name) => !names.includes(name)).flatMap((name) =>
      this.all(name).map((value): [PageParameter, string] => [name, value]),
    );
  }
}

/** As forms write it, so that typing and clicking lead to the same address. */
const encode = (value: string): string => encodeURIComponent(value).replaceAll('%20', '+');
