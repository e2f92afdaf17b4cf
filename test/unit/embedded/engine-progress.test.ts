import { expect, test } from 'vitest';
import { printEngineProgress, type EngineProgress } from '../../../src/embedded/engine-progress.ts';

/** What is printed for these steps. */
function printed(isTTY: boolean, steps: readonly EngineProgress[]): string {
  let text = '';
  const report = printEngineProgress({ isTTY, write: (part) => (text += part) });
  for (const step of steps) report(step);
  return text;
}

const download = (received: number): EngineProgress => ({
  step: 'download',
  name: 'engine.zip',
  received,
  total: 947_000_000,
});

test('plain lines: one every 20 percent, and the last', () => {
  const steps = Array.from({ length: 101 }, (_, percent) => download(9_470_000 * percent));
  expect(printed(false, [{ step: 'note', message: 'Installing …' }, ...steps]).split('\n')).toEqual([
    'Installing …',
    '  engine.zip: 0 % (0 of 947 MB)',
    '  engine.zip: 20 % (189 of 947 MB)',
    '  engine.zip: 40 % (379 of 947 MB)',
    '  engine.zip: 60 % (568 of 947 MB)',
    '  engine.zip: 80 % (758 of 947 MB)',
    '  engine.zip: 100 % (947 of 947 MB)',
    '',
  ]);
});

test('a terminal: a bar drawn over itself, ended before the next note', () => {
  const text = printed(true, [download(0), download(473_500_000), { step: 'note', message: 'Extracting …' }]);
  const lines = text.split('\r').slice(1);
  expect(lines[0]).toContain(`${'░'.repeat(30)}   0 %  0 of 947 MB`);
  expect(lines[1]).toBe(
    `${'█'.repeat(15)}${'░'.repeat(15)}  50 %  474 of 947 MB  engine.zip\u001b[K\nExtracting …\n`,
  );
});

test('the finished bar ends its line', () => {
  expect(printed(true, [download(947_000_000)]).endsWith('\u001b[K\n')).toBe(true);
});
