import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitStatusOf } from '../../../src/cli/exit-status.ts';
import { synonymsCommand } from '../../../src/cli/synonyms-command.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'timbao-synonyms-'));
  path = join(folder, 'viet-tat.txt');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

const timbao = async (args: readonly string[], abbreviationsFile: string | null = path): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  const connect = () => Promise.reject(new Error('The file is read without an engine'));
  const deps = { config: { abbreviationsFile, index: 'articles' }, connect, out };
  await synonymsCommand(deps).parseAsync(args, { from: 'user' });
  return printed;
};

describe('timbao synonyms', () => {
  it('lists the groups', async () => {
    writeFileSync(path, '# Cơ quan\nUBND = Ủy ban nhân dân\n');
    expect(await timbao(['list', '--offline'])).toBe('UBND = Ủy ban nhân dân\n');
    expect(JSON.parse(await timbao(['list', '--offline', '--json']))).toEqual({
      file: path,
      groups: [{ line: 2, spellings: ['UBND', 'Ủy ban nhân dân'] }],
      faults: [],
    });
  });

  it('reads the list that comes with the service where none is set', async () => {
    expect(await timbao(['list', '--offline'], null)).toContain('UBND = Ủy ban nhân dân\n');
    expect(await timbao(['check'], null)).toMatch(/abbreviations\.txt: \d+ groups, \d+ spellings\.\n/);
    expect(process.exitCode).toBeUndefined();
  });

  it('warns of a spelling that is an everyday syllable', async () => {
    writeFileSync(path, 'CA = công an\nba = cha\nUBND = Ủy ban nhân dân\n');
    const report = await timbao(['check']);
    expect(report).toContain('line 1: "CA" is an everyday syllable in small letters: it is only read so,');
    expect(report).toContain('line 2: "ba" is an everyday syllable: every article that has it is found;');
    expect(report).not.toContain('line 3');
    expect(process.exitCode).toBeUndefined();
  });

  it('shows which way a line goes', async () => {
    writeFileSync(path, 'miền Trung = Trung Bộ => Bắc Trung Bộ\n');
    expect(await timbao(['list', '--offline'])).toBe('miền Trung = Trung Bộ => Bắc Trung Bộ\n');
    expect(JSON.parse(await timbao(['list', '--offline', '--json']))).toMatchObject({
      groups: [{ line: 1, spellings: ['miền Trung', 'Trung Bộ'], alsoFinds: ['Bắc Trung Bộ'] }],
    });
  });

  it('checks the list, line by line', async () => {
    writeFileSync(path, 'UBND = Ủy ban nhân dân\nQH\nubnd = ủy ban\n');
    const report = await timbao(['check']);
    expect(report).toContain('1 line cannot be read');
    expect(report).toContain('line 2: "QH" has no "="');
    expect(report).toContain('line 3: "ubnd" is on line 1 as well; it stands for both (note)');
    expect(process.exitCode).toBe(2);
  });

  it('checks another file before it becomes the list', async () => {
    writeFileSync(path, 'QH');
    const other = join(folder, 'moi.txt');
    writeFileSync(other, 'QH = Quốc hội');
    expect(await timbao(['check', other])).toBe(`${other}: 1 group, 2 spellings.\n`);
    expect(process.exitCode).toBeUndefined();
  });

  it('has services read the list again by its time', async () => {
    writeFileSync(path, 'QH = Quốc hội');
    utimesSync(path, 1_000_000, 1_000_000);
    const report = await timbao(['reload']);
    expect(report).toContain('1 group, 2 spellings');
    expect(Math.abs(statSync(path).mtimeMs - Date.now())).toBeLessThan(60_000);
  });

  it('reloads nothing where a line cannot be read', async () => {
    writeFileSync(path, 'QH = Quốc hội\nEU');
    utimesSync(path, 1_000_000, 1_000_000);
    const failed = await timbao(['reload']).catch((error: unknown) => error);
    expect(exitStatusOf(failed)).toBe(2);
    expect(String(failed)).toContain('line 2');
    expect(statSync(path).mtimeMs).toBe(1_000_000_000);
  });

  it('names a file that is not there', async () => {
    const failed = await timbao(['check']).catch((error: unknown) => error);
    expect(exitStatusOf(failed)).toBe(2);
    expect(String(failed)).toContain(path);
  });
});
