import { Command } from 'commander';
import type { Config } from '../config.ts';
import type { CommandDeps } from './command-deps.ts';
import { version } from './version.ts';

type Deps = CommandDeps<keyof Config> & { readonly out: NodeJS.WritableStream };

/** Each command by its name, in the order of the help; the modules of one are loaded when it is asked for. */
const LOADERS = {
  serve: async () => (await import('./serve-command.ts')).serveCommand(),
  import: async (deps) => (await import('./import-command.ts')).importCommand(deps),
  follow: async (deps) => (await import('./follow-command.ts')).followCommand(deps),
  export: async (deps) => (await import('./export-command.ts')).exportCommand(deps),
  search: async () => (await import('./search-command.ts')).searchCommand(),
  analyze: async () => (await import('./analyze-command.ts')).analyzeCommand(),
  explain: async () => (await import('./explain-command.ts')).explainCommand(),
  synonyms: async (deps) => (await import('./synonyms-command.ts')).synonymsCommand(deps),
  pins: async (deps) => (await import('./pins-command.ts')).pinsCommand(deps),
  stats: async (deps) => (await import('./stats-command.ts')).statsCommand(deps),
  keys: async () => (await import('./keys-command.ts')).keysCommand(),
  alerts: async (deps) => (await import('./alerts-command.ts')).alertsCommand(deps),
  index: async (deps) => (await import('./index-command.ts')).indexCommand(deps),
  backup: async (deps) => (await import('./backup-command.ts')).backupCommand(deps),
  reconcile: async (deps) => (await import('./reconcile-command.ts')).reconcileCommand(deps),
  engine: async () => (await import('./engine.ts')).engineCommand(),
  config: async () => (await import('./config-command.ts')).configCommand(),
  completion: async (deps) =>
    (await import('./completion-command.ts')).completionCommand({
      out: deps.out,
      program: () => wholeProgram(deps),
    }),
} satisfies Record<string, (deps: Deps) => Promise<Command>>;

export type CommandName = keyof typeof LOADERS;

export const COMMAND_NAMES = Object.keys(LOADERS) as readonly CommandName[];

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(LOADERS, text);

/** `timbao` as its help and the completion of a shell see it. */
export const createProgram = (): Command =>
  new Command('timbao')
    .description('Full-text search for Vietnamese newspapers')
    .version(version(), '-V, --version', 'print the version');

/** With all of its commands. */
async function wholeProgram(deps: Deps): Promise<Command> {
  const program = createProgram();
  for (const name of COMMAND_NAMES) program.addCommand(await loadCommand(name, deps));
  return program;
}

/** A command as `timbao NAME` runs it. */
export const loadCommand = (name: CommandName, deps: Deps): Promise<Command> => LOADERS[name](deps);
