#!/usr/bin/env node
import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { COMMAND_NAMES, createProgram, isCommandName, listedCommand, loadCommand } from './commands.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { errorText } from './report-error.ts';

// What only some calls need is imported by those: to load it all takes longer than most commands run.

/** Settings are read when a command runs, so that a wrong one does not stop the help. */
const findDeps = async () => {
  const { readConfig } = await import('../config.ts');
  return {
    connect: async () => (await import('../service/connect.ts')).connect(readConfig()),
    get config() {
      return readConfig();
    },
    out: process.stdout,
    err: process.stderr,
  };
};

const program = createProgram().showHelpAfterError('(timbao --help lists the commands)').exitOverride();

/** Usage errors of a command, however deep, end up below like all others. */
const adopt = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) adopt(child, command);
  return command;
};

const [first = '', second = ''] = process.argv.slice(2).filter((word) => word !== '--');
const asked = first === 'help' ? second : first;
if (isCommandName(asked)) program.addCommand(adopt(await loadCommand(asked, await findDeps()), program));
else for (const name of COMMAND_NAMES) program.addCommand(listedCommand(name));

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
    const { isDebug } = await import('../config.ts');
    process.stderr.write(`${errorText(error, isDebug())}\n`);
    process.exitCode = exitStatusOf(error);
  }
}
