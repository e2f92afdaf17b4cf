import { Command } from 'commander';
import { describeConfig, readConfig, unknownSettings } from '../config.ts';

/** `timbao config`: every setting in force, where it came from, and what is wrong with any. */
export const configCommand = (): Command =>
  new Command('config').option('--json', 'as JSON').action(({ json }: { json?: true }) => {
    const settings = describeConfig();
    if (json === true) process.stdout.write(`${JSON.stringify(settings, null, 2)}\n`);
    else process.stdout.write(table(settings.map(({ name, value, source }) => [name, value, source])));
    for (const name of unknownSettings()) {
      process.stderr.write(`Warning: ${name} is set, but it is no setting of Tìm Báo.\n`);
    }
    // Last, so that the values that are right are seen as well.
    readConfig();
  });

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
};
