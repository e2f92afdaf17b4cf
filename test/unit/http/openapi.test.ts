import { describe, expect, it } from 'vitest';
import { tryApp } from './try-app.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: { type: string; default?: unknown; enum?: unknown[]; minimum?: number; maximum?: number };
}

interface Operation {
  summary: string;
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, unknown> }>;
  security?: unknown[];
}

const document = async () =>
  (await (await tryApp().send('/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, { required?: string[] }>; securitySchemes: object };
  };

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and has every path', async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      '/health',
      '/metrics',
      '/ready',
      '/v1/analyze',
      '/v1/articles/bulk',
      '/v1/articles/{id}',
      '/v1/search',
      '/v1/suggest',
    ]);
    expect(Object.keys(paths['/v1/articles/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'put']);
  });

  it('describes the parameters that the service takes, with their bounds and defaults', async () => {
    const { paths } = await document();
    const parameters = paths['/v1/search']?.['get']?.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toEqual(
      'q mode slop diacritics from to section author tag source sort size page cursor snippets snippetSize relax facets accents'.split(
        ' ',
      ),
    );
    for (const parameter of parameters) {
      expect(parameter).toMatchObject({ in: 'query', required: false });
      expect(parameter.description?.length, parameter.name).toBeGreaterThan(10);
    }
    const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
    expect(schemas['size']).toMatchObject({ type: 'integer', minimum: 1, maximum: 100, default: 10 });
    expect(schemas['section']).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(schemas['sort']?.enum).toEqual(['relevance', 'newest', 'oldest']);
  });

  it('asks for a key where one is needed, and nowhere else', async () => {
    const { paths, components } = await document();
    const article = paths['/v1/articles/{id}'];
    expect(article?.['put']?.security).toEqual([{ apiKey: [] }]);
    expect(article?.['delete']?.security).toEqual([{ apiKey: [] }]);
    expect(article?.['get']?.security).toBeUndefined();
    expect(components.securitySchemes).toEqual({ apiKey: { type: 'http', scheme: 'bearer' } });
  });

  it('marks as required only what always is there', async () => {
    const { components, paths } = await document();
    expect(components.schemas['ArticleInput']?.required?.sort()).toEqual(['body', 'publishedAt', 'title']);
    expect(components.schemas['Article']?.required?.sort()).toEqual([
      'authors',
      'body',
      'captions',
      'id',
      'publishedAt',
      'tags',
      'title',
    ]);
    const refresh = paths['/v1/articles/{id}']?.['put']?.parameters?.find(({ name }) => name === 'refresh');
    expect(refresh?.required).toBe(false);
  });

  it('gives every error as problem+json', async () => {
    const { paths } = await document();
    for (const operations of Object.values(paths)) {
      for (const { responses } of Object.values(operations)) {
        for (const [status, { content }] of Object.entries(responses)) {
          if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
        }
      }
    }
  });

  it('refers to nothing that is not in it', async () => {
    const text = JSON.stringify(await document());
    const { components } = await document();
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(components.schemas)).toContain(name);
    }
  });
});
