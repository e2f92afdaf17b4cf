import { createLanguageCounter } from '../../../src/language/count-language.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';

const SENTENCES = [
  'Nhà máy thủy điện trên sông xả lũ, thủy điện nhỏ thì ngừng phát điện.',
  'Huyện hỗ trợ người nghèo xây nhà, xã hỗ trợ cây giống cho người trồng cà phê.',
  'Đội bóng đá của tỉnh thắng trận bóng đá chiều qua.',
  'Giá cà phê tăng, người trồng cà phê phấn khởi.',
  'Đoàn khách từ Hà Nội lên thăm, rồi về Hà Nội trong ngày.',
  'Thành phố Đà Nẵng đón đoàn khách, Đà Nẵng là nơi đáng sống.',
  'Cầu thủ Ronaldo ghi bàn, Ronaldo được khen.',
  'Công ty Formosa xả thải, Formosa phải đền bù.',
  'Học sinh đi xe đạp tới trường, xe đạp để ngoài sân.',
  'Công an xã nhắc người dân đề phòng trộm xe đạp.',
  'Người Việt Nam yêu nước, đội Việt Nam thắng trận.',
  'Bác sĩ khám bệnh cho người nghèo, bác sĩ ở lại xã.',
  'Cán bộ trong sạch vững mạnh, trong lúc khó khăn vẫn vững vàng.',
  'Trung tá công an nói chuyện với học sinh về luật giao thông.',
  'Ông Trần Văn Hổ nuôi hổ và gấu, con hổ đã già.',
  'Tỷ lệ hộ nghèo giảm, hộ nghèo còn ít.',
];

/** The language of a few sentences that are said again and again. */
export const sampleLanguage = (): LanguageModel => {
  const counter = createLanguageCounter();
  for (let time = 0; time < 60; time++) for (const sentence of SENTENCES) counter.add(sentence);
  return counter.model;
};
