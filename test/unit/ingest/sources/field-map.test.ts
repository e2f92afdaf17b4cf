import { describe, expect, test } from 'vitest';
import {
  applyFieldMap,
  parseFieldMap,
  parseFieldOption,
  withSheetDays,
  withZone,
} from '../../../../src/ingest/sources/field-map.ts';
import { suggestFieldMap } from '../../../../src/ingest/sources/suggest-field-map.ts';

const apply = (map: unknown, input: unknown) =>
  applyFieldMap(parseFieldMap(JSON.stringify(map), 'map.json'), input);

test('paths, lists, alternatives, defaults, constants, numbers as ids, dates', () => {
  const map = {
    id: { from: 'newsId', prefix: 'bvc-' },
    title: 'headline.vi',
    lead: ['sapo', 'summary.text'],
    body: 'paragraphs[].text',
    authors: 'bylines[].name',
    tags: { from: 'keywords', split: ',' },
    captions: 'media[0].caption',
    section: { from: 'category.name', default: 'Tin tức' },
    source: { value: 'Báo Vùng Cao' },
    publishedAt: { from: 'created', zone: '+07:00' },
    updatedAt: 'changed',
    version: 'rev',
    url: 'links.web\\.url',
  };
  const input = {
    newsId: 117,
    headline: { vi: 'Điện về bản', en: 'Light' },
    summary: { text: 'Sau nhiều năm chờ đợi.' },
    paragraphs: [{ text: 'Đoạn một.' }, { text: 'Đoạn hai.' }, {}],
    bylines: [{ name: 'Hà Thu Giang' }, { name: 'PV' }],
    keywords: 'điện, bản',
    media: [{ caption: 'Kéo dây.' }],
    created: '21/01/2022 8:30',
    changed: 1_642_752_000,
    rev: '7',
    links: { 'web.url': 'https://bao.example/1' },
    image: 'https://bao.example/1.jpg',
    views: 12,
  };
  expect(apply(map, input)).toEqual({
    article: {
      id: 'bvc-117',
      title: 'Điện về bản',
      lead: 'Sau nhiều năm chờ đợi.',
      body: 'Đoạn một.\n\nĐoạn hai.',
      captions: ['Kéo dây.'],
      url: 'https://bao.example/1',
      image: 'https://bao.example/1.jpg',
      section: 'Tin tức',
      source: 'Báo Vùng Cao',
      authors: ['Hà Thu Giang', 'PV'],
      tags: ['điện', ' bản'],
      publishedAt: '2022-01-21T08:30:00+07:00',
      updatedAt: '2022-01-21T15:00:00+07:00',
      version: 7,
    },
    unread: ['views'],
  });
});

describe('a map that does not fit', () => {
  test('names what it looked for and what there is', () => {
    expect(
      apply({ title: 'headline.vi', body: ['html', 'text'] }, { headline: { en: 'x' }, id: 1, tags: [] }),
    ).toEqual({
      problem:
        'The field map takes “title” from “headline.vi”, “body” from “html” or “text”, which is not in this article. It has: headline.en, id, tags[].',
    });
  });

  test.each([
    ['{', 'it is not JSON'],
    ['[]', 'it must be an object'],
    ['{"titel": "x"}', '“titel” is not a field of an article. The fields are id, title'],
    ['{"title": 3}', 'what it says for “title” must be a path'],
    ['{"title": {"from": "x", "value": "y"}}', 'what it says for “title”'],
    ['{"publishedAt": {"from": "x", "zone": "Hanoi"}}', 'what it says for “publishedAt”'],
    ['{"title": {"form": "x"}}', 'what it says for “title”'],
  ])('%s', (text, message) => {
    expect(() => parseFieldMap(text, 'map.json')).toThrow(message);
  });

  test('on the command line', () => {
    expect(parseFieldOption('title=headline.vi')).toEqual({ title: { paths: [['headline', 'vi']] } });
    expect(() => parseFieldOption('title')).toThrow('--field is written as NAME=PATH');
    expect(() => parseFieldOption('titel=x')).toThrow('is not a field of an article');
    expect(() => withZone({}, 'Hà Nội')).toThrow('--zone is an offset');
  });
});

test('times without an offset get one where it is said, and nothing else changes', () => {
  const map = withZone(parseFieldOption('publishedAt=date'), '+00:00');
  expect(applyFieldMap(map, { date: '2022-01-21 01:30:00' })).toEqual({
    article: { publishedAt: '2022-01-21T08:30:00+07:00' },
  });
  expect(applyFieldMap(map, { date: '2022-01-21T01:30:00Z' })).toEqual({
    article: { publishedAt: '2022-01-21T08:30:00+07:00' },
  });
  expect(applyFieldMap(parseFieldOption('publishedAt=date'), { date: '2022-01-21 01:30:00' })).toEqual({
    article: { publishedAt: '2022-01-21 01:30:00' },
  });
});

test('a field that says it is UTC is, whatever the zone of the others', () => {
  const map = withZone(parseFieldOption('publishedAt=date_gmt'), '+07:00');
  expect(applyFieldMap(map, { date_gmt: '2022-01-21T01:30:00' })).toEqual({
    article: { publishedAt: '2022-01-21T08:30:00+07:00' },
  });
});

test('what has an address and no number gets its id from that', () => {
  expect(
    applyFieldMap(parseFieldOption('id=link'), { link: 'https://bao.example/tin/dien-12.html' }),
  ).toEqual({
    article: { id: expect.stringMatching(/^dien-12-[0-9a-f]{10}$/u) },
  });
});

test('days of spreadsheets are read where that is asked for, and nowhere else', () => {
  const map = withSheetDays(parseFieldOption('publishedAt=day'));
  expect(applyFieldMap(map, { day: 44582.354166667 })).toEqual({
    article: { publishedAt: '2022-01-21T08:30:00+07:00' },
  });
  expect(applyFieldMap(map, { day: '44582' })).toEqual({
    article: { publishedAt: '2022-01-21T00:00:00+07:00' },
  });
  expect(applyFieldMap(parseFieldOption('publishedAt=day'), { day: 44582 })).toEqual({
    article: { publishedAt: 44582 },
  });
});

test('other names are told, never guessed', () => {
  expect(suggestFieldMap({ id: 1, headline: 'x', content: 'y', date: 'z' })).toBe(
    'It has other names for the fields of an article. Perhaps: --field title=headline --field body=content --field publishedAt=date',
  );
  expect(
    suggestFieldMap({ title: { rendered: 'x' }, content: { rendered: 'y' }, id: 1, date_gmt: 'z' }),
  ).toContain('--field body=content.rendered --field publishedAt=date_gmt');
  expect(suggestFieldMap({ status: 'ok', data: { items: [{ id: 1 }] } })).toContain('--records data.items');
  expect(suggestFieldMap({ id: 'a', title: 'b', body: 'c', publishedAt: 'd' })).toBeNull();
  expect(suggestFieldMap({ id: 'a', title: 'b' })).toBeNull();
});
