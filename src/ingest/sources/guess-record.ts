import { isOfMarkup } from './element-markup.ts';

interface OpenElement {
  readonly name: string;
  /** The names of the fields that it has, were it a record. */
  readonly fields: Set<string>;
}

/** Guesses which element of XML of a shape of its own is an article, told of each as it opens and closes. */
export interface RecordGuess {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(): void;
  /** The element with the most different fields; of two the one that repeats. The root where none has any. */
  guess(): string | undefined;
}

/** More says nothing new. */
const MOST_NAMES = 100;
/** What has fewer is a list, or a field itself. */
const FEWEST_FIELDS = 2;

/** `<column name="title">` is a field of that name; markup is none. */
export const recordGuess = (): RecordGuess => {
  const open: OpenElement[] = [];
  const seen = new Map<string, { fields: number; times: number }>();
  let root: string | undefined;
  return {
    open(name, attributes) {
      root ??= name;
      const own = attributes['name'];
      const isMarkup = isOfMarkup(name);
      if (!isMarkup) open.at(-1)?.fields.add(own ?? name);
      const isField = isMarkup || own !== undefined;
      open.push({ name, fields: new Set(isField ? [] : Object.keys(attributes)) });
    },
    close() {
      const element = open.pop();
      if (element === undefined || element.fields.size < FEWEST_FIELDS) return;
      const before = seen.get(element.name);
      if (before === undefined && seen.size >= MOST_NAMES) return;
      const fields = Math.max(before?.fields ?? 0, element.fields.size);
      seen.set(element.name, { fields, times: (before?.times ?? 0) + 1 });
    },
    guess() {
      const [best] = [...seen].toSorted(([, a], [, b]) => b.fields - a.fields || b.times - a.times);
      return best?.[0] ?? root;
    },
  };
};
