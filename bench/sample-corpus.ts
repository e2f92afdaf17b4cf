import { seeded } from './seeded.ts';

/** Made-up articles of a newspaper's size: real syllables in a language-like spread, no sentence of anybody's. */
const SYLLABLES = (
  'và của các có là được cho trong với không một người đã những này khi đến về để từ năm tại đồng ra công nhiều sẽ ' +
  'sau nhà thành ông hiện bị cũng việc phải như vào tỉnh huyện xã bản đảng bộ ủy ban nhân dân hội đại biểu kế hoạch ' +
  'phát triển kinh tế xây dựng nông thôn mới đường cầu trường học sinh viên giáo dục y bệnh viện rừng lúa ngô chè cà ' +
  'phê mận đào hồ sông suối lũ mưa bão nắng gió rét hợp tác sản xuất doanh nghiệp đầu tư dự án vốn ngân hàng thị ' +
  'trường giá hàng hóa xuất khẩu du lịch văn lễ truyền thống dân tộc Thái Mường Dao Mông biên giới an ninh trật tự ' +
  'quân đội chiến sĩ bộ đội công an điều tra xét xử tòa án luật nghị quyết thông tư quyết định chỉ thị chuyển đổi số ' +
  'khoa học kỹ thuật môi sạch nước điện lưới mạng internet điện thoại thanh niên phụ nữ nông cựu chiến binh bí thư chủ ' +
  'tịch phó trưởng đoàn kiểm tra giám sát lãnh đạo chỉ đạo tổ chức thực hiện triển khai hoàn nhiệm vụ mục tiêu'
).split(' ');

const SECTIONS = [
  'Xây dựng Đảng',
  'Kinh tế',
  'Xã hội',
  'Văn hóa',
  'Giao thông',
  'Y tế',
  'Giáo dục',
  'Pháp luật',
];
const AUTHORS = ['Hà Anh', 'Lò Thị Mai', 'Quàng Văn Sơn', 'Minh Đức', 'Thu Thảo', 'Cầm Trọng'];

/** The article of a number, as a CMS would send it: the same every time, some 3 kB long. */
export const sampleArticle = (number: number) => {
  const random = seeded(number + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T;
  const words = (count: number): string => Array.from({ length: count }, () => pick(SYLLABLES)).join(' ');
  const sentence = (): string => {
    const text = words(12 + Math.floor(random() * 18));
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraph = (): string => Array.from({ length: 4 }, sentence).join(' ');
  const day = new Date(Date.UTC(2015, 0, 1) + Math.floor(random() * 3_650) * 86_400_000);
  return {
    id: `mau-${number}`,
    title: sentence().slice(0, -1),
    lead: sentence(),
    body: Array.from({ length: 6 }, paragraph).join('\n\n'),
    captions: [sentence()],
    section: pick(SECTIONS),
    source: 'Báo Mẫu',
    authors: [pick(AUTHORS)],
    tags: [words(2), words(3)],
    publishedAt: day.toISOString().slice(0, 10),
    version: 1,
  };
};
