import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const LINES = 20_000;

const PROGRAM = `
  const { createLog } = await import(${JSON.stringify(new URL('../../../dist/create-log.js', import.meta.url).href)});
  const log = createLog('info');
  for (let n = 1; n <= ${LINES}; n++) log.info({ n, path: '/v1/search' }, 'request');
  process.stdout.write('answered');
  process.exitCode = 3;
`;

it('keeps nobody waiting for whoever reads it, and loses no line when the process ends', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const status = new Promise((resolve) => child.once('close', resolve));
  // More than a pipe holds, and nobody has read a line of it.
  expect(String(await once(child.stdout, 'data'))).toBe('answered');
  const lines = (await text(child.stderr)).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
    Array.from({ length: LINES }, (_, i) => i + 1),
  );
  expect(await status).toBe(3);
});
