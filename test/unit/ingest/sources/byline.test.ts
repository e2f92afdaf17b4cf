import { expect, test } from 'vitest';
import { isOrganisation, readByline, readNames } from '../../../../src/ingest/sources/byline.ts';

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
  ['H.Lộc - N.V', ['H.Lộc', 'N.V']],
  ['Bài: Hà Thu Giang; ảnh: Cà Inh', ['Hà Thu Giang', 'Cà Inh']],
])('signed: %s', (line, authors) => {
  expect(readByline(line)).toEqual({ authors });
});

test('taken over from a person and an agency', () => {
  expect(readByline('Theo Lò Thị Thử/TTXVN')).toEqual({ authors: ['Lò Thị Thử'], source: 'TTXVN' });
});

test.each([
  ['Theo TTXVN', 'TTXVN'],
  ['(Theo Báo Vùng Cao)', 'Báo Vùng Cao'],
  ['Theo: Báo Vùng Cao', 'Báo Vùng Cao'],
  ['Nguồn: Báo Vùng Cao', 'Báo Vùng Cao'],
])('taken over: %s', (line, source) => {
  expect(readByline(line)).toEqual({ authors: [], source });
});

test.each([
  'Đảng bộ huyện tiếp tục đổi mới.',
  'Theo kế hoạch, từ nay đến hết năm 2022',
  'Theo báo cáo của huyện',
  'Sẽ khánh thành vào tháng tới',
  'HẾT',
  'TP.HCM',
  'Nhiều Bản Làng Ở Vùng Cao Đã Có Điện',
  'Bài học: cần kiên trì hơn nữa trong công tác vận động, tuyên truyền để bà con hiểu, làm theo và cùng nhau giữ gìn bản làng mình sạch đẹp',
])('not signed: %s', (line) => {
  expect(readByline(line)).toBeNull();
});

test('an agency behind who wrote for it', () => {
  expect(readByline('PV/TTXVN')).toEqual({ authors: ['PV'], source: 'TTXVN' });
  expect(readByline('Hà Thu Giang (TTXVN)')).toEqual({ authors: ['Hà Thu Giang'], source: 'TTXVN' });
});

test('organisations and domains are told from people', () => {
  expect(['Báo Vùng Cao', 'vungcao.example', 'bao-vung-cao.net'].every(isOrganisation)).toBe(true);
  expect(['Lò Thử', 'N.V', 'H.Lộc'].some(isOrganisation)).toBe(false);
});

test('names keep the way they are written', () => {
  expect(readNames('T. Hà')).toEqual(['T. Hà']);
  expect(readNames('Hoàng Thị Bích-Ngọc; Y Moan')).toEqual(['Hoàng Thị Bích-Ngọc', 'Y Moan']);
  expect(readNames('bản Hua Nặm')).toBeNull();
});
