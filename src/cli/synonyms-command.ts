import { utimesSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig, type Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { readAbbreviations, writeGroup } from '../matching/abbreviations.ts';
import type { ListedGroup, ListFault, Spelling } from '../matching/abbreviations.ts';
import { abbreviationsPath, readAbbreviationsText } from '../search/abbreviations-file.ts';
import { EXIT } from './exit-status.ts';

export interface SynonymsCommandDeps {
  readonly config: () => Pick<Config, 'abbreviationsFile'>;
  readonly out: { write(text: string): unknown };
}

interface List {
  readonly path: string;
  readonly groups: readonly ListedGroup[];
  readonly faults: readonly ListFault[];
}

const standardDeps: SynonymsCommandDeps = { config: () => readConfig(), out: process.stdout };

/** `timbao synonyms list|check|reload`: the newsroom's list of abbreviations. */
export const synonymsCommand = ({ config, out }: SynonymsCommandDeps = standardDeps): Command => {
  const read = (file: string | undefined): List => {
    const path = file ?? abbreviationsPath(config().abbreviationsFile);
    return { path, ...readAbbreviations(readAbbreviationsText(path)) };
  };
  const synonyms = new Command('synonyms').description(
    'the list of abbreviations and what they stand for (TIMBAO_ABBREVIATIONS)',
  );

  synonyms
    .command('list')
    .description('print the groups of the list')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => {
      const { path, groups, faults } = read(undefined);
      if (json === true) out.write(`${JSON.stringify(asJson({ path, groups, faults }), null, 2)}\n`);
      else out.write(groups.map((group) => `${writeGroup(group)}\n`).join(''));
    });

  synonyms
    .command('check')
    .description('say what is wrong with the list, line by line; exit status 2 where it cannot be used')
    .argument('[file]', 'another file, before it becomes the list')
    .option('--json', 'as JSON')
    .action((file: string | undefined, { json }: { json?: true }) => {
      const list = read(file);
      if (json === true) out.write(`${JSON.stringify(asJson(list), null, 2)}\n`);
      else out.write(report(list));
      if (list.faults.some(({ fatal }) => fatal)) process.exitCode = EXIT.usage;
    });

  synonyms
    .command('reload')
    .description('check the list and have every service that uses this file read it again')
    .action(() => {
      const list = read(undefined);
      if (list.faults.some(({ fatal }) => fatal)) {
        throw new AppError(
          'configuration',
          `${report(list)}Nothing was reloaded: the list before stays in use.`,
        );
      }
      touch(list.path);
      out.write(report(list));
      out.write('Every service on this machine that uses the file reads it within two seconds.\n');
    });

  return synonyms;
};

/** Services look at the file's time: a new one makes all of them read it, however they were started. */
const touch = (path: string): void => {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    throw new AppError(
      'configuration',
      `The time of ${path} cannot be changed, so services would not read it again. Run this as its owner, or save the file anew.`,
      { cause: error },
    );
  }
};

const spelled = (spelling: Spelling): string => spelling.map(({ text }) => text).join(' ');

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const report = ({ path, groups, faults }: List): string => {
  const spellings = groups.reduce((sum, group) => sum + group.spellings.length + group.alsoFinds.length, 0);
  const lines = faults.map(
    ({ line, message, fatal }) => `  line ${line}: ${message}${fatal ? '' : ' (note)'}`,
  );
  const fatal = faults.filter((fault) => fault.fatal).length;
  const verdict =
    fatal === 0
      ? `${path}: ${counted(groups.length, 'group')}, ${counted(spellings, 'spelling')}.`
      : `${path}: ${counted(fatal, 'line')} cannot be read. Write one group a line, as in "UBND = Ủy ban nhân dân".`;
  return [verdict, ...lines, ''].join('\n');
};

const asJson = ({ path, groups, faults }: List) => ({
  file: path,
  groups: groups.map(({ line, spellings, alsoFinds }) => ({
    line,
    spellings: spellings.map(spelled),
    ...(alsoFinds.length === 0 ? {} : { alsoFinds: alsoFinds.map(spelled) }),
  })),
  faults,
});
