import { NARROWING } from './element-settings.ts';

/** What an element searches for: its query and the attributes that narrow it, by name; `null` where there is none. */
export type AddressedSearch = ReadonlyMap<string, string | null>;

/** @param prefix What the names of an element's parameters begin with. */
const parameterOf = (prefix: string, name: string): string => prefix + (name === 'query' ? 'q' : name);

/** What an element searches for now. */
export const searchOf = (element: Element, query: string | null): AddressedSearch =>
  new Map([['query', query], ...NARROWING.map((name) => [name, element.getAttribute(name)] as const)]);

/**
 * The search that the page's address has.
 *
 * @param written What holds where the address says nothing: the search as the page wrote it.
 */
export const readAddress = (prefix: string, written: AddressedSearch): AddressedSearch => {
  const parameters = new URLSearchParams(location.search);
  return new Map(
    [...written].map(([name, usual]) => [name, (parameters.get(parameterOf(prefix, name)) ?? usual) || null]),
  );
};

/**
 * Puts what differs from `written` into the page's address, as a step that leads back. What else is in the address
 * stays.
 */
export const writeAddress = (prefix: string, written: AddressedSearch, search: AddressedSearch): void => {
  const url = new URL(location.href);
  let isChanged = false;
  for (const [name, value] of search) {
    const parameter = parameterOf(prefix, name);
    const text = value === (written.get(name) ?? null) ? null : (value ?? '');
    if (text === url.searchParams.get(parameter)) continue;
    isChanged = true;
    if (text === null) url.searchParams.delete(parameter);
    else url.searchParams.set(parameter, text);
  }
  // A router keeps its own state of the page.
  if (isChanged) history.pushState(history.state, '', url);
};
