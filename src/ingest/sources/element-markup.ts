/** Under which an element of XML that holds markup has that as a text, beside the elements in it as fields. */
export const MARKUP = '#markup';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** What parts of an article's text stand in. */
const TEXT = words(
  'p br b i u em strong span div font h1 h2 h3 h4 h5 h6 ul ol li table tbody tr td th blockquote figure figcaption img a sup sub small center pre hr',
);

/** Whether an element is one of markup, whatever XML it stands in. */
export const isOfMarkup = (name: string): boolean => TEXT.has(name.toLowerCase());

/** The text of the elements of one record as markup, so that a body in elements can be read as one. */
export interface MarkupKeeper {
  /** @returns the place to give to `since`. */
  open(name: string, attributes: Readonly<Record<string, string>>): number;
  text(text: string): void;
  close(name: string): void;
  /** The markup from a place on. */
  since(place: number): string;
  clear(): void;
}

export const markupKeeper = (): MarkupKeeper => {
  const parts: string[] = [];
  return {
    open: (name, { class: names }) => {
      if (isOfMarkup(name)) {
        parts.push(
          names === undefined ? `<${name}>` : `<${name} class="${names.replaceAll('"', '&quot;')}">`,
        );
      }
      return parts.length;
    },
    text: (text) => parts.push(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    close: (name) => {
      if (isOfMarkup(name)) parts.push(`</${name}>`);
    },
    since: (place) => parts.slice(place).join(''),
    clear: () => {
      parts.length = 0;
    },
  };
};
