import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { analyzeCommand } from '../../../src/cli/analyze-command.ts';
import { exitStatusOf } from '../../../src/cli/exit-status.ts';
import { explainCommand } from '../../../src/cli/explain-command.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import type { Explanation } from '../../../src/search/explain-search.ts';

/** Nothing listens there: whatever needs an engine fails. */
const config = () => ({
  engine: {
    kind: 'remote',
    urls: ['http://127.0.0.1:9'],
    auth: null,
    caFile: null,
    caFingerprint: null,
  } as const,
  index: 'articles',
  abbreviationsFile: null,
});

const explain = async (...args: readonly string[]): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  await explainCommand({ config, out, err: process.stderr }).parseAsync(args, { from: 'user' });
  return printed;
};

const explained = async (...args: readonly string[]): Promise<Explanation> =>
  JSON.parse(await explain('--offline', '--json', ...args)) as Explanation;

const analyze = async (...args: readonly string[]): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  const input = (async function* () {
    yield await Promise.resolve('Sốp Cộp\n');
  })();
  await analyzeCommand({ config, input, out }).parseAsync(args, { from: 'user' });
  return printed;
};

// What may be seen by now is part of every request: two that are compared are of one moment.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('timbao explain --offline', () => {
  it('puts a caret under the place of a warning', async () => {
    const lines = (await explain('bão', '"lũ', '--offline')).split('\n');
    const typed = lines.findIndex((line) => line.startsWith('Typed:'));
    const caret = lines[typed + 1] ?? '';
    expect(caret).toContain('^ unbalanced_quote');
    expect(lines[typed]?.charAt(caret.indexOf('^'))).toBe('"');
  });

  it('tells the levels of each reading, and that nothing was asked', async () => {
    const printed = await explain('công an tỉnh', '--offline');
    expect(printed).toMatch(/ typed +marks at least +most words +no marks +most words, marks at least/);
    expect(printed).toMatch(/công +exactly +at least its marks +exactly +any marks +at least its marks/);
    expect(printed).toMatch(/an +exactly +any marks +exactly +any marks +any marks/);
    expect(printed).toContain(
      '"an": read as written; whether its marks were left out is judged by the archive',
    );
    // Neither what a reading found, nor that it was not needed, nor what all came to.
    expect(printed).not.toMatch(/found|Found|not needed|shown/);
    const { rungs, unmarked, unmarkedMeant, hasMarks, outcome } = await explained('công an tỉnh');
    expect(rungs.map(({ name, reading }) => [name, reading.marks, reading.extent])).toEqual([
      ['typed', 'written', 'words'],
      ['marks at least', 'superset', 'words'],
      ['most words', 'written', 'most'],
      ['no marks', 'folded', 'words'],
      ['most words, marks at least', 'superset', 'most'],
    ]);
    expect([hasMarks, unmarked, unmarkedMeant]).toEqual([true, ['an'], true]);
    expect(outcome).toBeNull();
    expect(rungs.every(({ found, shown }) => found === null && !shown)).toBe(true);
  });

  it('says of a query without marks that every syllable may have any', async () => {
    expect(await explain('cong an tinh', '--offline')).toContain('No mark was typed');
    expect(await explained('cong an tinh')).toMatchObject({ hasMarks: false, unmarked: [] });
  });

  const ALL = ['typed', 'marks at least', 'most words', 'no marks', 'most words, marks at least'];

  it.each([
    [['cong an tinh'], ['typed', 'most words']],
    [
      ['công an tỉnh', '--diacritics', 'strict'],
      ['typed', 'most words'],
    ],
    [
      ['công an tỉnh', '--diacritics', 'ignore'],
      ['typed', 'most words'],
    ],
    [['công an tỉnh', '--no-relax'], ['typed']],
    [['công an tỉnh'], ALL],
    // Nothing of it can be left out.
    [['"công an tỉnh"'], ['typed']],
    [['ai là mẹ của cầu thủ bóng đá Messi người Argentina'], ALL],
  ])('of %s has the readings %j', async (args, names) => {
    expect((await explained(...args)).rungs.map(({ name }) => name)).toEqual(names);
  });

  it('says how many of the words suffice where most do, and what does not give way', async () => {
    const { rungs } = await explained('một hai ba bốn "năm sáu"');
    expect(rungs.map(({ words }) => words)).toEqual([
      null,
      null,
      { least: 3, of: 4 },
      null,
      { least: 3, of: 4 },
    ]);
    const printed = await explain('một hai ba bốn "năm sáu"', '--offline');
    expect(printed.match(/3 of 4 words suffice; phrases, .* do not give way/g)).toHaveLength(2);
  });

  it('shows what an abbreviation stands for, in words and in phrases', async () => {
    expect((await explained('UBND tỉnh')).spellings).toEqual([
      { typed: 'UBND', others: ['Ủy ban nhân dân'] },
    ]);
    expect((await explained('bão OR "HĐND xã"')).spellings).toEqual([
      { typed: 'HĐND xã', others: ['Hội đồng nhân dân xã'] },
    ]);
    expect((await explained('bão OR lũ')).spellings).toEqual([]);
  });

  it('shows every search that could be sent, in the order in which they are tried', async () => {
    const { rungs } = await explained('chuyển đổi số');
    expect(rungs.map(({ name }) => name)).toEqual(ALL);
    expect(new Set(rungs.map(({ body }) => JSON.stringify(body))).size).toBe(rungs.length);
    const first = JSON.stringify(rungs[0]?.body);
    expect(first).toContain(`"text":"${exactForm('chuyển')}"`);
    const printed = await explain('chuyển đổi số', '--offline');
    const at = rungs.map(({ name }, i) => printed.indexOf(`# ${i + 1}. ${name}\n`));
    expect(at.every((place) => place >= 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    for (const { body } of rungs) expect(printed).toContain(JSON.stringify(body, null, 2));
  });

  it('says so where there is only one way to read a query', async () => {
    expect(await explain('công an tỉnh', '--offline')).toContain('in the order in which they are tried');
    expect(await explain('công an tỉnh', '--no-relax', '--offline')).toContain('relax=false');
  });

  it('sends nothing for a query of punctuation, and tells so', async () => {
    expect((await explained('?!')).rungs).toEqual([]);
    expect(await explain('?!', '--offline')).toContain('Nothing is sent');
  });

  it('sends nothing for exclusions alone, which would find everything else, and tells so', async () => {
    expect((await explained('--', '-covid')).rungs).toEqual([]);
    expect(await explain('--offline', '--', '-covid')).toContain('Nothing is sent');
  });

  it('shows the search that browses, where nothing but filters is given', async () => {
    const printed = await explain('--section', 'Y tế', '--offline');
    expect(printed).not.toContain('Nothing is sent');
    expect(printed).toContain('"section.key"');
    expect(printed).toContain('"sort"');
  });

  it('reads the tree to the last word', async () => {
    const printed = await explain('(bão OR lũ) title:"sạt lở"~3 chuy* -covid từ:2021', '--offline');
    for (const text of [
      'any of',
      'word    bão',
      'in the field title',
      'within 3 syllables',
      'prefix  chuy*',
    ]) {
      expect(printed).toContain(text);
    }
    expect(printed).toContain('dates   2021-01-01T00:00:00+07:00 to …');
  });

  it.each([[['bão', '--size', '0']], [['bão', '--mode', 'fuzzy']], [[]]])(
    'ends with 2 for wrong usage: %s',
    async (args) => {
      const failed = await explain(...args, '--offline').catch((error: unknown) => error);
      expect(exitStatusOf(failed)).toBe(2);
    },
  );

  it('needs an engine without --offline, and says which does not answer', async () => {
    const failed = await explain('bão').catch((error: unknown) => error);
    expect(exitStatusOf(failed)).toBe(3);
    expect(String(failed)).toContain('http://127.0.0.1:9');
  });
});

describe('timbao analyze', () => {
  it('prints a table whose columns stand below each other', async () => {
    const lines = (await analyze('Đảng bộ', 'huyện')).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    const at = lines[0]?.indexOf('folded') ?? -1;
    expect(lines.slice(1).map((line) => line.slice(at).split(' ')[0])).toEqual(['dang', 'bo', 'huyen']);
  });

  it('gives JSON, and reads standard input', async () => {
    const { tokens } = JSON.parse(await analyze('-', '--json')) as { tokens: { exact: string }[] };
    expect(tokens.map(({ exact }) => exact)).toEqual(['sốp', 'cộp']);
  });

  it('refuses a text that is too long', async () => {
    const failed = await analyze('a'.repeat(2_001)).catch((error: unknown) => error);
    expect(exitStatusOf(failed)).toBe(2);
  });

  it('needs no engine unless it is asked to compare', async () => {
    expect(await analyze('…')).toContain('no letter and no digit');
    const failed = await analyze('Đảng', '--engine').catch((error: unknown) => error);
    expect(exitStatusOf(failed)).toBe(3);
  });
});
