import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
});

afterAll(() => index.close());

describe('over the sample articles', () => {
  it.each([
    ['thủy điện', 'thuỷ điện'],
    ['xòe', 'xoè'],
    ['bác sĩ', 'bác sỹ'],
    ["h'mông", 'H’Mông'],
    ['sức khỏe', 'sức khoẻ'],
    ['Hàn Quốc', 'Hàn Quốc'.normalize('NFD')],
    ['ĐẮK LẮK', 'đắk lắk'],
    ['covid 19', 'COVID-19'],
    ['52.000', '52000'],
    ['đảng ủy', 'Ðảng ủy'],
  ])('%s and %s find the same', async (one, other) => {
    for (const diacritics of ['auto', 'strict', 'ignore']) {
      const ids = await index.ids({ q: one, diacritics, relax: 'false' });
      expect(ids.length).toBeGreaterThan(0);
      expect(await index.ids({ q: other, diacritics, relax: 'false' })).toEqual(ids);
    }
  });

  it.each([
    ['UBND', 'ủy ban nhân dân', ['bvc-20220830-tiep-cong-dan', 'cng-20230310-chuyen-doi-so-cap-xa']],
    ['HĐND', 'hội đồng nhân dân', ['bvc-20210523-ngay-hoi-bau-cu', 'msn-20221209-ky-hop-hdnd']],
    [
      'TP.HCM',
      'thành phố Hồ Chí Minh',
      [
        'msn-20220315-ca-tra-han-quoc',
        'msn-20210801-luu-thong-hang-hoa',
        'msn-20220905-trong-nam-rom',
        'bvc-20221120-ket-noi-cung-cau',
      ],
    ],
    ['BCH', 'ban chấp hành', ['dhm-20220412-tinh-gon-bo-may', 'msn-20200705-dai-hoi-dang-bo-huyen']],
    ['THPT', 'trung học phổ thông', ['msn-20220711-thpt-tuyen-sinh-lop-10', 'dhm-20200810-thi-tot-nghiep']],
    ['BHXH', 'bảo hiểm xã hội', ['bvc-20221003-no-dong-bhxh', 'dhm-20220607-bao-hiem-xa-hoi-tu-nguyen']],
    ['CSGT', 'cảnh sát giao thông', ['dhm-20200103-csgt-nong-do-con', 'cng-20220816-tai-nan-deo']],
  ])('%s and %s find both spellings', async (short, long, expected) => {
    for (const q of [short, long, `"${short}"`, `"${long}"`]) {
      expect(await index.ids({ q, relax: 'false' }), q).toEqual(expect.arrayContaining(expected));
    }
  });

  it.each([
    ['05-CT/TW', ['bvc-20210519-lam-theo-bac-o-pa-vay']],
    ['02-NQ/TU', ['bvc-20220310-nghi-quyet-02-nq-tu']],
    ['30/4', ['cng-20200430-atm-gao', 'dhm-20210502-bien-30-4']],
    ['U23', ['dhm-20220513-u23-nguoi-ham-mo']],
    ['h5n1', ['cng-20230217-cum-gia-cam-h5n1']],
    ['5g', ['cng-20230310-chuyen-doi-so-cap-xa']],
    ['arsenal', ['dhm-20190526-hoi-co-dong-vien-arsenal']],
    ['Miguel', ['cng-20230905-hlv-miguel', 'dhm-20220103-dem-xoe-thai']],
  ])('%s is a word', async (q, expected) => {
    expect(await index.ids({ q, relax: 'false' })).toEqual(expect.arrayContaining(expected));
  });
});
