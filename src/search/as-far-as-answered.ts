import { isTransient } from '../domain/app-error.ts';

/** What is asked beside what was found: an answer that lacks it is better than none. */
export interface Extras {
  /** What was asked for, or `without` where the engine has no time for it, or is out of reach by now. */
  <T>(asking: Promise<T>, without: T): Promise<T>;
  /** Whether any of them is lacking. */
  lack(): boolean;
}

export const asFarAsAnswered = (): Extras => {
  let isLacking = false;
  const extras = async <T>(asking: Promise<T>, without: T): Promise<T> => {
    try {
      return await asking;
    } catch (error) {
      if (!isTransient(error)) throw error;
      isLacking = true;
      return without;
    }
  };
  return Object.assign(extras, { lack: () => isLacking });
};
