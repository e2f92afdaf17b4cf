import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMAND_NAMES, isCommandName, listedCommand, loadCommand } from '../../../src/cli/commands.ts';
import { version } from '../../../src/cli/version.ts';

const deps = {
  connect: () => Promise.reject(new Error('Nothing is connected to.')),
  get config(): never {
    throw new Error('No setting is read before a command runs.');
  },
  out: process.stdout,
  err: process.stderr,
};

it.each(COMMAND_NAMES)(
  'timbao %s is the command of that name, and says what it does',
  async (name) => {
    const command = await loadCommand(name, deps);
    expect(command.name()).toBe(name);
    expect(command.description()).not.toBe('');
    // The list has it without loading the command.
    expect(listedCommand(name).description()).toBe(command.description());
  },
  // One of them is all of the service.
  120_000,
);

it('nothing else is a command', () => {
  for (const text of ['', '--help', 'toString', 'Serve', 'serve ']) expect(isCommandName(text)).toBe(false);
});

it('the version is that of the package', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(version()).toBe((JSON.parse(text) as { version: string }).version);
});
