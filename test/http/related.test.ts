import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelatedArticles } from '../../src/domain/related.ts';
import type { ProblemBody } from '../unit/http/try-app.ts';
import { put } from '../unit/http/try-app.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: true });
});

afterAll(() => real.close());

const related = async (id: string, parameters = ''): Promise<RelatedArticles> => {
  const response = await real.send(`/v1/articles/${id}/related${parameters}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as RelatedArticles;
};

const idsOf = async (id: string, parameters = ''): Promise<string[]> =>
  (await related(id, parameters)).related.map((article) => article.id);

describe('GET /v1/articles/{id}/related', () => {
  it.each([
    ['dhm-20191016-sap-nhap-xa', 'dhm-20191026-sap-nhap-xa-ket-qua'],
    ['dhm-20191026-sap-nhap-xa-ket-qua', 'dhm-20191016-sap-nhap-xa'],
    ['msn-20210815-tiem-vac-xin', 'msn-20210816-tiem-vac-xin-ngay-15-8'],
    ['bvc-20210610-pha-duong-day-ma-tuy', 'bvc-20210611-pha-duong-day-ma-tuy-mo-rong'],
    ['dhm-20190524-dich-ta-lon', 'dhm-20190525-dich-ta-lon-10-huyen'],
    ['dhm-20201027-bao-so-9', 'dhm-20201029-bao-so-9-thiet-hai'],
  ])('of %s has its sequel first, %s', async (id, sequel) => {
    expect((await idsOf(id))[0]).toBe(sequel);
  });

  it.each([
    ['bvc-20220221-gia-xang', 'msn-20220221-gia-xang-tang'],
    ['bvc-20230129-gau-tao', 'dhm-20230130-le-hoi-gau-tao'],
  ])('of %s has not the same text in another paper, %s', async (id, copy) => {
    expect(await idsOf(id, '?size=20')).not.toContain(copy);
    expect(await idsOf(copy, '?size=20')).not.toContain(id);
  });

  it('has not the article itself, and one of two that are nearly the same', async () => {
    const article = {
      title: 'Giá xăng tăng, xe khách Vùng Cao xin tăng vé',
      body: 'Sau khi giá xăng RON 95 lên 26.410 đồng/lít, ba hãng xe khách xin tăng giá vé. Giá dầu thế giới leo thang khiến chi phí vận tải tăng cao; quỹ bình ổn và thuế bảo vệ môi trường được bàn đến. Nhiều cửa hàng treo biển hết xăng.',
      publishedAt: '2022-02-25',
    };
    expect((await real.send('/v1/articles/ve-xe?refresh=wait', put(article))).status).toBe(201);
    const ids = await idsOf('ve-xe', '?size=20');
    expect(ids).not.toContain('ve-xe');
    const both = new Set(['bvc-20220221-gia-xang', 'msn-20220221-gia-xang-tang']);
    expect(ids.filter((id) => both.has(id))).toHaveLength(1);
  });

  it('can be narrowed by date, and cut short', async () => {
    const id = 'dhm-20191016-sap-nhap-xa';
    expect(await idsOf(id, '?from=2019-10-20&to=2019-10-31')).toContain('dhm-20191026-sap-nhap-xa-ket-qua');
    expect(await idsOf(id, '?to=2019-10-15')).not.toContain('dhm-20191026-sap-nhap-xa-ket-qua');
    expect((await idsOf(id, '?size=1')).length).toBe(1);
  });

  it('is empty where nothing else is about it', async () => {
    const article = {
      title: 'Kính thiên văn soi vành đai tiểu hành tinh',
      body: 'Đài quan sát trên sa mạc Atacama chụp phổ hồng ngoại của tiểu hành tinh Vesta.',
      publishedAt: '2022-05-05',
    };
    expect((await real.send('/v1/articles/vesta?refresh=wait', put(article))).status).toBe(201);
    expect(await related('vesta')).toEqual({ id: 'vesta', related: [], partial: false });
  });

  it('is 404 for what is not there, and 400 for what cannot be read', async () => {
    const missing = await real.send('/v1/articles/khong-co/related');
    expect(missing.status).toBe(404);
    expect(((await missing.json()) as ProblemBody).detail).toBe(
      'There is no article with the id “khong-co”.',
    );
    for (const parameters of ['?size=0', '?size=21', '?from=hôm', '?from=2022&to=2021', '?sizes=3']) {
      const refused = await real.send(`/v1/articles/vesta/related${encodeURI(parameters)}`);
      expect(refused.status, parameters).toBe(400);
    }
  });
});
