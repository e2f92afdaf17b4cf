import { htmlToText, looksLikeHtml } from '../../text/html-to-text.ts';
import type { Judgement } from './judge-text.ts';
import type { LegacyEncoding } from './legacy-encodings.ts';

/** What texts read like in one encoding. */
export interface Candidate {
  readonly encoding: LegacyEncoding;
  readonly text: string;
  readonly judgement: Judgement;
}

/** The text that is judged: markup has words of its own. */
export const readable = (text: string): string => (looksLikeHtml(text) ? htmlToText(text).text : text);

/** Whether no other reading has more possible syllables. */
export const isBest = (candidate: Candidate, candidates: readonly Candidate[]): boolean =>
  candidates.every(({ judgement }) => judgement.markedGood <= candidate.judgement.markedGood);

/** Whether no other reading comes near it: two that differ and are as good leave doubt. */
export const isClear = (best: Candidate, candidates: readonly Candidate[]): boolean =>
  candidates.every(
    (other) => other === best || other.text === best.text || isWorse(other.judgement, best.judgement),
  );

const isWorse = (other: Judgement, best: Judgement): boolean =>
  other.markedGood / Math.max(other.marked, 1) <= best.markedGood / Math.max(best.marked, 1) - 0.1 &&
  other.markedGood < best.markedGood;
