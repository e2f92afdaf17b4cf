import type { Argument, Command, Option } from 'commander';

/** What can stand somewhere on a command line: some words, a file, or anything else. */
export type Completed = readonly string[] | 'file' | 'other';

export interface CompletedOption {
  /** `-o`, `--output` */
  readonly flags: readonly string[];
  readonly description: string;
  /** `null`: it takes no value. */
  readonly value: Completed | null;
}

/** A command as it can be completed. */
export interface CompletedCommand {
  /** Its name after those of the commands that it belongs to: `timbao index rebuild`. */
  readonly place: string;
  readonly description: string;
  readonly commands: readonly CompletedCommand[];
  readonly options: readonly CompletedOption[];
  /** What its first argument is. */
  readonly argument: Completed;
}

const FILES = /^(?:file|path|folder|dir|manifest)s?$/;

/** Descriptions begin with what can be given, where that is a few words: `relevance, newest or oldest`. */
const LIST = /^((?:[a-z]+, )*[a-z]+ or [a-z]+)(?:$|[,;])/;

const listedIn = (description: string): readonly string[] | null => {
  const [, list] = LIST.exec(description.replace(/ \([^)]*\)/g, '')) ?? [];
  return list?.split(/, | or /) ?? null;
};

const valueOf = ({ argChoices, flags, description, required, optional }: Option): Completed | null => {
  if (!required && !optional) return null;
  const [, name = ''] = /[<[]([\w-]+)/.exec(flags) ?? [];
  return argChoices ?? (FILES.test(name) && name !== 'path' ? 'file' : (listedIn(description) ?? 'other'));
};

const argumentOf = (argument: Argument | undefined): Completed => {
  if (argument === undefined) return 'other';
  return argument.argChoices ?? (FILES.test(argument.name()) ? 'file' : 'other');
};

/** All that can be typed after the name of a command. */
export const completionTree = (command: Command, before = ''): CompletedCommand => {
  const place = before === '' ? command.name() : `${before} ${command.name()}`;
  const help = command.createHelp();
  return {
    place,
    description: command.description(),
    commands: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map((child) => completionTree(child, place)),
    options: help.visibleOptions(command).map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
      description: option.description,
      value: valueOf(option),
    })),
    argument: argumentOf(command.registeredArguments[0]),
  };
};

/** A command and all below it. */
export const allCommands = (command: CompletedCommand): readonly CompletedCommand[] => [
  command,
  ...command.commands.flatMap(allCommands),
];
