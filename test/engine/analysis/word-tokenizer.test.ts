import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactForm as exact } from '../../../src/text/syllable.ts';
import { verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { buildWordPlugin, WORD_TOKENIZER } from '../../support/build-word-plugin.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { deleteAll, scratchStore } from '../../support/scratch-store.ts';
import { startTemporaryEngine, type TestEngine } from '../../support/temporary-engine.ts';
import { runIndexCommand } from '../index-lifecycle/run-index-command.ts';
import { createSearchIndex, FIXTURE_ARTICLES, marksOf, type SearchIndex } from '../search/search-index.ts';

// On an embedded engine with a plugin of its own: a tokenizer that gives the words of a list.
describe.skipIf(!(await engineInstalledHere()))('words of a tokenizer plugin', () => {
  let folder: string;
  let engine: TestEngine;
  let words: SearchIndex;
  let syllables: SearchIndex;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'timbao-plugins-'));
    await mkdir(join(folder, 'plugins'));
    await buildWordPlugin(join(folder, 'plugins'));
    engine = await startTemporaryEngine({ pluginsDir: join(folder, 'plugins') });
    const { url } = engine;
    words = await createSearchIndex({ url, tokenizer: WORD_TOKENIZER });
    syllables = await createSearchIndex({ url });
    for (const index of [words, syllables]) await index.importFiles(FIXTURE_ARTICLES);
  }, 300_000);
  afterAll(async () => {
    await words?.close();
    await syllables?.close();
    await engine?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('the fields', () => {
    const wordsOf = async (text: string): Promise<string[]> =>
      (await words.engine.analyze(words.index, { field: 'text.words', text })).map(({ token }) => token);

    it('have the words of several syllables, and nothing else', async () => {
      const found = await words.engine.analyze(words.index, {
        field: 'text.words',
        text: 'Học sinh học Công nghệ thông tin ở nước ngoài',
      });
      expect(found.map(({ startOffset, endOffset }) => [startOffset, endOffset])).toEqual([
        [0, 8],
        [13, 22],
        [23, 32],
        [35, 45],
      ]);
    });

    it.each([
      ['in any letter case', 'HỌC SINH', 'học sinh'],
      ['in NFD', 'học sinh'.normalize('NFD'), 'học sinh'],
      ['with the tone in either place', 'kinh tế hòa bình', 'kinh tế hòa bình'.normalize('NFD')],
    ])('are the same %s', async (_, text, other) => {
      const found = await wordsOf(text);
      expect(found).not.toEqual([]);
      expect(await wordsOf(other)).toEqual(found);
    });

    it('are recorded with the index, which is as released', async () => {
      expect(await verifyIndex(words.engine, words.alias)).toMatchObject({
        tokenizer: WORD_TOKENIZER,
        differences: [],
      });
      expect(await verifyIndex(syllables.engine, syllables.alias)).toMatchObject({
        tokenizer: 'icu_tokenizer',
        differences: [],
      });
    });
  });

  describe('searches', () => {
    it.each(['hoc sinh', 'học sinh', 'thành phố', '"kinh tế"', 'tit:giáo', 'hoc* -sinh', 'thanh pho ha noi'])(
      'find and mark the same as without them: %s',
      async (q) => {
        const [a, b] = await Promise.all([
          words.search({ q, size: '50' }),
          syllables.search({ q, size: '50' }),
        ]);
        expect(a.total).toEqual(b.total);
        const shown = ({ hits }: typeof a) =>
          new Map(
            hits.map(({ id, highlights }) => [
              id,
              Object.values(highlights)
                .flat()
                .flatMap((text) => marksOf(String(text))),
            ]),
          );
        if (a.total.value <= 50) expect(shown(a)).toEqual(shown(b));
      },
    );

    it('prefer what has the words of a query to what has its syllables in other words', async () => {
      const { url } = engine;
      const filler = 'Buổi sáng, nhiều người đến xem rồi ra về, trời trong và gió nhẹ. '.repeat(5);
      const article = (id: string, sentence: string) => ({
        id,
        title: 'Chuyện trong ngày',
        body: filler + sentence,
        publishedAt: '2022-01-21T08:00:00+07:00',
      });
      // Both hold the same syllables and pairs of neighbours: đất nước, nước ngoài. The first one is shorter.
      const articles = [
        article('apart', 'Người đất nước ngoài kia, nước kia.'),
        article('words', 'Cả đất nước mừng, người nước ngoài cũng vui lắm lắm.'),
        ...Array.from({ length: 8 }, (_, i) => article(`other-${i}`, 'Không có gì thêm.')),
      ];
      const firstTwo = async (tokenizer: string): Promise<string[]> => {
        const index = await createSearchIndex({ url, tokenizer });
        try {
          await index.put(...articles);
          const { hits } = await index.search({ q: 'nước ngoài đất nước' });
          return hits.slice(0, 2).map(({ id }) => id);
        } finally {
          await index.close();
        }
      };
      expect(await firstTwo('icu_tokenizer')).toEqual(['apart', 'words']);
      expect(await firstTwo(WORD_TOKENIZER)).toEqual(['words', 'apart']);
    });

    it('are told by the titles which neighbours are one word', async () => {
      const { url } = engine;
      const index = await createSearchIndex({ url, tokenizer: WORD_TOKENIZER });
      try {
        await index.put({
          id: 'a',
          title: 'Học sinh học công nghệ cao: tàu điện ngầm 😀, lữ hành',
          body: 'x',
          publishedAt: '2022-01-21T08:00:00+07:00',
        });
        const { language, hasWordField } = await index.language();
        expect(hasWordField).toBe(true);
        const bits = (pair: string) => {
          const [first = '', second = ''] = pair.split(' ');
          return Math.sign(language.wordBits(exact(first), exact(second)));
        };
        expect(['học sinh', 'nghệ cao', 'điện ngầm', 'lữ hành'].map(bits)).toEqual([1, 1, 1, 1]);
        expect(['sinh học', 'học công'].map(bits)).toEqual([-1, -1]);
      } finally {
        await index.close();
      }
    });
  });

  describe('an index that is built anew', () => {
    it('goes by the setting; status says where the two differ, and what to do', async () => {
      const { url } = engine;
      const store = await scratchStore(url);
      const status = () => runIndexCommand(url, store.alias, ['status'], { tokenizer: WORD_TOKENIZER });
      try {
        expect((await status()).out).toMatch(
          /was made with TIMBAO_TOKENIZER=icu_tokenizer.*the setting is word_list_tokenizer.*timbao index rebuild --promote/,
        );
        const rebuilt = await runIndexCommand(url, store.alias, ['rebuild', '--promote'], {
          tokenizer: WORD_TOKENIZER,
        });
        expect(rebuilt.status, rebuilt.err).toBe(0);
        const after = (await status()).out;
        expect(after).toContain('words by word_list_tokenizer, as released');
        // The one before is in step, and says by itself what it is.
        expect(after).toMatch(/the former one.*version \d+, as released/);
        expect(after).not.toContain('TIMBAO_TOKENIZER');
        await runIndexCommand(url, store.alias, ['rollback', '--force']);
        expect(await verifyIndex(store.engine, store.alias)).toMatchObject({ tokenizer: 'icu_tokenizer' });
      } finally {
        await deleteAll(store.engine, store.alias);
        await store.engine.close();
      }
    });

    it('is not made where no plugin has the tokenizer: a sentence says what to install, and where', async () => {
      const { url } = engine;
      const store = await scratchStore(url);
      try {
        const { error } = await runIndexCommand(url, store.alias, ['rebuild'], {
          tokenizer: 'no_such_tokenizer',
        });
        expect(error).toMatchObject({
          code: 'index_mismatch',
          message: expect.stringMatching(
            /no tokenizer “no_such_tokenizer”.*on every node.*docker\/elasticsearch\/Dockerfile.*TIMBAO_ENGINE_PLUGINS/s,
          ) as string,
        });
        expect(await store.engine.listIndices(`${store.alias}*`)).toEqual([store.index]);
      } finally {
        await store.dispose();
      }
    });
  });
});
