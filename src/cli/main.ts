#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { isDebug, readConfig } from '../config.ts';
import { analyzeCommand } from './analyze-command.ts';
import { configCommand } from './config-command.ts';
import { connect } from '../service/connect.ts';
import { engineCommand } from './engine.ts';
import { EXIT, exitStatusOf } from './exit-status.ts';
import { exportCommand } from './export-command.ts';
import { explainCommand } from './explain-command.ts';
import { followCommand } from './follow-command.ts';
import { importCommand } from './import-command.ts';
import { indexCommand } from './index-command.ts';
import { keysCommand } from './keys-command.ts';
import { reconcileCommand } from './reconcile-command.ts';
import { errorText } from './report-error.ts';
import { searchCommand } from './search-command.ts';
import { serveCommand } from './serve-command.ts';
import { synonymsCommand } from './synonyms-command.ts';

/** Read when a command runs, so that a wrong setting does not stop the help. */
const deps = {
  connect: () => connect(readConfig()),
  get config() {
    return readConfig();
  },
  out: process.stdout,
  err: process.stderr,
};

const program = new Command('timbao')
  .description('Full-text search for Vietnamese newspapers')
  .showHelpAfterError('(timbao --help lists the commands)')
  .exitOverride();

/** Usage errors of a command, however deep, end up below like all others. */
const adopt = (command: Command, parent: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) adopt(child, command);
  return command;
};

for (const command of [
  serveCommand(),
  importCommand(deps),
  followCommand(deps),
  exportCommand(deps),
  searchCommand(),
  analyzeCommand(),
  explainCommand(),
  synonymsCommand(),
  keysCommand(),
  indexCommand(deps),
  reconcileCommand(deps),
  engineCommand(),
  configCommand(),
]) {
  program.addCommand(adopt(command, program));
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
