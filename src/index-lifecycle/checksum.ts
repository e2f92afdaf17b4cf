import { createHash } from 'node:crypto';

/** Adds up what many documents are, in whatever order they come. */
export interface Checksum {
  /** @param text all that a document is to be told apart by */
  add(text: string): void;
  /** 16 hexadecimal digits. */
  text(): string;
}

export const createChecksum = (): Checksum => {
  let sum = 0n;
  return {
    add: (text) => {
      sum += BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
    },
    text: () => (sum % 2n ** 256n).toString(16).padStart(64, '0').slice(0, 16),
  };
};
