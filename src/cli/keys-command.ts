import { randomBytes } from 'node:crypto';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig, type Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { digestOfKey, SCOPES, type Scope } from '../http/keys/api-key.ts';
import { parseKeys, type KeyEntry } from '../http/keys/parse-keys.ts';
import { readSettingFile } from '../watched-file.ts';
import { tableOf } from './print-table.ts';

export interface KeysCommandDeps {
  readonly config: () => Pick<Config, 'keysFile'>;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

interface AddOptions {
  readonly scope: readonly Scope[];
  readonly expires?: string;
  readonly section?: readonly string[];
  readonly author?: readonly string[];
  readonly tag?: readonly string[];
  readonly source?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

const standardDeps: KeysCommandDeps = {
  config: () => readConfig(),
  out: process.stdout,
  err: process.stderr,
};

/** 192 bits: nothing that is guessed. */
const KEY_BYTES = 24;

/** `timbao keys list|add|remove`: the file of keys, which services read again by themselves. */
export const keysCommand = ({ config, out, err }: KeysCommandDeps = standardDeps): Command => {
  const file = (): string => {
    const { keysFile } = config();
    if (keysFile !== null) return keysFile;
    throw new AppError(
      'configuration',
      'No file of keys is set. Set TIMBAO_KEYS_FILE to its path, for the service as well.',
    );
  };
  const keys = new Command('keys');

  keys
    .command('list')
    .description('print the name, scopes, end and filters of each key; the keys themselves are in no file')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => {
      const entries = readEntries(file());
      const shown = entries.map(({ sha256: _sha256, ...entry }) => entry);
      if (json === true) out.write(`${JSON.stringify(shown, null, 2)}\n`);
      else if (entries.length === 0) out.write('No keys.\n');
      else out.write(tableOf([['name', 'scopes', 'expires', 'filters'], ...shown.map(row)]));
    });

  keys
    .command('add')
    .description('make a key and print it, once; the file has its SHA-256 alone')
    .argument('<name>', 'whose it is')
    .requiredOption('--scope <scope...>', `what it is for: ${SCOPES.join(', ')}`)
    .option('--expires <time>', 'when it ends, as 2027-01-31T00:00:00+07:00')
    .option('--section <name...>', 'it shows these sections alone')
    .option('--author <name...>', 'it shows these authors alone')
    .option('--tag <name...>', 'it shows these tags alone')
    .option('--source <name...>', 'it shows these sources alone')
    .option('--from <day>', 'it shows what was published on this day or later')
    .option('--to <day>', 'it shows what was published on this day or earlier')
    .action((name: string, { scope, expires, ...filters }: AddOptions) => {
      const path = file();
      const key = randomBytes(KEY_BYTES).toString('base64url');
      const entry = {
        name,
        sha256: digestOfKey(key).toString('hex'),
        scopes: scope,
        ...(expires !== undefined && { expires }),
        ...(Object.keys(filters).length > 0 && { filters }),
      };
      write(path, [...readEntries(path, true), entry]);
      out.write(`${key}\n`);
      err.write(`Added ${name} to ${path}. Services that use the file take the key within two seconds.\n`);
    });

  keys
    .command('remove')
    .description('take a key away; it opens nothing from then on')
    .argument('<name>', 'as `timbao keys list` has it')
    .action((name: string) => {
      const path = file();
      const entries = readEntries(path);
      const left = entries.filter((entry) => entry.name !== name);
      if (left.length === entries.length) {
        throw new AppError('configuration', `${path} has no key of the name ${name}: see timbao keys list.`);
      }
      write(path, left);
      out.write(`Removed ${name} from ${path}. Services refuse the key within two seconds.\n`);
    });

  return keys;
};

/** @param mayBeMissing before the first key there is no file */
const readEntries = (path: string, mayBeMissing = false): readonly KeyEntry[] => {
  let text: string;
  try {
    text = readSettingFile(path, { what: 'The file of keys', setting: 'TIMBAO_KEYS_FILE' });
  } catch (error) {
    const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
    if (mayBeMissing && cause?.code === 'ENOENT') return [];
    throw error;
  }
  parseKeys(text);
  return (JSON.parse(text) as { readonly keys: readonly KeyEntry[] }).keys;
};

/** All of it at once: a service never reads half a file, nor one with a slip in it. */
const write = (path: string, entries: readonly object[]): void => {
  const text = `${JSON.stringify({ keys: entries }, null, 2)}\n`;
  parseKeys(text);
  const unfinished = `${path}.unfinished`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600 });
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new AppError('configuration', `${path} cannot be written. The keys are as they were.`, {
      cause: error,
    });
  }
};

const row = ({ name, scopes, expires, filters = {} }: Omit<KeyEntry, 'sha256'>): string[] => [
  name,
  scopes.join(' '),
  expires ?? '',
  Object.entries(filters)
    .map(([filter, value]) => `${filter}=${[value].flat().join('|')}`)
    .join(' '),
];
