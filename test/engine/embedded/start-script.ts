// Run by the tests in a process of its own: starts an engine and holds it until a signal comes; SIGUSR2 is a crash.
import { printEngineProgress } from '../../../src/embedded/engine-progress.ts';
import { startEmbeddedEngine } from '../../../src/embedded/start-engine.ts';

const dataDir = process.argv[2] ?? '';
try {
  const engine = await startEmbeddedEngine({
    dataDir,
    shortLived: true,
    onProgress: printEngineProgress(process.stderr),
  });
  console.log(`READY ${engine.url} pid ${engine.pid} ${engine.reused ? 'reused' : 'started'}`);
  process.on('SIGUSR2', () => {
    throw new Error('crashed on purpose');
  });
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(`FAILED ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
}
