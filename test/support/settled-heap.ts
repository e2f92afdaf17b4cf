import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of this process's heap that are in use, without what is only waiting to be collected. */
export const settledHeapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
