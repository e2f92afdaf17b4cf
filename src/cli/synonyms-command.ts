import { utimesSync } from 'node:fs';
import { Command } from 'commander';
import { createSynonymDesk, type SynonymDesk } from '../desk/synonyms/synonym-desk.ts';
import { AppError } from '../domain/app-error.ts';
import { lineOfSynonyms, synonymsOfLine, type CheckedSynonyms } from '../domain/synonyms.ts';
import { parseAbbreviations, readAbbreviations, spelled, writeGroup } from '../matching/abbreviations.ts';
import type { ListedGroup, ListFault } from '../matching/abbreviations.ts';
import { abbreviationsPath, readAbbreviationsText } from '../search/abbreviations-file.ts';
import { withEngine, type CommandDeps } from './command-deps.ts';
import { removeAll } from './command-parts.ts';
import { EXIT } from './exit-status.ts';

type Deps = Omit<CommandDeps<'abbreviationsFile'>, 'err'>;

interface List {
  readonly path: string;
  readonly groups: readonly ListedGroup[];
  readonly faults: readonly ListFault[];
}

/**
 * `timbao synonyms list|check|reload|add|remove`: the newsroom's list of synonyms, in its file, and as editors keep it
 * beside that in the engine.
 */
export const synonymsCommand = (deps: Deps): Command => {
  const { out } = deps;
  const withDesk = <T>(work: (desk: SynonymDesk) => Promise<T>): Promise<T> => {
    const file = parseAbbreviations(readAbbreviationsText(abbreviationsPath(deps.config.abbreviationsFile)));
    return withEngine(deps, (engine) => work(createSynonymDesk(engine, deps.config.index, () => file)));
  };
  const read = (file: string | undefined): List => {
    const path = file ?? abbreviationsPath(deps.config.abbreviationsFile);
    return { path, ...readAbbreviations(readAbbreviationsText(path)) };
  };
  const synonyms = new Command('synonyms');

  synonyms
    .command('list')
    .description('print the groups of the file, then the entries beside it')
    .option('--offline', 'without the engine: the file alone')
    .option('--json', 'as JSON')
    .action(async ({ json, offline }: { json?: true; offline?: true }) => {
      const list = read(undefined);
      const entries = offline === true ? null : (await withDesk((desk) => desk.list())).synonyms;
      if (json === true) {
        const all = { ...asJson(list), ...(entries !== null && { entries }) };
        out.write(`${JSON.stringify(all, null, 2)}\n`);
      } else {
        out.write(list.groups.map((group) => `${writeGroup(group)}\n`).join(''));
        out.write((entries ?? []).map(entryLine).join(''));
      }
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

  synonyms
    .command('add')
    .description('add an entry beside the file; running services have it within seconds')
    .argument('<line>', 'as a line of the file: "UBND = Ủy ban nhân dân", "miền Trung => Bắc Trung Bộ"')
    .option('--id <id>', 'what it is called; in place of the entry of that id, if there is one')
    .action(async (line: string, { id }: { id?: string }) => {
      const input = synonymsOfLine(line);
      const { synonyms: added } = await withDesk((desk) =>
        id === undefined ? desk.add(input) : desk.put(id, input),
      );
      out.write(entryLine(added));
      out.write(added.warnings.map((message) => `  ${message} (note)\n`).join(''));
    });

  synonyms
    .command('remove')
    .description('remove entries by their ids; what is in the file is changed there')
    .argument('<id...>')
    .action(async (ids: readonly string[]) => {
      const missing = await withDesk((desk) => removeAll(ids, desk.remove));
      if (missing.length > 0)
        throw new AppError('not_found', `There is no entry ${missing.join(', ')} beside the file.`);
      out.write(ids.length === 1 ? 'Removed.\n' : `Removed ${ids.length} entries.\n`);
    });

  return synonyms;
};

const entryLine = (entry: CheckedSynonyms): string => `${lineOfSynonyms(entry)}  # ${entry.id}\n`;

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
