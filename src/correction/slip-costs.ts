/** What a slip costs: the natural log of how likely it is, of one word that somebody types. */
export interface SlipCosts {
  readonly hookForTilde: number;
  readonly wrongTone: number;
  readonly missingMark: number;
  readonly surplusMark: number;
  readonly wrongMark: number;
  readonly noMarks: number;
  readonly sound: number;
  readonly dropped: number;
  readonly doubledKey: number;
  readonly lostMark: number;
  readonly lonely: number;
  readonly lonelyName: number;
  readonly doubled: number;
  readonly swapped: number;
  readonly neighbour: number;
  readonly surplus: number;
  readonly otherLetter: number;
  readonly rawKeys: number;
  readonly allKeys: number;
  readonly joined: number;
  readonly joinedAgain: number;
  readonly torn: number;
  /** For letter slips of queries without marks, on top. */
  readonly plain: number;
  /** What a correction must be likelier by than what was typed. */
  readonly slip: number;
  readonly threshold: number;
  readonly perWord: number;
  readonly unknown: number;
  readonly unknownLetter: number;
  readonly pairPower: number;
  readonly pairWeight: number;
  readonly pairDiscount: number;
  readonly pairPrior: number;
}

export const SLIP_COSTS: SlipCosts = {
  hookForTilde: -1.5,
  wrongTone: -3.5,
  missingMark: -2.5,
  surplusMark: -5.5,
  wrongMark: -5.5,
  noMarks: -5.2,
  sound: -3.2,
  dropped: -4.2,
  doubledKey: -2,
  lostMark: 0,
  lonely: 0,
  lonelyName: -2,
  doubled: -5.2,
  swapped: -3.6,
  neighbour: -6.2,
  surplus: -7.5,
  otherLetter: -7.5,
  rawKeys: -3.3,
  allKeys: -8,
  joined: -3.5,
  joinedAgain: -0.7,
  torn: -6,
  plain: 0.4,
  slip: -4,
  threshold: -2,
  perWord: 0.7,
  unknown: -1.5,
  unknownLetter: -2,
  pairPower: 1.6,
  pairWeight: 0.73,
  pairDiscount: 0.6,
  pairPrior: 5,
};
