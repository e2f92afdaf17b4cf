import { expect, test } from 'vitest';
import { readBoilerplate } from '../../../../src/ingest/sources/boilerplate.ts';

test.each([
  ['Tìm kiếm theo ngày', 'ending'],
  ['TÌM KIẾM THEO NGÀY:', 'ending'],
  ['Ý kiến bạn đọc (0)', 'ending'],
  ['Tin cùng chuyên mục', 'list'],
  ['Các tin khác:', 'list'],
  ['In trang', 'button'],
  ['Chia sẻ', 'button'],
  ['A- A A+', 'button'],
  ['Lượt xem: 1.234', 'button'],
  ['12 bình luận', 'button'],
  ['Tin liên quan', 'list'],
  ['Xem thêm:', 'list'],
])('%s', (line, kind) => {
  expect(readBoilerplate(line.normalize('NFC'))?.kind).toBe(kind);
});

test('a line of tags gives the tags', () => {
  expect(readBoilerplate('Từ khóa: Mường Ảng, cà phê; xây dựng Đảng')).toEqual({
    kind: 'tags',
    tags: ['Mường Ảng', 'cà phê', 'xây dựng Đảng'],
  });
});

test.each([
  'Bà con đã biết tìm kiếm theo ngày trên trang thông tin của huyện.',
  'Chia sẻ với chúng tôi, anh Hải cho biết',
  'Chia sẻ yêu thương',
  'In trang phục',
  'Tin liên quan đến dịch bệnh được cập nhật',
  'Ý kiến bạn đọc gửi về tòa soạn',
])('a sentence of the article stays: %s', (line) => {
  expect(readBoilerplate(line)).toBeNull();
});
