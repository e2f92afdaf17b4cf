import { Command } from 'commander';
import type { Config } from '../config.ts';
import type { CommandDeps } from './command-deps.ts';
import { version } from './version.ts';

type Deps = CommandDeps<keyof Config> & { readonly out: NodeJS.WritableStream };

interface Entry {
  /** What the help says of it. */
  readonly about: string;
  readonly load: (deps: Deps) => Promise<Command>;
}

/** Each command by its name, in the order of the help; the modules of one are loaded when it is asked for. */
const COMMANDS = {
  serve: {
    about: 'run the HTTP service, and the embedded engine where no other is set',
    load: async () => (await import('./serve-command.ts')).serveCommand(),
  },
  import: {
    about: 'store the articles of files, folders or standard input (-); importing twice changes nothing',
    load: async (deps) => (await import('./import-command.ts')).importCommand(deps),
  },
  follow: {
    about: 'fetch and store the articles that feeds and sitemaps of a site name, and keep up with them',
    load: async (deps) => (await import('./follow-command.ts')).followCommand(deps),
  },
  export: {
    about: 'write every article, or those that a search finds, to a file or standard output',
    load: async (deps) => (await import('./export-command.ts')).exportCommand(deps),
  },
  search: {
    about: 'search the articles; without QUERY, browse by the filters',
    load: async () => (await import('./search-command.ts')).searchCommand(),
  },
  analyze: {
    about: 'show how a text is seen: each syllable with its exact, toneless and folded form',
    load: async () => (await import('./analyze-command.ts')).analyzeCommand(),
  },
  explain: {
    about: 'show how a search is read and loosened, and the Elasticsearch requests it makes',
    load: async () => (await import('./explain-command.ts')).explainCommand(),
  },
  synonyms: {
    about: 'the list of abbreviations and what they stand for (TIMBAO_ABBREVIATIONS)',
    load: async (deps) => (await import('./synonyms-command.ts')).synonymsCommand(deps),
  },
  pins: {
    about: 'articles that come first for a query, or never',
    load: async (deps) => (await import('./pins-command.ts')).pinsCommand(deps),
  },
  stats: {
    about: 'what readers search for, counted without who they are',
    load: async (deps) => (await import('./stats-command.ts')).statsCommand(deps),
  },
  keys: {
    about: 'the keys of the file TIMBAO_KEYS_FILE',
    load: async () => (await import('./keys-command.ts')).keysCommand(),
  },
  alerts: {
    about: 'what somebody wants to be told of, and what was sent',
    load: async (deps) => (await import('./alerts-command.ts')).alertsCommand(deps),
  },
  index: {
    about: 'create the index, look after it, build it anew while it serves',
    load: async (deps) => (await import('./index-command.ts')).indexCommand(deps),
  },
  backup: {
    about: 'make backups of the articles and of what editors decide, and restore them',
    load: async (deps) => (await import('./backup-command.ts')).backupCommand(deps),
  },
  reconcile: {
    about:
      'compare a CMS’s list of ids and versions with the index: what is missing, stale, newer or extra; changes nothing',
    load: async (deps) => (await import('./reconcile-command.ts')).reconcileCommand(deps),
  },
  engine: {
    about: 'the embedded Elasticsearch of TIMBAO_DATA_DIR, by hand',
    load: async () => (await import('./engine.ts')).engineCommand(),
  },
  config: {
    about: 'show every setting, its value and where it came from; fail where one is wrong',
    load: async () => (await import('./config-command.ts')).configCommand(),
  },
  completion: {
    about: 'print what a shell reads to complete commands and options',
    load: async (deps) =>
      (await import('./completion-command.ts')).completionCommand({
        out: deps.out,
        program: () => wholeProgram(deps),
      }),
  },
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text);

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
export const loadCommand = async (name: CommandName, deps: Deps): Promise<Command> => {
  const { about, load }: Entry = COMMANDS[name];
  return (await load(deps)).description(about);
};

/** A command as the list of all shows it: nothing of it is loaded. */
export const listedCommand = (name: CommandName): Command =>
  new Command(name).description(COMMANDS[name].about);
