/** What the server has left for the script in a `data-…` attribute, as JSON. */
export const readData = <T>(element: HTMLElement, name: string): T =>
  JSON.parse(element.dataset[name] ?? '{}') as T;
