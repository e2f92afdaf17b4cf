import type { ElementTexts } from '../texts/element-texts.ts';
import type { ElementLabels, ElementSettings } from './element-types.ts';

/** Several values are parted by bars. */
const LISTS = ['section', 'author', 'tag', 'source'] as const;
const SINGLE = ['from', 'to', 'sort'] as const;

/** What narrows and orders a search: changed, the search is made again. */
export const NARROWING = [...LISTS, ...SINGLE] as const;

/** Attributes that are properties as well, apart from the query, which readers change. */
export const REFLECTED = [
  ...NARROWING,
  'endpoint',
  'size',
  'placeholder',
  'labels',
  'routing',
  'clicks',
] as const;

type Reflected = (typeof REFLECTED)[number];

/** The parameters of `GET /v1/search` that an element's attributes stand for. */
export const parametersOf = (element: Element): readonly (readonly [string, string])[] =>
  [
    ...LISTS.flatMap((name) =>
      (element.getAttribute(name) ?? '').split('|').map((value): [string, string] => [name, value.trim()]),
    ),
    ...SINGLE.map((name): [string, string] => [name, element.getAttribute(name)?.trim() ?? '']),
  ].filter(([, value]) => value !== '');

/** What an attribute says that stands for a value; `null`: that there is none. */
const attributeOf = (value: ElementSettings[Reflected]): string | null => {
  if (value === null || value === undefined || value === false) return null;
  if (value === true) return '';
  if (Array.isArray(value)) return value.length === 0 ? null : value.join('|');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Makes the attributes properties of a class of elements: frameworks set those where there are any. */
export const reflectAttributes = (prototype: HTMLElement): void => {
  for (const name of REFLECTED) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return this.getAttribute(name);
      },
      set(this: HTMLElement, value: ElementSettings[Reflected]) {
        const text = attributeOf(value);
        if (text === null) this.removeAttribute(name);
        else this.setAttribute(name, text);
      },
    });
  }
};

/** What was set before the element's class was there hides the properties of the class. */
export const takeEarlierProperties = (element: HTMLElement): void => {
  for (const name of ['query', ...REFLECTED]) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
};

/** An element's texts in the page's own words. What is no JSON changes nothing. */
export const withLabels = (texts: ElementTexts, labels: string | null): ElementTexts => {
  if (labels === null) return texts;
  try {
    return { ...texts, ...(JSON.parse(labels) as ElementLabels) };
  } catch {
    return texts;
  }
};
