import { describe, expect, it } from 'vitest';
import { analyzeCommand } from '../../../src/cli/analyze-command.ts';
import { exitStatusOf } from '../../../src/cli/exit-status.ts';
import { explainCommand } from '../../../src/cli/explain-command.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import type { Explanation } from '../../../src/search/explain-search.ts';

/** Nothing listens there: whatever needs an engine fails. */
const config = () => ({
  engine: { kind: 'remote', url: 'http://127.0.0.1:9', auth: null, caFile: null } as const,
  index: 'articles',
  abbreviationsFile: null,
});

const explain = async (...args: readonly string[]): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  await explainCommand({ config, out }).parseAsync(args, { from: 'user' });
  return printed;
};

const explained = async (...args: readonly string[]): Promise<Explanation> =>
  JSON.parse(await explain(...args, '--offline', '--json')) as Explanation;

const analyze = async (...args: readonly string[]): Promise<string> => {
  let printed = '';
  const out = { write: (text: string) => (printed += text) };
  const input = (async function* () {
    yield await Promise.resolve('Sốp Cộp\n');
  })();
  await analyzeCommand({ config, input, out }).parseAsync(args, { from: 'user' });
  return printed;
};

describe('timbao explain --offline', () => {
  it('puts a caret under the place of a warning', async () => {
    const lines = (await explain('bão', '"lũ', '--offline')).split('\n');
    const typed = lines.findIndex((line) => line.startsWith('Typed:'));
    const caret = lines[typed + 1] ?? '';
    expect(caret).toContain('^ unbalanced_quote');
    expect(lines[typed]?.charAt(caret.indexOf('^'))).toBe('"');
  });

  it('tells the levels of each step, and that the evidence of the index is left out', async () => {
    const printed = await explain('công an tỉnh', '--offline');
    expect(printed).toMatch(/công +exactly +at least its marks +any marks/);
    expect(printed).toMatch(/an +exactly +any marks +any marks/);
    expect(printed).toContain(
      '"an": read as written; whether its marks were left out is judged by the index',
    );
    const { steps, unmarked, outcome } = await explained('công an tỉnh');
    expect(steps.map(({ step }) => step)).toEqual(['typed', 'superset', 'folded']);
    expect(unmarked).toEqual([{ text: 'an', meantAsWritten: null }]);
    expect(outcome).toBeNull();
  });

  it.each([
    [['cong an tinh'], 1],
    [['công an tỉnh', '--diacritics', 'strict'], 1],
    [['công an tỉnh', '--no-relax'], 1],
    [['công an tỉnh'], 3],
  ])('of %s has %i steps', async (args, count) => {
    expect((await explained(...args)).steps).toHaveLength(count);
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

  it('shows every request that could be sent, and after which answers', async () => {
    const { requests } = await explained('chuyển đổi số');
    expect(requests.every(({ call }) => call === 'POST /articles/_search')).toBe(true);
    const conditions = requests.map(({ when }) => when?.map(({ request, found }) => [request, found]));
    expect(conditions[0]).toEqual([]);
    expect(conditions).toContainEqual([[1, false]]);
    expect(new Set(requests.map(({ bodies }) => JSON.stringify(bodies))).size).toBe(requests.length);
    const first = JSON.stringify(requests[0]?.bodies[0]);
    expect(first).toContain(`"text":"${exactForm('chuyển')}"`);
  });

  it('sends nothing for a query of punctuation, and tells so', async () => {
    expect((await explained('?!')).requests).toEqual([]);
    expect(await explain('?!', '--offline')).toContain('Nothing is sent');
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
