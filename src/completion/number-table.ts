/** Finds numbered things by what they are: a hash table that holds the numbers alone, in some 8 bytes each. */
export interface NumberTable {
  /** @returns the number of the thing; `NOT_THERE` */
  find(hash: number, isIt: (number: number) => boolean): number;
  /** Adds a thing that is not there yet. */
  add(number: number): void;
  remove(number: number): void;
}

export const NOT_THERE = -1;

const EMPTY = 0;
const GONE = -1;
/** At most this share of the slots is taken, by what is gone, too. */
const FULL = 0.6;
const FEWEST_BITS = 6;

/** @param hashOf of the thing with a number that is there; its lowest bits are to differ */
export const createNumberTable = (hashOf: (number: number) => number): NumberTable => {
  /** A thing's number plus one. */
  let slots = new Int32Array(1 << FEWEST_BITS);
  let taken = 0;
  let there = 0;

  const placeFor = (number: number): void => {
    const mask = slots.length - 1;
    let at = hashOf(number) & mask;
    while (slots[at] !== EMPTY) at = (at + 1) & mask;
    slots[at] = number + 1;
    taken += 1;
  };

  const rehash = (): void => {
    const before = slots;
    const bits = Math.max(FEWEST_BITS, Math.ceil(Math.log2((there + 1) / (FULL * 0.75))));
    slots = new Int32Array(2 ** bits);
    taken = 0;
    for (const slot of before) if (slot > EMPTY) placeFor(slot - 1);
  };

  return {
    find: (hash, isIt) => {
      const mask = slots.length - 1;
      for (let at = hash & mask; ; at = (at + 1) & mask) {
        const slot = slots[at] ?? EMPTY;
        if (slot === EMPTY) return NOT_THERE;
        if (slot !== GONE && isIt(slot - 1)) return slot - 1;
      }
    },
    add: (number) => {
      if (taken >= slots.length * FULL) rehash();
      placeFor(number);
      there += 1;
    },
    remove: (number) => {
      const mask = slots.length - 1;
      for (let at = hashOf(number) & mask; slots[at] !== EMPTY; at = (at + 1) & mask) {
        if (slots[at] !== number + 1) continue;
        slots[at] = GONE;
        there -= 1;
        return;
      }
    },
  };
};

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A hash of some numbers, of which each changes all bits (FNV-1a, then mixed as in MurmurHash3). */
export const createHash = () => {
  let hash = FNV_BASIS;
  return {
    add: (number: number): void => {
      hash = Math.imul(hash ^ number, FNV_PRIME);
    },
    end: (): number => {
      let mixed = hash ^ (hash >>> 16);
      mixed = Math.imul(mixed, 0x85ebca6b);
      mixed ^= mixed >>> 13;
      mixed = Math.imul(mixed, 0xc2b2ae35);
      return (mixed ^ (mixed >>> 16)) >>> 0;
    },
  };
};
