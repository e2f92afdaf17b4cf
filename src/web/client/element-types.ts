import type { HitWith, SearchResultWith, Total } from '../../client/create-client.ts';
import type { SearchFailure } from './element-search.ts';

/** What can be said in other words; `{count}` stands for a number. */
export type ElementLabel =
  | 'label'
  | 'placeholder'
  | 'button'
  | 'loading'
  | 'found'
  | 'foundMoreThan'
  | 'none'
  | 'advice'
  | 'didYouMean'
  | 'corrected'
  | 'partial'
  | 'more'
  | 'results'
  | 'tryAgain';

export type ElementLabels = Readonly<Partial<Record<ElementLabel, string>>>;

/** Values of a filter: one, several parted by bars (`Kinh tế|Văn hóa`), or a list of them. */
export type FilterValues = string | readonly string[] | null | undefined;

/** What an element is told; each is an attribute and a property of the same name. */
export interface ElementSettings {
  /** What is searched for to begin with. */
  query?: string | null | undefined;
  /** The service's address; where the script was loaded from, otherwise that of the page. */
  endpoint?: string | null | undefined;
  section?: FilterValues;
  author?: FilterValues;
  tag?: FilterValues;
  source?: FilterValues;
  /** Published on this day or later, in the forms of the HTTP interface: `2022`, `21/01/2022`, `30d`. */
  from?: string | null | undefined;
  /** Published on this day or earlier. */
  to?: string | null | undefined;
  sort?: 'relevance' | 'newest' | 'oldest' | null | undefined;
  /** Articles at a time, 1 to 50; 10 unless told. */
  size?: number | string | null | undefined;
  placeholder?: string | null | undefined;
  /** Other words; as an attribute they are JSON. */
  labels?: ElementLabels | string | null | undefined;
  /** Whether the search is in the page's address; a text is put before the names of its parameters. */
  routing?: string | boolean | null | undefined;
  /** `off`: the service is not told which article is opened. */
  clicks?: 'off' | null | undefined;
}

/** What the element tells the page. All of them bubble. */
export interface ElementEvents {
  /** The reader asks for a search; `preventDefault()` leaves it to the page. */
  'timbao-submit': CustomEvent<{ readonly q: string }>;
  /** A page of results has come. */
  'timbao-search': CustomEvent<{
    readonly q: string;
    readonly page: number;
    readonly total: Total;
    readonly result: SearchResultWith;
  }>;
  /** A title was chosen; `preventDefault()` stays on the page. `hit` is `null` where it was suggested. */
  'timbao-select': CustomEvent<{
    readonly id: string;
    readonly url: string;
    readonly hit: HitWith | null;
  }>;
  /** A search did not come back; the reader has been told. */
  'timbao-error': CustomEvent<{ readonly q: string; readonly page: number; readonly reason: SearchFailure }>;
}

declare global {
  interface GlobalEventHandlersEventMap extends ElementEvents {}
}
