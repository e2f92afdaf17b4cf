import { inCaseOf } from '../text/in-case-of.ts';
import { toOldStyle } from '../text/tone-position.ts';

const OPEN_Y = /^(h|k|l|m|s|t|v|qu)y([\u0300\u0301\u0303\u0309\u0323]?)$/;
/** Written with i by nearly everybody, where others of these letters have y (lý, Mỹ, tỷ). */
const WITH_I = new Set(
  ['hí', 'lì', 'mì', 'mí', 'tí', 'tì', 'ti'].map((word) => word.normalize('NFD').replace('i', 'y')),
);

/**
 * A term as people write it: the tone in its place, i or y as typed or as most have it, in the letter case typed.
 *
 * @param term exact or folded
 * @param typed what it stands for
 */
export const writeTerm = (term: string, typed: string): string => {
  const [, onset, tone = ''] = OPEN_Y.exec(term) ?? [];
  const last = typed.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '').at(-1);
  const withI = last === 'i' || (last !== 'y' && (onset === 's' || onset === 'v' || WITH_I.has(term)));
  const written = onset !== undefined && withI ? `${onset}i${tone}` : term;
  return inCaseOf(typed, toOldStyle(written));
};
