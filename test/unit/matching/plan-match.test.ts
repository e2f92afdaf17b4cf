import { describe, expect, it } from 'vitest';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import { NO_ABBREVIATIONS, parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { isSentence, loosenWords, mostOf } from '../../../src/matching/loosen-words.ts';
import type { Match, Syllable } from '../../../src/matching/match.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import type { PlanOptions } from '../../../src/matching/plan-match.ts';
import { planQuery } from '../../../src/matching/plan-query.ts';
import { rankedSyllables } from '../../../src/matching/ranked-syllables.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import type { Extent } from '../../../src/domain/reading.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

const LEVELS = { exact: '=', superset: '+', folded: '~' } as const;

const shown = ({ text, level }: Syllable): string => `${LEVELS[level]}${text}`;

/** A match in one line: `=` exact, `+` at least these marks, `~` any. */
const print = (match: Match | null): string => {
  if (match === null) return 'nothing';
  switch (match.type) {
    case 'syllable':
      return shown(match);
    case 'sequence': {
      const words = match.syllables.map(shown).join(' ');
      return match.as === 'phrase' ? `"${words}"${match.slop === 0 ? '' : `~${match.slop}`}` : `[${words}]`;
    }
    case 'prefix':
      return [...match.before.map(shown), `${LEVELS[match.level]}${match.text}*`].join('>');
    case 'wildcard':
      return `${LEVELS[match.level]}${match.text}`;
    case 'near':
      return `near${match.distance}(${match.children.map(print).join(', ')})`;
    case 'atleast':
      return `atleast${match.times}(${print(match.child)})`;
    case 'all':
    case 'any':
      return `${match.type}(${match.children.map(print).join(', ')})`;
    case 'not':
      return `-${print(match.child)}`;
    case 'field':
      return `${match.field}:${print(match.child)}`;
    case 'dates':
      return `${match.from ?? ''}..${match.to ?? ''}`;
    default:
      return match satisfies never;
  }
};

const plan = (q: string, options: Partial<PlanOptions> = {}): Match | null => {
  const { node } = parseQuery(q);
  if (node === null) return null;
  return planMatch(node, {
    marks: marksAsTyped('auto', hasMarks(node)),
    abbreviations: NO_ABBREVIATIONS,
    language: SILENT_LANGUAGE,
    ...options,
  });
};

const planned = (q: string, options: Partial<PlanOptions> = {}): string => print(plan(q, options));

describe('levels', () => {
  it.each([
    ['đảng bộ', 'exact', 'all(=đảng, =bộ)'],
    ['dang bo', 'exact', 'all(=dang, =bo)'],
    ['đảng bộ', 'ignored', 'all(~đảng, ~bộ)'],
    ['dang bo', 'folded', 'all(~dang, ~bo)'],
    ['dang bo', 'superset', 'all(~dang, ~bo)'],
    ['đảng bộ', 'written', 'all(=đảng, =bộ)'],
    ['đảng bộ', 'meant', 'all(=đảng, =bộ)'],
    ['đảng bộ', 'superset', 'all(+đảng, +bộ)'],
    ['đảng bộ', 'folded', 'all(~đảng, ~bộ)'],
    ['công an', 'written', 'all(=công, =an)'],
    ['công an', 'superset', 'all(+công, ~an)'],
    ['công an', 'folded', 'all(~công, ~an)'],
    ['"công an"', 'superset', '"+công ~an"'],
    ['"cong an"~2', 'folded', '"~cong ~an"~2'],
  ] as const)('%s (%s): %s', (q, marks, expected) => {
    expect(planned(q, { marks })).toBe(expected);
  });

  it('of an unmarked syllable beside marked ones depend on what it was meant as', () => {
    expect(planned('tinh Sơn La', { marks: 'meant' })).toBe('all(~tinh, =Sơn, ~La)');
    expect(planned('tinh Son La')).toBe('all(~tinh, ~Son, ~La)');
    expect(planned('tinh Son La', { marks: 'meant' })).toBe('all(~tinh, ~Son, ~La)');
    expect(planned('tinh Sơn La', { marks: 'exact' })).toBe('all(=tinh, =Sơn, =La)');
  });

  it('of what is excluded or in a field stay as typed', () => {
    for (const marks of ['written', 'superset', 'folded'] as const) {
      expect(planned('-đảng title:bộ "xã"', { marks, typed: 'written' })).toMatch(
        /^all\(-=đảng, title:=bộ, .xã\)$/,
      );
    }
    expect(planned('bão -tinh', { marks: 'superset', typed: 'meant' })).toBe('all(+bão, -~tinh)');
    expect(planned('bão -tinh', { marks: 'superset', typed: 'written' })).toBe('all(+bão, -=tinh)');
  });

  it('are those of all of a query, what is excluded and its fields included, where it is strict or marks are ignored', () => {
    expect(planned('-đảng title:bo "xã"', { marks: 'exact' })).toBe('all(-=đảng, title:=bo, =xã)');
    expect(planned('-đảng title:bộ "xã"', { marks: 'ignored' })).toBe('all(-~đảng, title:~bộ, ~xã)');
  });
});

describe('trees', () => {
  it.each([
    ['bão', '=bão'],
    ['05-CT/TW', '[~05 ~CT ~TW]'],
    ['bão OR lũ quét', 'any(=bão, all(=lũ, =quét))'],
    ['(bão OR lũ) -covid', 'all(any(=bão, =lũ), -=covid)'],
    ['chuy* gia', 'all(~chuy*, ~gia)'],
    ['chuyên* gia', 'all(=chuyên*, =gia)'],
    ['05-CT*', '~05>~CT*'],
    ['title:(bão OR lũ)', 'title:any(=bão, =lũ)'],
    ['"một" hai', 'all(=một, =hai)'],
    ['after:2022 before:2022 x', 'all(2022-01-01T00:00:00+07:00.., ..2022-12-31T23:59:59.999+07:00, ~x)'],
    ['?!', 'nothing'],
    ['', 'nothing'],
  ])('%s: %s', (q, expected) => {
    expect(planned(q)).toBe(expected);
  });
});

describe('abbreviations', () => {
  const abbreviations = parseAbbreviations(
    [
      'UBND = Ủy ban nhân dân',
      'TP.HCM = TPHCM = Thành phố Hồ Chí Minh',
      'BCH = Ban Chấp hành',
      'HĐND = Hội đồng nhân dân',
    ].join('\n'),
  );

  it.each([
    ['UBND', 'any(~UBND, [=Ủy =ban =nhân =dân])'],
    ['ubnd xã', 'all(any(=ubnd, [=Ủy =ban =nhân =dân]), =xã)'],
    ['ủy ban nhân dân xã', 'all(any([=ủy =ban =nhân =dân], =UBND), =xã)'],
    ['uy ban nhan dan', 'any([~uy ~ban ~nhan ~dan], =UBND)'],
    ['Uỷ ban nhân dân', 'any([=Uỷ =ban =nhân =dân], =UBND)'],
    ['ủy ban dân', 'all(=ủy, =ban, =dân)'],
    ['úy ban nhân dân', 'all(=úy, =ban, =nhân, =dân)'],
    ['tp hcm', 'any([~tp ~hcm], =TPHCM, [=Thành =phố =Hồ =Chí =Minh])'],
    ['TP.HCM', 'any([~TP ~HCM], =TPHCM, [=Thành =phố =Hồ =Chí =Minh])'],
    ['hdnd', 'any(~hdnd, [=Hội =đồng =nhân =dân])'],
    ['"UBND xã"', 'any("=UBND =xã", "=Ủy =ban =nhân =dân =xã")'],
    ['"ủy ban nhân dân"~2', 'any("=ủy =ban =nhân =dân"~2, =UBND)'],
    ['-UBND', '-any(~UBND, [=Ủy =ban =nhân =dân])'],
    ['ủy OR ban', 'any(=ủy, =ban)'],
    ['ủy "ban" nhân dân', 'all(=ủy, =ban, =nhân, =dân)'],
    [
      'UBND/BCH',
      'any([~UBND ~BCH], [=Ủy =ban =nhân =dân ~BCH], [~UBND =Ban =Chấp =hành], [=Ủy =ban =nhân =dân =Ban =Chấp =hành])',
    ],
  ])('%s: %s', (q, expected) => {
    expect(planned(q, { abbreviations })).toBe(expected);
  });

  it('are read by how closely marks matter', () => {
    const ignore = planned('ụy bàn nhân dân', { abbreviations, marks: 'ignored' });
    expect(ignore).toBe('any([~ụy ~bàn ~nhân ~dân], ~UBND)');
    expect(planned('uy ban nhan dan', { abbreviations, marks: 'exact' })).toBe('all(=uy, =ban, =nhan, =dan)');
    expect(planned('UBND', { abbreviations, marks: 'exact' })).toBe('any(=UBND, [=Ủy =ban =nhân =dân])');
    expect(planned('úy ban nhân dân', { abbreviations, marks: 'folded' })).toBe(
      'any([~úy ~ban ~nhân ~dân], =UBND)',
    );
  });

  it('make no more than eight spellings of a phrase', () => {
    const match = plan('"UBND HĐND BCH UBND HĐND"', { abbreviations });
    expect(match?.type === 'any' ? match.children.length : 0).toBe(8);
  });
});

describe('marksAsTyped', () => {
  it.each([
    ['strict', true, 'exact'],
    ['strict', false, 'exact'],
    ['ignore', true, 'ignored'],
    ['ignore', false, 'ignored'],
    ['auto', true, 'written'],
    ['auto', false, 'folded'],
  ] as const)('%s, any mark typed: %s: %s', (diacritics, marked, expected) => {
    expect(marksAsTyped(diacritics, marked)).toBe(expected);
  });
});

describe('planQuery', () => {
  const planOf = (q: string, extent: Extent) => {
    const { node } = parseQuery(q);
    if (node === null) return null;
    const match = planMatch(node, {
      marks: 'superset',
      typed: 'written',
      abbreviations: NO_ABBREVIATIONS,
      language: SILENT_LANGUAGE,
    });
    return match === null ? null : planQuery(match, { marks: 'superset', extent });
  };

  it('plans all of a query, in its reading', () => {
    const plan = planOf('bão lũ -hạn', 'words');
    expect(plan?.reading).toEqual({ marks: 'superset', extent: 'words' });
    expect(print(plan?.match ?? null)).toBe('all(+bão, +lũ, -=hạn)');
    expect(plan?.loose).toBeNull();
  });

  it('says what is needed where most of it suffices, and still has all of it', () => {
    const plan = planOf('một hai ba bốn -năm', 'most');
    expect(print(plan?.match ?? null)).toBe('all(+một, ~hai, ~ba, +bốn, -=năm)');
    expect(plan?.loose?.words.map(print)).toEqual(['+một', '~hai', '~ba', '+bốn']);
    expect(plan?.loose?.required.map(print)).toEqual(['-=năm']);
    expect(plan?.loose?.least).toBe(3);
  });

  it.each([
    ['?!', 'words'],
    ['?!', 'most'],
    ['bão', 'most'],
    ['"một hai ba"', 'most'],
  ] as const)('has no plan for %s where %s of it are wanted', (q, extent) => {
    expect(planOf(q, extent)).toBeNull();
  });
});

describe('hasMarks', () => {
  it.each([
    ['dang bo', false],
    ['dang bộ', true],
    ['05-CT/TW', false],
    ['QĐ-TTg', true],
    ['chuy*', false],
    ['chuyê*', true],
    ['title:(a OR b) -bão', true],
    ['"a b"', false],
    ['hòa'.normalize('NFD'), true],
    ['từ:2022 bao', false],
  ])('%s: %s', (q, expected) => {
    const { node } = parseQuery(q);
    expect(node !== null && hasMarks(node)).toBe(expected);
  });
});

describe('rankedSyllables', () => {
  it.each([
    ['đảng bộ huyện', 'đảng bộ huyện'],
    ['"đảng bộ" huyện -covid chuy* tag:lũ title:bão', 'đảng bộ huyện bão'],
    ['bão OR lũ', 'bão'],
    ['từ:2022 bão', 'bão'],
    ['-covid', ''],
  ])('of %s: %s', (q, expected) => {
    const match = plan(q);
    const ranked = match === null ? [] : rankedSyllables(match);
    expect(ranked.map(({ text }) => text).join(' ')).toBe(expected);
  });
});

describe('loosenWords', () => {
  it('keeps phrases, exclusions, fields and dates', () => {
    const match = plan('một hai ba "bốn năm" -sáu title:bảy sau:x từ:2022 tám*');
    const loose = match === null ? null : loosenWords(match, true);
    expect(loose?.words.map(print)).toEqual(['=một', '=hai', '=ba', '[=sau =x]', '=tám*']);
    expect(loose?.required.map(print)).toEqual([
      '"=bốn =năm"',
      '-=sáu',
      'title:=bảy',
      '2022-01-01T00:00:00+07:00..',
    ]);
    expect(loose?.least).toBe(mostOf(5, 'few'));
  });

  it.each(['một', '"một hai"', 'một OR hai', 'title:(một hai ba)', '-một -hai -ba', 'một "hai ba"'])(
    'has nothing to leave out of %s',
    (q) => {
      const match = plan(q);
      expect(match === null ? null : loosenWords(match, true)).toBeNull();
    },
  );

  it('counts telling words only, unless there are none', () => {
    const telling = (q: string) => loosenWords(plan(q) as Match, true)?.words.map(print);
    expect(telling('Friedrich Ratzel sinh ra ở đâu')).toEqual(['=Friedrich', '=Ratzel', '=sinh']);
    expect(telling('la gi o dau')).toHaveLength(4);
    expect(telling('thủy điện Sơn La')).toHaveLength(4);
  });

  it.each([
    ['Ai là mẹ của Messi', true],
    ['ai la me cua Messi', true],
    ['chồng của Hari Won', false],
    ['công an xã Mường Cai tuần tra', false],
    ['công an xã Mường Cai tuần tra ở bản', true],
    ['đường OR cầu', false],
    ['của', false],
  ])('reads “%s” as a sentence: %s', (q, expected) => {
    expect(isSentence(plan(q) as Match)).toBe(expected);
  });

  it('wants most of them: never none, never more than there are', () => {
    for (let words = 1; words <= 120; words++) {
      for (const parts of ['few', 'many', 'words'] as const) {
        expect(mostOf(words, parts)).toBeGreaterThan(0);
        expect(mostOf(words, parts)).toBeLessThanOrEqual(words);
      }
    }
    expect([2, 3, 4].map((words) => mostOf(words, 'few'))).toEqual([2, 2, 3]);
  });
});
