import { isSentence, loosenWords, whatToLoosen } from './loosen-words.ts';
import type { LooseMatch } from './loosen-words.ts';
import type { Match } from './match.ts';
import type { AppliedPins } from '../domain/pin.ts';
import type { Reading } from '../domain/reading.ts';
import { hasWords, setApart } from './set-apart.ts';

/** A query in one reading: made once, and carried to whoever asks for it, marks it or goes on with it. */
export interface Plan {
  readonly reading: Reading;
  /** All of it: what ranks, and what is marked. */
  readonly match: Match;
  /** Whether it is read as a sentence, and how many things it asks for, its words taken apart. */
  readonly isSentence: boolean;
  readonly parts: number;
  /** What of it an article must hold where most suffices; `null`: all of it. */
  readonly loose: LooseMatch | null;
  /** What an editor moved: these articles are found as well, or never. */
  readonly pins: AppliedPins | null;
  /** Whether the index has a field of words, to rank by. */
  readonly hasWordField: boolean;
}

/**
 * @param match the query with its marks in the reading's way
 * @param known pins that apply to the query, in whichever reading, and what is known of the index
 * @returns `null` where the reading asks for no less than a stricter one
 */
export const planQuery = (
  match: Match,
  reading: Reading,
  {
    pins = null,
    hasWordField = false,
  }: {
    readonly pins?: AppliedPins | null;
    readonly hasWordField?: boolean | undefined;
  } = {},
): Plan | null => {
  const apart = setApart(match);
  const read = {
    reading,
    pins,
    hasWordField,
    isSentence: isSentence(apart),
    parts: apart.type === 'all' ? apart.children.length : 1,
  };
  switch (reading.extent) {
    case 'words':
      return { ...read, match, loose: null };
    case 'syllables':
      return hasWords(match) ? { ...read, match: apart, loose: null } : null;
    case 'most':
    case 'some': {
      const loosened = whatToLoosen(match, apart);
      const loose = loosenWords(loosened, reading.extent === 'most');
      return loose === null ? null : { ...read, match: loosened, loose };
    }
    default:
      return reading.extent satisfies never;
  }
};
