import { createHash } from 'node:crypto';
import { articlesIndexBody } from '../src/analysis/index-body.ts';
import { withTokenizer } from '../src/analysis/word-fields.ts';
import { readConfig } from '../src/config.ts';
import type { Engine } from '../src/engine/engine.ts';
import { normalizeText } from '../src/text/normalize-text.ts';
import { readPassages } from './relevance-data.ts';
import type { Passage } from './relevance-data.ts';

/** A way of indexing a collection, to be compared with others on the same engine. */
export interface Setup {
  readonly name: string;
  readonly body: { readonly settings: { readonly index: object }; readonly mappings: object };
  readonly document: (passage: Passage) => object;
}

/** Passages have no date; searches by relevance do not look at it. */
const PUBLISHED = '2020-01-01T00:00:00+07:00';

/** As the service makes an index, with the words of `TIMBAO_TOKENIZER` where that is set. */
export const TIMBAO: Setup = {
  name: 'timbao',
  body: withTokenizer(articlesIndexBody, readConfig().tokenizer) as Setup['body'],
  document: ({ id, title, text }) => ({
    id,
    title: normalizeText(title),
    body: normalizeText(text),
    captions: [],
    authors: [],
    tags: [],
    publishedAt: PUBLISHED,
  }),
};

const baseline = (name: string, filter: readonly string[]): Setup => ({
  name,
  body: {
    settings: {
      index: { analysis: { analyzer: { plain: { type: 'custom', tokenizer: 'standard', filter } } } },
    },
    mappings: {
      dynamic: 'strict',
      properties: { title: { type: 'text', analyzer: 'plain' }, body: { type: 'text', analyzer: 'plain' } },
    },
  },
  document: ({ title, text }) => ({ title, body: text }),
});

/** Elasticsearch as it comes, and with marks folded away: what people set up by hand. */
export const STANDARD = baseline('std', ['lowercase']);
export const FOLDING = baseline('asc', ['lowercase', 'asciifolding']);

const BATCH = 400;

/**
 * Makes sure that a collection is indexed in a set-up, in one shard; an index of the same content and
 * settings is used again.
 *
 * @returns the index's name
 */
export const indexCollection = async (
  engine: Engine,
  data: string,
  collection: string,
  setup: Setup,
  log: (line: string) => void,
): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(setup.body)).digest('hex').slice(0, 10);
  const index = `bench-${collection}-${setup.name}-${hash}`;
  if (await engine.indexExists(index)) {
    const done = await engine.count(`${index}-done`).catch(() => -1);
    if (done === 0) return index;
    await engine.deleteIndex(`${index}-1`);
  }
  const started = performance.now();
  // Writes go through aliases only; nothing is ever created by writing to it.
  await engine.createIndex(`${index}-1`, {
    ...setup.body,
    aliases: { [index]: {} },
    settings: {
      index: {
        ...setup.body.settings.index,
        number_of_shards: 1,
        number_of_replicas: 0,
        refresh_interval: '-1',
      },
    },
  });
  let lines: string[] = [];
  let count = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    const items = await engine.bulk(index, `${lines.join('\n')}\n`, { timeoutMs: 120_000 });
    const failed = items.find(({ error }) => error !== null);
    if (failed !== undefined) throw new Error(`${collection}: ${String(failed.error?.cause)}`);
    lines = [];
  };
  for await (const passage of readPassages(data, collection)) {
    lines.push(JSON.stringify({ index: { _id: passage.id } }), JSON.stringify(setup.document(passage)));
    count += 1;
    if (lines.length >= 2 * BATCH) await flush();
  }
  await flush();
  await engine.refresh(index);
  // An empty index beside it says that this one is whole.
  await engine.createIndex(`${index}-done`, { settings: { index: { number_of_replicas: 0 } } });
  const seconds = (performance.now() - started) / 1000;
  log(`${index}: ${count} passages in ${seconds.toFixed(1)} s`);
  return index;
};
