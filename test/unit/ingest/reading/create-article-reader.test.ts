import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/domain/app-error.ts';
import type { ArticleReader } from '../../../../src/ingest/reading/article-reader.ts';
import {
  createArticleReader,
  type ArticleReaderOptions,
} from '../../../../src/ingest/reading/create-article-reader.ts';

const readers: ArticleReader[] = [];
const readerWith = (options: ArticleReaderOptions = {}): ArticleReader => {
  const reader = createArticleReader(options);
  readers.push(reader);
  return reader;
};

afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
});

const fields = {
  title: 'Bản Nà Pồng có đường mới',
  body: '<p>Đường vào bản.</p><figure><img><figcaption>Đường mới.</figcaption></figure>',
  publishedAt: '2022-01-21',
};
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
/** Takes far more than some milliseconds. */
const costly = { ...fields, body: '<p><b><i>a</i></b></p>'.repeat(14_000) };

const errorOf = async (reading: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`No AppError: ${String(error)}`);
};

describe('an article reader', () => {
  it('reads the same on another thread as on this one', async () => {
    const [here, there] = [readerWith(), readerWith({ smallest: 0 })];
    for (const body of [fields, { ...fields, id: 'other' }, { ...fields, body: 5 }, [], 'x']) {
      const read = (reader: ArticleReader): Promise<unknown> =>
        reader
          .readBody(json(body), 'a')
          .catch(({ code, message, errors }: AppError) => ({ code, message, errors }));
      expect(await read(there)).toEqual(await read(here));
    }
    for (const line of [
      '{"delete":"a","version":3}',
      '{"delete":"a","x":3}',
      '',
      '{',
      JSON.stringify({ id: 'a', ...fields }),
    ]) {
      expect(await there.readLine(Buffer.from(line))).toEqual(await here.readLine(Buffer.from(line)));
    }
    expect(await there.readRecord({ id: 'a', ...fields })).toEqual(
      await here.readRecord({ id: 'a', ...fields }),
    );
    const page = `<title>${fields.title}</title>${fields.body}`;
    const options = { authors: [], tags: [], format: 'html' } as const;
    expect(await there.readPage(page, 'a.html', options)).toEqual(
      await here.readPage(page, 'a.html', options),
    );
  });

  it('gives up by name what takes too long, and reads on', async () => {
    const reader = readerWith({ smallest: 1_000, timeoutMs: 20 });
    expect(await errorOf(reader.readBody(json(costly), 'a'))).toMatchObject({
      code: 'article_too_costly',
      message: expect.stringContaining('took more than 0.02 seconds') as string,
    });
    expect(await reader.readLine(json({ id: 'a', ...costly }))).toMatchObject({
      asked: { refusal: { code: 'article_too_costly' } },
    });
    expect(
      await reader.readPage(costly.body, 'tin/a.html', { authors: [], tags: [], format: 'html' }),
    ).toMatchObject({
      from: 'tin/a.html',
      problem: expect.stringContaining('was given up') as string,
      text: costly.body,
      format: 'html',
    });
    expect(await reader.readBody(json(fields), 'a')).toMatchObject({ id: 'a' });
  });

  it('gives up by name what takes too much memory, and reads on', { timeout: 60_000 }, async () => {
    const reader = readerWith({ smallest: 1_000, timeoutMs: 50_000, memoryMb: 24 });
    const large = { ...fields, body: '<p>a</p>'.repeat(49_000) };
    expect(await errorOf(reader.readBody(json(large), 'a'))).toMatchObject({
      code: 'article_too_costly',
      message: expect.stringContaining('24 MB of memory') as string,
    });
    expect(await reader.readBody(json(fields), 'a')).toMatchObject({ id: 'a' });
  });
});
