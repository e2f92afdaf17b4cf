/** What the advanced form asks for; each a text as typed, empty where nothing is wanted. */
export interface AdvancedFields {
  /** Words that all have to be there; may hold anything of the query language. */
  readonly all: string;
  /** One phrase, without quotation marks. */
  readonly phrase: string;
  /** Words that stand near each other, and within how many syllables. */
  readonly near: string;
  readonly distance: string;
  /** Alternatives and exclusions, parted by commas. */
  readonly any: string;
  readonly none: string;
  readonly title: string;
  readonly author: string;
}

export const DEFAULT_DISTANCE = '3';

export const NO_FIELDS: AdvancedFields = {
  all: '',
  phrase: '',
  near: '',
  distance: DEFAULT_DISTANCE,
  any: '',
  none: '',
  title: '',
  author: '',
};

/** The fields of a form that was filled in, each by its name. */
export const readFields = (field: (name: string) => string | null): AdvancedFields => {
  const of = (name: keyof AdvancedFields): string => field(name) ?? NO_FIELDS[name];
  return {
    all: of('all'),
    phrase: of('phrase'),
    near: of('near'),
    distance: of('distance'),
    any: of('any'),
    none: of('none'),
    title: of('title'),
    author: of('author'),
  };
};
