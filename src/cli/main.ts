#!/usr/bin/env node
import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { isDebug, readConfig } from '../config.ts';
import { COMMAND_NAMES, createProgram, isCommandName, loadCommand } from './commands.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { errorText } from './report-error.ts';

/** Read when a command runs, so that a wrong setting does not stop the help. */
const deps = {
  connect: async () => (await import('../service/connect.ts')).connect(readConfig()),
  get config() {
    return readConfig();
  },
  out: process.stdout,
  err: process.stderr,
};

const program = createProgram().showHelpAfterError('(timbao --help lists the commands)').exitOverride();

/** Usage errors of a command, however deep, end up below like all others. */
const adopt = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) adopt(child, command);
  return command;
};

// A command needs the modules of no other: to load them all takes longer than most commands run.
const [asked = ''] = process.argv.slice(2);
const needed = asked === '--version' || asked === '-V' ? [] : COMMAND_NAMES;
for (const name of isCommandName(asked) ? [asked] : needed) {
  program.addCommand(adopt(await loadCommand(name, deps), program));
}

// Whoever reads the output may stop early, as `| head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong, or shown its help.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else {
    process.stderr.write(`${errorText(error, isDebug())}\n`);
    process.exitCode = exitStatusOf(error);
  }
}
