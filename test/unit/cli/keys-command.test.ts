import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysCommand } from '../../../src/cli/keys-command.ts';
import { findKey } from '../../../src/http/keys/api-key.ts';
import { parseKeys } from '../../../src/http/keys/parse-keys.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'timbao-keys-'));
  path = join(folder, 'keys.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

const timbao = async (args: readonly string[], keysFile: string | null = path): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  const err = { write: () => true };
  await keysCommand({ config: () => ({ keysFile }), out, err }).parseAsync(args, { from: 'user' });
  return printed;
};

const fileText = (): string => readFileSync(path, 'utf8');

describe('timbao keys', () => {
  it('makes a key that the service knows, and keeps none of it', async () => {
    const lifetime = ['--expires', '2027-01-31T00:00:00+07:00'];
    const part = ['--section', 'Kinh tế', 'Thời sự', '--from', '2021'];
    const printed = await timbao(['add', 'Đối tác', '--scope', 'search', 'export', ...lifetime, ...part]);
    const key = printed.trim();
    expect(key).toMatch(/^[\w-]{32}$/);
    expect(findKey(parseKeys(fileText()), key)).toMatchObject({
      name: 'Đối tác',
      scopes: new Set(['search', 'export']),
      expiresAt: Date.UTC(2027, 0, 30, 17),
      within: {
        filters: { section: ['Kinh tế', 'Thời sự'], author: [], tag: [], source: [] },
        from: '2021-01-01T00:00:00+07:00',
      },
    });
    expect(fileText()).not.toContain(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('adds to those that are there, and takes one away by its name', async () => {
    const first = (await timbao(['add', 'a', '--scope', 'write'])).trim();
    const second = (await timbao(['add', 'b', '--scope', 'admin', '--tag', 'mưa'])).trim();
    expect(first).not.toBe(second);
    const listed = await timbao(['list']);
    expect(listed).toContain('a     write');
    expect(listed).toContain('tag=mưa');
    expect(await timbao(['list', '--json'])).not.toContain('sha256');
    await timbao(['remove', 'a']);
    expect(findKey(parseKeys(fileText()), first)).toBeNull();
    expect(findKey(parseKeys(fileText()), second)).not.toBeNull();
  });

  it.each([
    ['a name twice', ['add', 'a', '--scope', 'write'], /name.*twice/],
    ['an unknown scope', ['add', 'b', '--scope', 'root'], /scopes.*preview/],
    ['an end that is none', ['add', 'b', '--scope', 'write', '--expires', 'soon'], /expires/],
    ['a day that is none', ['add', 'b', '--scope', 'write', '--from', 'soon'], /filters\.from/],
    ['a name that is not there', ['remove', 'b'], /no key of the name b/],
  ])('refuses %s, and leaves the file as it is', async (_, args, message) => {
    await timbao(['add', 'a', '--scope', 'write']);
    const before = fileText();
    await expect(timbao(args)).rejects.toThrow(message);
    expect(fileText()).toBe(before);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('writes over no file that it cannot read', async () => {
    writeFileSync(path, 'khóa');
    await expect(timbao(['add', 'a', '--scope', 'write'])).rejects.toThrow(/no JSON/);
    expect(fileText()).toBe('khóa');
  });

  it('says what to set where no file is', async () => {
    await expect(timbao(['list'], null)).rejects.toThrow(/TIMBAO_KEYS_FILE/);
    await expect(timbao(['list'])).rejects.toThrow(/cannot be opened/);
  });
});
