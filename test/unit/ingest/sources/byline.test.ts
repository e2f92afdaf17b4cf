import { expect, test } from 'vitest';
import { readByline, readNames } from '../../../../src/ingest/sources/byline.ts';

test.each([
  ['Vàng A Sình', ['Vàng A Sình']],
  ['HÀ THU GIANG', ['HÀ THU GIANG']],
  ['Lò Văn Hải (CTV)', ['Lò Văn Hải']],
  ['Lò Văn Hải (Huyện Mường Ảng)', ['Lò Văn Hải']],
  ['Lò Văn Hải - Cà Thị Inh', ['Lò Văn Hải', 'Cà Thị Inh']],
  ['Lò Văn Hải và Cà Thị Inh', ['Lò Văn Hải', 'Cà Thị Inh']],
  ['Bài, ảnh: Hà Thu Giang', ['Hà Thu Giang']],
  ['Bài và ảnh: Hà Thu Giang', ['Hà Thu Giang']],
  ['Tin, ảnh: Lò Hải, Cà Inh', ['Lò Hải', 'Cà Inh']],
  ['Tác giả: Hà Thu Giang.', ['Hà Thu Giang']],
  ['Thực hiện: Minh', ['Minh']],
  ['PV', ['PV']],
  ['Nhóm PV', ['Nhóm PV']],
])('signed: %s', (line, authors) => {
  expect(readByline(line)).toEqual({ authors });
});

test.each([
  ['Theo TTXVN', 'TTXVN'],
  ['(Theo Báo Vùng Cao)', 'Báo Vùng Cao'],
  ['Theo: Báo Vùng Cao', 'Báo Vùng Cao'],
])('taken over: %s', (line, source) => {
  expect(readByline(line)).toEqual({ authors: [], source });
});

test.each([
  'Đảng bộ huyện tiếp tục đổi mới.',
  'Theo kế hoạch, từ nay đến hết năm 2022',
  'Theo báo cáo của huyện',
  'Sẽ khánh thành vào tháng tới',
  'HẾT',
  'Nhiều Bản Làng Ở Vùng Cao Đã Có Điện',
  'Bài học: cần kiên trì hơn nữa trong công tác vận động, tuyên truyền để bà con hiểu, làm theo và cùng nhau giữ gìn bản làng mình sạch đẹp',
])('not signed: %s', (line) => {
  expect(readByline(line)).toBeNull();
});

test('names keep the way they are written', () => {
  expect(readNames('T. Hà')).toEqual(['T. Hà']);
  expect(readNames('Hoàng Thị Bích-Ngọc; Y Moan')).toEqual(['Hoàng Thị Bích-Ngọc', 'Y Moan']);
  expect(readNames('bản Hua Nặm')).toBeNull();
});
