import { setFlagsFromString } from 'node:v8';

/** By how much of what is in use the heap may grow before it is collected, in percent; 0: as V8 sees fit, several times as much. */
const TIGHT = 30;
const USUAL = 0;

/**
 * Has the heap collected often as long as something lasts that reads much and keeps little of it: the peak that it would leave is
 * what a machine has to have for a service. Always so, it would cost each search a tenth of its CPU.
 */
export const inATightHeap = async (work: Promise<unknown>): Promise<void> => {
  setFlagsFromString(`--heap-growing-percent=${TIGHT}`);
  await work.finally(() => setFlagsFromString(`--heap-growing-percent=${USUAL}`));
};
