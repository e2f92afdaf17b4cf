import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readListing } from '../../../../src/ingest/follow/read-listing.ts';

const read = (text: string) => readListing(Buffer.from(text));

const NEWS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- <html> --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://bao.example/bao-so-7?id=1&amp;x=2 </loc><lastmod>2022-01-21T10:00:00+07:00</lastmod>
<n:news><n:publication><n:name>Báo</n:name></n:publication><n:publication_date>2022-01-21T08:30:00+07:00</n:publication_date><n:title>Bão</n:title></n:news>
<image:image><image:loc>https://bao.example/a.jpg</image:loc></image:image></url>
<url><loc><![CDATA[https://bao.example/2]]></loc></url>
<url><loc>/khong-day-du</loc></url>
</urlset>`;

describe('a sitemap', () => {
  const listed = {
    pages: [
      {
        url: 'https://bao.example/bao-so-7?id=1&x=2',
        modified: '2022-01-21T10:00:00+07:00',
        publishedAt: '2022-01-21T08:30:00+07:00',
        listedIn: 'the sitemap',
      },
      { url: 'https://bao.example/2', listedIn: 'the sitemap' },
    ],
    sitemaps: [],
    fault: null,
  };
  test('of news, with the prefixes that it likes', async () => expect(await read(NEWS)).toEqual(listed));
  test('packed', async () => expect(await readListing(gzipSync(NEWS))).toEqual(listed));
  test('in UTF-16', async () =>
    expect(await readListing(Buffer.from(`\uFEFF${NEWS}`, 'utf16le'))).toEqual(listed));

  test('that breaks off, anywhere: what is whole counts', async () => {
    for (let length = 1; length < NEWS.length - 1; length += 7) {
      const { pages, fault } = await read(NEWS.slice(0, length));
      expect(fault, NEWS.slice(length - 20, length)).not.toBeNull();
      expect(listed.pages.slice(0, pages.length)).toEqual(pages);
    }
  });

  test('packed, and cut off', async () => {
    const packed = gzipSync(NEWS);
    expect((await readListing(packed.subarray(0, packed.length - 20))).fault).toMatch(
      /gzip data are damaged/u,
    );
  });

  test('that unpacks to more than anybody reads', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('<urlset>'), Buffer.alloc(60_000_000, ' ')]));
    expect((await readListing(bomb)).fault).toBe('Unpacked, it is longer than 50 MB.');
  });

  test('with more addresses than the protocol lets it have', async () => {
    const url = '<url><loc>https://bao.example/1</loc></url>';
    const { pages, fault } = await read(`<urlset>${url.repeat(50_001)}</urlset>`);
    expect(pages).toHaveLength(50_000);
    expect(fault).toMatch(/more than 50,000/u);
  });
});

test('an index of sitemaps', async () => {
  expect(
    await read(
      '<sitemapindex><sitemap><loc>https://bao.example/1.xml.gz</loc><lastmod>2022-01-21</lastmod></sitemap></sitemapindex>',
    ),
  ).toEqual({
    pages: [],
    sitemaps: [{ url: 'https://bao.example/1.xml.gz', modified: '2022-01-21' }],
    fault: null,
  });
});

describe('a feed', () => {
  test('RSS', async () => {
    expect(
      await read(
        '<rss><channel><item><link>https://bao.example/1</link><pubDate>Fri, 21 Jan 2022 08:30:00 +0700</pubDate></item><item><title>Không có địa chỉ</title></item></channel></rss>',
      ),
    ).toEqual({
      pages: [
        {
          url: 'https://bao.example/1',
          publishedAt: 'Fri, 21 Jan 2022 08:30:00 +0700',
          listedIn: 'the feed',
        },
      ],
      sitemaps: [],
      fault: 'Some of its items have no address.',
    });
  });
  test('Atom', async () => {
    const { pages } = await read(
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://bao.example/1"/><published>2022-01-21T01:30:00Z</published><updated>2022-01-22T01:30:00Z</updated></entry></feed>',
    );
    expect(pages).toEqual([
      {
        url: 'https://bao.example/1',
        publishedAt: '2022-01-21T01:30:00Z',
        modified: '2022-01-22T01:30:00Z',
        listedIn: 'the feed',
      },
    ]);
  });
  test('that breaks off: what came before counts', async () => {
    const { pages, fault } = await read(
      '<rss><channel><item><link>https://bao.example/1</link></item><item><link>https://bao.exa',
    );
    expect(pages.map(({ url }) => url)).toEqual(['https://bao.example/1']);
    expect(fault).toBe('The feed breaks off amid an item. What came before was imported.');
  });
});

test('what is neither says so, and a page names its feeds', async () => {
  const page =
    '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss/tin.rss"></head></html>';
  expect((await read(page)).fault).toBe(
    'It is a page, no feed and no sitemap. It names these feeds: /rss/tin.rss',
  );
  for (const text of ['', 'Xin chào', '{"a":1}', '<opml/>']) {
    expect((await read(text)).fault).toBe('It is no feed (RSS, Atom) and no sitemap.');
  }
});
