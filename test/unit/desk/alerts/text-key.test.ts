import { expect, test } from 'vitest';
import { textKey } from '../../../../src/desk/alerts/text-key.ts';

const ARTICLE = {
  title: 'Lũ quét ở Mường La, ba người mất tích',
  lead: 'Mưa lớn từ đêm 2/8 làm nước suối Nậm Păm dâng nhanh.',
  body: 'Ba hộ dân được đưa đi.\n\nHoà Bình gửi lực lượng đến.',
};
const key = textKey(ARTICLE);

test.each([
  ['capitals', { title: 'LŨ QUÉT Ở MƯỜNG LA, BA NGƯỜI MẤT TÍCH' }],
  ['punctuation and spaces', { body: 'Ba hộ dân được đưa đi… Hoà Bình gửi  lực lượng đến!' }],
  ['where a tone is set', { body: 'Ba hộ dân được đưa đi.\n\nHòa Bình gửi lực lượng đến.' }],
  ['decomposed letters', { title: ARTICLE.title.normalize('NFD') }],
])('the same text with other %s is the same', (_, other) => {
  expect(textKey({ ...ARTICLE, ...other })).toBe(key);
});

test.each([
  ['figure', { title: 'Lũ quét ở Mường La, bốn người mất tích' }],
  ['mark', { body: ARTICLE.body.replace('hộ', 'hồ') }],
  ['sentence', { body: `${ARTICLE.body} Đường 279D bị chia cắt.` }],
  ['order', { body: 'Hoà Bình gửi lực lượng đến.\n\nBa hộ dân được đưa đi.' }],
])('another %s is another text', (_, other) => {
  expect(textKey({ ...ARTICLE, ...other })).not.toBe(key);
});

test('words do not move between title and body', () => {
  expect(textKey({ title: 'a b', body: 'c' })).not.toBe(textKey({ title: 'a', body: 'b c' }));
});
