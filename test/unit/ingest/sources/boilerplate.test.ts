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
  ['TIN NÊN ĐỌC', 'list'],
  ['Các bài viết cùng chuyên mục', 'list'],
  ['Tin đọc nhiều nhất trong tuần', 'list'],
  ['Bạn đọc quan tâm', 'list'],
  ['Mời bạn đọc thêm', 'list'],
  ['Có thể bạn chưa biết', 'list'],
  ['Video đang xem nhiều', 'list'],
  ['>> Xem thêm', 'list'],
  ['Đánh giá', 'box'],
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
  'Điều nhiều người quan tâm',
  'Tin mới về cây cầu',
  'Bài học khác từ vụ mùa',
  'Chuyên đề',
])('a sentence of the article stays: %s', (line) => {
  expect(readBoilerplate(line)).toBeNull();
});
