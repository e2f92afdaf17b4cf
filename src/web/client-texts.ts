/** What the list says, in the page's language; `{count}` stands for a number. */
export interface ComboboxTexts {
  readonly suggestions: string;
  readonly recent: string;
  readonly forgetRecent: string;
  readonly none: string;
  readonly some: string;
  readonly kinds: Readonly<Record<string, string>>;
}

/** What the chart says, in the page's language; `{first}`, `{last}` and `{count}` stand for what is selected. */
export interface HistogramTexts {
  readonly howTo: string;
  readonly selected: string;
  readonly locale: string;
}
