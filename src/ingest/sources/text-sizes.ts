import { isElement, walk, type PageNode } from './page-blocks.ts';

/** How much text an element holds, in characters, blanks at the ends of its parts left out. */
export interface TextSize {
  readonly length: number;
  /** Of it, in links. */
  readonly linked: number;
  /** Whether a heading in it is a link, as the title of another article is. */
  readonly hasLinkedHeading: boolean;
}

export type TextSizes = (element: PageNode) => TextSize;

const NOTHING: TextSize = { length: 0, linked: 0, hasLinkedHeading: false };
const HEADING = /^h[1-6]$/u;
/** Shorter ones are labels. */
const SHORTEST_TITLE = 15;
const SILENT = new Set(['script', 'style', 'template', 'noscript']);

/**
 * Measures all elements at once: asking each for its text takes quadratic time where they are nested.
 *
 * @returns the sizes as they were, whatever is changed later.
 */
export const measureText = (roots: readonly PageNode[]): TextSizes => {
  const sizes = new Map<PageNode, { length: number; linked: number; hasLinkedHeading: boolean }>();
  let [links, headings] = [0, 0];
  const enter = (node: PageNode): boolean => {
    if (node.type === 'text') {
      const { length } = node.data.replace(/\s+/gu, ' ').trim();
      if (length === 0) return false;
      const isLinkedHeading = links > 0 && headings > 0 && length >= SHORTEST_TITLE;
      addTo(node.parent, length, links > 0 ? length : 0, isLinkedHeading);
      return false;
    }
    if (isElement(node)) {
      if (SILENT.has(node.name)) return false;
      if (node.name === 'a') links++;
      if (HEADING.test(node.name)) headings++;
    }
    return true;
  };
  const leave = (node: PageNode): void => {
    if (isElement(node)) {
      if (node.name === 'a') links--;
      if (HEADING.test(node.name)) headings--;
    }
    const size = sizes.get(node);
    if (size !== undefined) {
      addTo(node.parent, size.length, size.linked, size.hasLinkedHeading);
    }
  };
  const addTo = (
    element: PageNode | null,
    length: number,
    linked: number,
    hasLinkedHeading: boolean,
  ): void => {
    if (element === null) return;
    const size = sizes.get(element) ?? { length: 0, linked: 0, hasLinkedHeading: false };
    // A blank between two parts of a text.
    size.length += length + (size.length === 0 ? 0 : 1);
    size.linked += linked;
    size.hasLinkedHeading ||= hasLinkedHeading;
    sizes.set(element, size);
  };
  walk(roots, enter, leave);
  return (element) => sizes.get(element) ?? NOTHING;
};
