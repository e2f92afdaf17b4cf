/** An article as it comes in. */
export interface WordArticle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly section: string;
  readonly authors: readonly string[];
  readonly publishedAt: string;
}

/** What an article is about: pupils, biology, people who are born and who learn, or none of these. */
export type About = 'pupils' | 'biology' | 'apart' | 'other';

const SENTENCES: Readonly<Record<About, readonly string[]>> = {
  pupils: [
    'Các em học sinh của trường đến lớp từ sáng sớm.',
    'Học sinh vùng cao được tặng sách và áo ấm.',
    'Thầy giáo khen học sinh chăm ngoan ở bản xa.',
    'Nhiều học sinh đi bộ qua suối để tới trường.',
    'Bữa cơm của học sinh có thịt và rau xanh.',
  ],
  biology: [
    'Phòng sinh học của viện lưu giữ cây thuốc quý.',
    'Nhà vườn dùng chế phẩm sinh học để giữ đất.',
    'Đa dạng sinh học của khu rừng đang được bảo vệ.',
    'Môn sinh học giúp người trồng rừng hiểu cây.',
    'Rác được ủ bằng men sinh học và tưới ẩm.',
  ],
  apart: [
    'Người sinh ra ở bản này đều ham học.',
    'Bà con sinh sống bên sông và cho con đi học.',
    'Chị sinh con xong thì đi học nghề may.',
    'Ai sinh năm ấy thì nay đã học xong nghề mộc.',
  ],
  other: [
    'Mưa lớn trong đêm làm nước sông dâng cao.',
    'Đập thủy điện xả nước từ chiều hôm qua.',
    'Nhà máy thủy điện báo trước cho các xã ven sông.',
    'Cán bộ xã đi từng nhà để vận động bà con.',
    'Giá cà phê tăng, người trồng vui mừng ở nhiều nơi.',
    'Con đường mới nối bản với chợ phiên của huyện.',
  ],
};

/** Running text, so that words and grammar stand beside all kinds of neighbours. */
const FILLERS = [
  'Bà con ở bản đã gặt lúa và phơi thóc trên sân.',
  'Cán bộ của xã nói rằng đường sẽ được sửa trong năm nay.',
  'Chợ phiên họp vào cuối tuần với nhiều hàng thổ cẩm.',
  'Người già trong làng kể chuyện xưa cho trẻ nhỏ nghe.',
  'Trạm y tế tiêm phòng cho trẻ em và người cao tuổi.',
  'Trời rét, trâu bò được đưa về chuồng và che chắn kỹ.',
  'Các hộ nghèo được vay vốn để nuôi lợn và trồng ngô.',
  'Đội văn nghệ tập múa xòe cho lễ hội mùa xuân.',
  'Nước từ khe núi được dẫn về bể chung của bản.',
  'Thanh niên giúp các gia đình neo đơn dựng lại mái nhà.',
  'Rừng đầu nguồn có tổ tuần tra canh giữ ngày đêm.',
  'Xe chở hàng bị kẹt vì đất đá lấp kín mặt đường.',
  'Một số hộ chuyển từ lúa sang trồng mận và đào.',
  'Huyện mở lớp dạy nghề mây tre cho phụ nữ.',
  'Sương muối làm hỏng nhiều ruộng rau của người dân.',
  'Hội phụ nữ góp tiền mua bò giống cho chị em.',
  'Bộ đội cùng dân quân đắp lại bờ kè sau lũ.',
  'Cây cầu treo được thay ván và sơn lại dây cáp.',
  'Điện lưới đã về tới những nhà ở cuối bản.',
  'Khách lên núi ngắm mây và nghỉ lại nhà sàn.',
];

const ABOUT: readonly About[] = ['pupils', 'biology', 'apart', 'other'];

export const COUNT = 400;

export const aboutOf = (i: number): About => ABOUT[i % ABOUT.length] ?? 'other';

/** By one tone style more often than by the other: `Thuỳ` three times of four. */
const authorOf = (i: number): string => (i % 5 !== 0 ? 'Hà An' : i % 4 === 0 ? 'Lò Thùy' : 'Lò Thuỳ');

/**
 * Articles of more than 25,000 syllables, enough to tell words: a quarter each about pupils (`học sinh`), about biology
 * (`sinh học`), with both syllables apart, and with neither.
 */
export const wordCorpus = (): readonly WordArticle[] =>
  Array.from({ length: COUNT }, (_, i) => {
    const about = aboutOf(i);
    const own = SENTENCES[about];
    const sentence = (n: number): string => own[(Math.floor(i / 4) + n) % own.length] ?? '';
    const fillers = [0, 3, 7, 11, 16].map((step) => FILLERS[(i * 7 + step) % FILLERS.length] ?? '');
    const [a = '', b = '', c = '', d = '', e = ''] = fillers;
    return {
      id: `${about}-${String(i).padStart(3, '0')}`,
      title: `Chuyện ở bản, ngày ${i}`,
      body: [a, sentence(0), b, c, sentence(1), d, e].join(' '),
      section: i % 3 === 0 ? 'Giáo dục' : 'Đời sống',
      authors: [authorOf(i)],
      publishedAt: new Date(Date.UTC(2020, 0, 1 + i * 3)).toISOString(),
    };
  });

/** How many of a corpus's articles are so. */
export const countOf = (test: (article: WordArticle) => boolean): number => wordCorpus().filter(test).length;
