#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { isDebug } from '../config.ts';
import { configCommand } from './config-command.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { errorText } from './report-error.ts';
import { searchCommand } from './search-command.ts';
import { serveCommand } from './serve-command.ts';

const program = new Command('timbao')
  .description('Full-text search for Vietnamese newspapers')
  .showHelpAfterError('(timbao --help lists the commands)')
  .exitOverride();

for (const command of [serveCommand(), searchCommand(), configCommand()]) {
  program.addCommand(command.copyInheritedSettings(program));
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
