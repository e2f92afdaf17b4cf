// Loaded into a service by `npm run profile -- --allocations`: samples what is allocated from one SIGUSR2 to the next, what
// is soon forgotten among it, and writes it to the file that ALLOCATIONS_TO names.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const SAMPLED_BYTES = 16_384;

const session = new Session();
session.connect();
let isSampling = false;
process.on('SIGUSR2', () => {
  isSampling = !isSampling;
  if (isSampling) {
    session.post('HeapProfiler.startSampling', {
      samplingInterval: SAMPLED_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    return;
  }
  session.post('HeapProfiler.stopSampling', (error, answer) => {
    if (error !== null) throw new Error('The allocations were not sampled.', { cause: error });
    const file = process.env.ALLOCATIONS_TO;
    writeFileSync(`${file}.part`, JSON.stringify(answer.profile));
    renameSync(`${file}.part`, file);
  });
});
