import type { Corrector } from '../correction/create-corrector.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import type { PinsAt } from '../matching/pin-list.ts';
import type { Reader } from './reader.ts';
import type { Walks } from './walks.ts';

/** What a query is read with. */
export interface ReadingContext {
  readonly abbreviations: Abbreviations;
  /** What the archive's texts say about the language. */
  readonly language: LanguageModel;
  /** Whether the index has a field of words, to rank by; absent: it has syllables alone. */
  readonly hasWordField?: boolean;
  /** Mends slips; absent: nothing is mended or suggested. */
  readonly corrector?: Corrector;
  /** What editors moved; absent: nothing is. */
  readonly pins?: PinsAt;
}

/** What a search is run with. */
export interface SearchContext extends ReadingContext {
  /** As whoever searches sees it. */
  readonly engine: Reader;
  /** The alias that is read. */
  readonly index: string;
  /** Absent: answers carry no cursor, and none is understood. */
  readonly walks?: Walks;
  /** `false`: why a search found nothing is not looked into. */
  readonly autopsy?: boolean;
}
