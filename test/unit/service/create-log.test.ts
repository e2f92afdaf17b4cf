import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const LINES = 20_000;

const LOG = `
  const { createLog } = await import(${JSON.stringify(new URL('../../../dist/create-log.js', import.meta.url).href)});
  const log = createLog('info');
`;

const PROGRAM = `
  ${LOG}
  for (let n = 1; n <= ${LINES}; n++) log.info({ n, path: '/v1/search' }, 'request');
  process.stdout.write('answered');
  process.exitCode = 3;
`;

const run = (program: string) =>
  spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });

it('keeps nobody waiting for whoever reads it, and loses no line when the process ends', async () => {
  const child = run(PROGRAM);
  const status = new Promise((resolve) => child.once('close', resolve));
  // More than a pipe holds, and nobody has read a line of it.
  expect(String(await once(child.stdout, 'data'))).toBe('answered');
  const lines = (await text(child.stderr)).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
    Array.from({ length: LINES }, (_, i) => i + 1),
  );
  expect(await status).toBe(3);
});

it('writes the last line of a process that ends itself at once', async () => {
  expect(await text(run(`${LOG} log.info('the last'); process.exit(1);`).stderr)).toContain('the last');
});

it('writes a single line without waiting for others', async () => {
  const child = run(`${LOG} log.info('alone'); setInterval(() => {}, 1_000);`);
  expect(String(await once(child.stderr, 'data'))).toContain('alone');
  expect(child.exitCode).toBeNull();
  child.kill();
});

it('goes on where nobody reads it any more', async () => {
  const child = run(
    `${LOG} let n = 0; setInterval(() => { log.info('to nobody'); if (++n === 40) process.exit(5); }, 25);`,
  );
  child.stderr.destroy();
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(5);
});
