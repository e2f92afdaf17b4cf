import type { Searcher } from '../engine/engine.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import type { Walks } from './continue-search.ts';

/** What a search is run with. */
export interface SearchContext {
  readonly engine: Searcher;
  /** The alias that is read. */
  readonly index: string;
  readonly abbreviations: Abbreviations;
  /** Absent: answers carry no cursor, and none is understood. */
  readonly walks?: Walks;
  /** `false`: why a search found nothing is not looked into. */
  readonly autopsy?: boolean;
}
