/** Counts pairs of small numbers in typed arrays: a million pairs take some 24 MB, a tenth of what a `Map` does. */
export interface PairCounts {
  /** How many different pairs are counted. */
  readonly size: number;
  /** Adds to a pair's count. */
  add(first: number, second: number, times?: number): void;
  get(first: number, second: number): number;
  forEach(visit: (first: number, second: number, count: number) => void): void;
}

/** Numbers are below this: two of them fit into one that is exact. */
export const MAX_NUMBER = 2 ** 26;

/** At most this share of the slots is taken. */
const FULL = 0.6;

/** @param expected how many different pairs there will be, roughly */
export const createPairCounts = (expected = 1_000): PairCounts => {
  let bits = Math.max(10, Math.ceil(Math.log2(expected / FULL)));
  let keys = new Float64Array(2 ** bits).fill(-1);
  let counts = new Uint32Array(2 ** bits);
  let size = 0;

  const slotOf = (first: number, second: number, key: number): number => {
    const mask = keys.length - 1;
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b)) >>> (32 - bits);
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };

  const grow = (): void => {
    const [before, counted] = [keys, counts];
    bits += 1;
    keys = new Float64Array(2 ** bits).fill(-1);
    counts = new Uint32Array(2 ** bits);
    before.forEach((key, at) => {
      if (key === -1) return;
      const slot = slotOf(Math.floor(key / MAX_NUMBER), key % MAX_NUMBER, key);
      keys[slot] = key;
      counts[slot] = counted[at] ?? 0;
    });
  };

  return {
    get size() {
      return size;
    },
    add: (first, second, times = 1) => {
      const key = first * MAX_NUMBER + second;
      const slot = slotOf(first, second, key);
      if (keys[slot] === -1) {
        keys[slot] = key;
        size += 1;
      }
      counts[slot] = (counts[slot] ?? 0) + times;
      if (size > keys.length * FULL) grow();
    },
    get: (first, second) => counts[slotOf(first, second, first * MAX_NUMBER + second)] ?? 0,
    forEach: (visit) => {
      keys.forEach((key, at) => {
        if (key !== -1) visit(Math.floor(key / MAX_NUMBER), key % MAX_NUMBER, counts[at] ?? 0);
      });
    },
  };
};
