// Run by the tests in a process of its own: holds a lock for some milliseconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { withFileLock } from '../../../src/embedded/file-lock.ts';

const [path = '', milliseconds = '0'] = process.argv.slice(2);
await withFileLock(path, {}, async () => {
  console.log('LOCKED');
  await sleep(Number(milliseconds));
  console.log('RELEASED');
});
