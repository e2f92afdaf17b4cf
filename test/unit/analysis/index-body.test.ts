import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analysisSettings } from '../../../src/analysis/analysis-settings.ts';
import { articlesIndexBody, MAPPING_VERSION, renderIndexBody } from '../../../src/analysis/index-body.ts';
import { articleSchema } from '../../../src/ingest/article-schema.ts';

interface Field {
  readonly type: string;
  readonly analyzer?: string;
  readonly search_analyzer?: string;
  readonly index?: boolean;
  readonly index_options?: string;
  readonly copy_to?: string;
  readonly fields?: Readonly<Record<string, Field>>;
}

const properties = articlesIndexBody.mappings.properties as unknown as Readonly<Record<string, Field>>;

/** Every field with its sub-fields: `title`, `title.folded` … */
const everyField: [string, Field][] = Object.entries(properties).flatMap(([name, field]) => [
  [name, field],
  ...Object.entries(field.fields ?? {}).map(([sub, each]): [string, Field] => [`${name}.${sub}`, each]),
]);

const textFields = everyField.filter(([, { type }]) => type === 'text');

describe('the index body', () => {
  it('is what its released file has', () => {
    const name = `mappings/articles.v${MAPPING_VERSION}.json`;
    const file = readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
    expect(
      file === renderIndexBody(),
      `${name} differs from src/analysis. While this version is unreleased, run: node scripts/render-mapping.mjs --unreleased. Once it is released, raise MAPPING_VERSION in src/analysis/index-body.ts and run: node scripts/render-mapping.mjs`,
    ).toBe(true);
  });

  it('takes no field that it does not name', () => {
    expect(articlesIndexBody.mappings.dynamic).toBe('strict');
    expect(everyField.map(([, { type }]) => type)).not.toContain('object');
  });

  it('has a place for every field of an article, beside these the text of them all, and what a removed one leaves', () => {
    expect(Object.keys(properties).toSorted()).toEqual(
      [...Object.keys(articleSchema.shape), 'text', 'likeness', 'removedAt'].toSorted(),
    );
  });

  it('lets an acknowledged write be found within a second', () => {
    expect(Number.parseInt(articlesIndexBody.settings.index.refresh_interval, 10)).toBeLessThan(1_000);
    expect(articlesIndexBody.settings.index.refresh_interval).toMatch(/^\d+ms$/);
  });
});

describe('text fields', () => {
  it('are there', () => {
    expect(textFields.length).toBeGreaterThan(10);
  });

  it.each(textFields)('%s names an analyzer that the settings define', (_name, field) => {
    expect(Object.keys(analysisSettings.analyzer)).toContain(field.analyzer);
  });

  it.each([
    ['text', { folded: 'vi_folded', pairs: 'vi_pairs', capitals: 'vi_capitals' }],
    ['title', { toneless: 'vi_toneless', folded: 'vi_folded', pairs: 'vi_pairs', capitals: 'vi_capitals' }],
  ])('%s has its terms as typed, and further levels beside them', (name, levels) => {
    const field = properties[name];
    expect(field?.analyzer).toBe('vi_exact');
    const fields = Object.entries(field?.fields ?? {});
    expect(Object.fromEntries(fields.map(([sub, { analyzer }]) => [sub, analyzer]))).toEqual(levels);
  });

  it.each(['title', 'lead', 'body', 'captions', 'tags'])('%s is part of the whole text', (name) => {
    expect(properties[name]?.copy_to).toBe('text');
  });

  it.each(['authors', 'section', 'source'])('%s is no part of it: a name is no loose word', (name) => {
    expect(properties[name]).toBeDefined();
    expect(properties[name]).not.toHaveProperty('copy_to');
  });

  it.each(['section', 'source', 'authors', 'tags'])('%s is found by its words and as a whole', (name) => {
    expect(properties[name]).toMatchObject({
      type: 'keyword',
      fields: {
        exact: { analyzer: 'vi_exact' },
        folded: { analyzer: 'vi_folded' },
        key: { type: 'keyword', normalizer: 'vi_name' },
      },
    });
  });

  it('keep positions wherever phrases are looked for, and none for pairs and capitals', () => {
    for (const [name, field] of textFields) {
      const options = name.endsWith('pairs') ? 'freqs' : name.endsWith('capitals') ? 'docs' : undefined;
      expect(field.index_options, name).toBe(options);
    }
  });
});

describe('analyzers', () => {
  it.each(Object.entries(analysisSettings.analyzer))(
    '%s is made of parts that are defined',
    (_name, chain) => {
      expect(chain).toMatchObject({ type: 'custom', tokenizer: 'icu_tokenizer' });
      for (const part of chain.char_filter) expect(Object.keys(analysisSettings.char_filter)).toContain(part);
      for (const part of chain.filter) expect(Object.keys(analysisSettings.filter)).toContain(part);
    },
  );

  it('cut a text at the same places, but where nothing is asked but whether a word is there', () => {
    const { vi_capitals, ...others } = analysisSettings.analyzer;
    const cuts = Object.values(others).map(({ char_filter, tokenizer, filter }) => ({
      char_filter,
      tokenizer,
      parts: filter.slice(0, 2),
    }));
    for (const cut of cuts) expect(cut).toEqual(cuts[0]);
    expect(vi_capitals.char_filter.slice(1)).toEqual(cuts[0]?.char_filter);
  });
});
