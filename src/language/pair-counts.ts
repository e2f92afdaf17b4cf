/** Counts pairs of small numbers in a typed array: a million pairs take some 27 MB, a tenth of what a `Map` does. */
export interface PairCounts {
  /** How many different pairs are counted. */
  readonly size: number;
  /** Adds to a pair's count; less than nothing takes from it what there is. */
  add(first: number, second: number, times?: number): void;
  get(first: number, second: number): number;
  forEach(visit: (first: number, second: number, count: number) => void): void;
}

/** At most this share of the slots is taken. */
export const FULL = 0.6;

/** A slot's first number plus one, so that 0 is an empty slot; its second number; its count: all on one cache line. */
const WIDTH = 3;

const hashOf = (first: number, second: number): number =>
  Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);

/** @param expected how many different pairs there will be, roughly */
export const createPairCounts = (expected = 1_000): PairCounts => {
  let bits = Math.max(10, Math.ceil(Math.log2(expected / FULL)));
  let slots = new Uint32Array(WIDTH * 2 ** bits);
  /**
   * By slot, which of eight kinds of pairs belong there. Most pairs that are asked for are none, and the slots are more than
   * a cache holds.
   */
  let kinds = new Uint8Array(2 ** bits);
  let most = FULL * 2 ** bits;
  let size = 0;

  /** Where a pair is, or would be. */
  const find = (first: number, second: number): number => {
    let at = WIDTH * (hashOf(first, second) >>> (32 - bits));
    for (;;) {
      const taken = slots[at];
      if (taken === 0 || (taken === first + 1 && slots[at + 1] === second)) return at;
      at += WIDTH;
      if (at === slots.length) at = 0;
    }
  };

  const kindOf = (hash: number): number => 1 << ((hash >>> (29 - bits)) & 7);
  const mayHave = (first: number, second: number): boolean => {
    const hash = hashOf(first, second);
    return ((kinds[hash >>> (32 - bits)] ?? 0) & kindOf(hash)) !== 0;
  };
  const put = (at: number, first: number, second: number, count: number): void => {
    slots[at] = first + 1;
    slots[at + 1] = second;
    slots[at + 2] = count;
    const hash = hashOf(first, second);
    const home = hash >>> (32 - bits);
    kinds[home] = (kinds[home] ?? 0) | kindOf(hash);
  };

  const add = (first: number, second: number, times = 1): void => {
    const at = find(first, second);
    if (slots[at] === 0) {
      if (times <= 0) return;
      put(at, first, second, 0);
      size += 1;
    }
    slots[at + 2] = Math.max(0, (slots[at + 2] ?? 0) + times);
    if (size > most) grow();
  };

  const forEach: PairCounts['forEach'] = (visit) => {
    for (let at = 0; at < slots.length; at += WIDTH) {
      const taken = slots[at] ?? 0;
      if (taken !== 0) visit(taken - 1, slots[at + 1] ?? 0, slots[at + 2] ?? 0);
    }
  };

  const grow = (): void => {
    const before = slots;
    bits += 1;
    slots = new Uint32Array(WIDTH * 2 ** bits);
    kinds = new Uint8Array(2 ** bits);
    most = FULL * 2 ** bits;
    for (let from = 0; from < before.length; from += WIDTH) {
      const taken = before[from] ?? 0;
      const second = before[from + 1] ?? 0;
      if (taken !== 0) put(find(taken - 1, second), taken - 1, second, before[from + 2] ?? 0);
    }
  };

  return {
    get size() {
      return size;
    },
    add,
    get: (first, second) => (mayHave(first, second) ? (slots[find(first, second) + 2] ?? 0) : 0),
    forEach,
  };
};
