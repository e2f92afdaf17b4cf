import type { ComparedText } from '../../../src/likeness/compared-text.ts';
import { describe, expect, it } from 'vitest';
import { areNearlySame, fingerprintOf, isUpdate, likenessTerms } from '../../../src/likeness/fingerprint.ts';

/** A report of an accident, as the first hours tell it. */
const report = (
  dead: string,
  { title = `Sập cầu treo ở Huổi Lụ, ${dead} người chết`, when = 'sáng 21/2' } = {},
) => ({
  title,
  lead: `Cầu treo bắc qua suối Nậm Pồ đứt cáp ${when} khi một đám cưới đi qua, ${dead} người chết và nhiều người bị thương.`,
  body: [
    'Theo ông Giàng A Sùng, trưởng bản Huổi Lụ, đoàn đón dâu có khoảng bảy mươi người đang qua cầu thì một bên cáp tuột khỏi trụ neo, mặt cầu lật nghiêng và hất mọi người xuống lòng suối cạn toàn đá hộc. Dân bản nghe tiếng kêu chạy ra, dùng cáng tre chuyển người bị nạn lên đường lớn.',
    'Bệnh viện đa khoa huyện Nậm Pồ huy động toàn bộ bác sĩ, điều dưỡng cấp cứu ngay trong đêm; những ca nặng được chuyển về tỉnh bằng xe của bộ đội biên phòng. Cầu dài 54 mét, được đưa vào sử dụng năm 2012 và mới bảo dưỡng đầu mùa khô.',
    'Chủ tịch UBND tỉnh đã đến hiện trường chỉ đạo cứu nạn, yêu cầu làm rõ nguyên nhân và kiểm tra toàn bộ cầu treo dân sinh trên địa bàn trước mùa mưa. Công an huyện phong tỏa hai đầu cầu, lấy lời khai của đơn vị bảo dưỡng.',
  ].join('\n\n'),
});

const relation = (a: ComparedText, b: ComparedText): 'same' | 'update' | 'other' => {
  const [one, other] = [fingerprintOf(a), fingerprintOf(b)];
  expect(areNearlySame(other, one)).toBe(areNearlySame(one, other));
  expect(isUpdate(other, one)).toBe(isUpdate(one, other));
  return areNearlySame(one, other) ? 'same' : isUpdate(one, other) ? 'update' : 'other';
};

const first = report('7');

describe('a report with other numbers in its headline', () => {
  it.each<[string, ComparedText]>([
    ['a new toll', report('9')],
    ['a new toll at the end of the title', report('9', { title: 'Sập cầu treo: số người chết tăng lên 9' })],
    ['a new toll in the lead alone', report('9', { title: 'Sập cầu treo ở Huổi Lụ' })],
    ['a new toll in the title alone', { ...first, title: 'Sập cầu treo ở Huổi Lụ, 9 người chết' }],
    ['a new toll in words', report('chín')],
    [
      'a new toll beside the old one',
      {
        ...report('9'),
        body: `${first.body}\n\nTrước đó, cơ quan chức năng cho biết có 7 người chết.`,
      },
    ],
  ])('is another one: %s', (_, update) => {
    expect(relation(first, update)).toBe('update');
  });

  it('is another one by its share, its price and its score', () => {
    const titled = (title: string) => ({ ...first, title });
    expect(relation(titled('Lạm phát lên 3,2%'), titled('Lạm phát lên 3,4%'))).toBe('update');
    expect(relation(titled('Hơn 50 hộ phải sơ tán'), titled('Hơn 70 hộ phải sơ tán'))).toBe('update');
    expect(relation(titled('Giá vàng 81 triệu'), titled('Giá vàng 82 triệu'))).toBe('update');
  });

  it('is named by another key where even the text is the same', () => {
    const terms = (title: string) => likenessTerms(fingerprintOf({ ...first, title }));
    const [seven, nine] = [terms('7 người chết'), terms('9 người chết')];
    expect(seven.key).toBe(nine.key);
    expect(seven.keyOfUpdate).not.toBe(nine.keyOfUpdate);
    expect(terms('Lại là 7 người chết').keyOfUpdate).toBe(seven.keyOfUpdate);
  });
});

describe('a copy', () => {
  it.each<[string, ComparedText]>([
    ['another title of the same numbers', { ...first, title: '7 người chết vì đứt cáp cầu treo' }],
    ['a title with another number of the same text', { ...first, title: 'Cầu treo dài 54 mét bị lật' }],
    ['a title without numbers', { ...first, title: 'Cầu treo bị lật khi đám cưới đi qua' }],
    ['a number in words', report('bảy')],
    ['another day', report('7', { when: 'chiều 22/2' })],
    ['another day in the title', { ...first, title: 'Sập cầu treo sáng 22/2, 7 người chết' }],
    ['an hour in the title', { ...first, title: 'Sập cầu treo lúc 9 giờ, 7 người chết' }],
    [
      'the number of a page and of an issue',
      {
        ...first,
        title: `${first.title} (Trang 3)`,
        body: `Báo Vùng Cao số 1289, trang 3\n\n${first.body}`,
      },
    ],
    ['the year', { ...first, title: `${first.title} - 2022` }],
    ['the place in a series at the end of the title', { ...first, title: `${first.title} (2)` }],
    ['a round number', { ...first, title: 'Gần 60 mét cầu treo bị lật, 7 người chết' }],
  ])('with %s is the same report', (_, copy) => {
    expect(relation(first, copy)).toBe('same');
  });

  it.each([
    ['(1)', '(2)'],
    ['[1]', '[2]'],
    ['( 1 )', '( 2 )'],
    ['(kỳ 1)', '(kỳ 2)'],
  ])('whose titles end in %s and %s is the same report', (one, other) => {
    const titled = (end: string) => ({ ...first, title: `Sập cầu treo ở Huổi Lụ ${end}` });
    expect(relation(titled(one), titled(other))).toBe('same');
  });

  it('is told from an update by a number in brackets that counts something', () => {
    const titled = (end: string) => ({ ...first, title: `Sập cầu treo ở Huổi Lụ ${end}` });
    expect(relation(titled('(7 người chết)'), titled('(9 người chết)'))).toBe('update');
  });
});
