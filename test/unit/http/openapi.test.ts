import { describe, expect, it } from 'vitest';
import { createCheck } from '../../support/contract.ts';
import { describedInterface, operationsOf } from './described-operations.ts';

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and has every path', async () => {
    const { openapi, paths } = await describedInterface();
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      '/health',
      '/mcp',
      '/metrics',
      '/openapi.json',
      '/opensearch.xml',
      '/ready',
      '/v1/alerts',
      '/v1/alerts/{id}',
      '/v1/alerts/{id}/deliveries',
      '/v1/alerts/{id}/deliveries/{delivery}/resend',
      '/v1/alerts/{id}/feed.atom',
      '/v1/alerts/{id}/preview',
      '/v1/analyze',
      '/v1/articles/bulk',
      '/v1/articles/{id}',
      '/v1/articles/{id}/related',
      '/v1/clicks',
      '/v1/export',
      '/v1/feed.atom',
      '/v1/pins',
      '/v1/pins/{id}',
      '/v1/search',
      '/v1/searches',
      '/v1/stats/searches',
      '/v1/suggest',
      '/v1/synonyms',
      '/v1/synonyms/{id}',
      '/v1/trends',
    ]);
    expect(Object.keys(paths['/v1/articles/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'put']);
  });

  it('describes the parameters that the service takes, with their bounds and defaults', async () => {
    const { paths } = await describedInterface();
    const parameters = paths['/v1/search']?.['get']?.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toEqual(
      'q mode slop diacritics from to section author tag source sort size page cursor fields snippets snippetSize relax collapse facets accents explain preview'.split(
        ' ',
      ),
    );
    for (const parameter of parameters) {
      expect(parameter).toMatchObject({ in: 'query', required: false });
      expect(parameter.description?.length, parameter.name).toBeGreaterThan(10);
    }
    const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema] as const));
    expect(schemas['size']).toMatchObject({ type: 'integer', minimum: 1, maximum: 100, default: 10 });
    expect(schemas['section']).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(schemas['sort']?.enum).toEqual(['relevance', 'newest', 'oldest']);
  });

  it('asks for a key where one is needed, and nowhere else', async () => {
    const { paths, components } = await describedInterface();
    const article = paths['/v1/articles/{id}'];
    expect(article?.['put']?.security).toEqual([{ apiKey: [] }]);
    expect(article?.['delete']?.security).toEqual([{ apiKey: [] }]);
    expect(article?.['get']?.security).toEqual([{}, { apiKey: [] }]);
    expect(components?.securitySchemes?.['apiKey']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it('marks as required only what always is there', async () => {
    const { components, paths } = await describedInterface();
    expect(components?.schemas?.['ArticleInput']?.required?.toSorted()).toEqual([
      'body',
      'publishedAt',
      'title',
    ]);
    expect(components?.schemas?.['Article']?.required?.toSorted()).toEqual([
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
    for (const [name, { responses }] of operationsOf(await describedInterface())) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
      }
      expect(responses, name).toHaveProperty('500');
    }
  });

  it('refers to nothing that is not in it', async () => {
    const text = JSON.stringify(await describedInterface());
    const { components } = await describedInterface();
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(components?.schemas ?? {})).toContain(name);
    }
  });
});

describe('an answer that is not as described', () => {
  const asked = { method: 'GET', path: '/v1/analyze', accept: '' };
  const headers = { 'X-Request-Id': 'a', 'Server-Timing': 'total;dur=1', 'Content-Type': 'application/json' };
  const token = { text: 'a', tokens: [] };

  it.each([
    ['a status that is not described', asked, JSON.stringify(token), { status: 302, headers }],
    ['another type', asked, 'a', { headers: { ...headers, 'Content-Type': 'text/plain' } }],
    ['a field that is not described', asked, JSON.stringify({ ...token, more: 1 }), { headers }],
    ['a field that is missing', asked, JSON.stringify({ text: 'a' }), { headers }],
    ['a field of another type', asked, JSON.stringify({ ...token, text: 1 }), { headers }],
    ['no request id', asked, JSON.stringify(token), { headers: { 'Content-Type': 'application/json' } }],
    ['another path', { ...asked, path: '/v1/other' }, JSON.stringify(token), { headers }],
    ['another method', { ...asked, method: 'PATCH' }, JSON.stringify(token), { headers }],
  ])('fails its test: %s', async (_what, request, body, init) => {
    const check = createCheck(await describedInterface());
    await expect(check(request, new Response(body, init))).rejects.toThrow(request.path);
    await expect(check(asked, new Response(JSON.stringify(token), { headers }))).resolves.toBeInstanceOf(
      Response,
    );
  });

  it('fails its test: a line of a stream', async () => {
    const check = createCheck(await describedInterface());
    const stream = { method: 'POST', path: '/v1/articles/bulk', accept: '' };
    const lines = '{"line":1,"id":"a","status":"created"}\n{"line":2,"id":"b","status":"lost"}\n';
    const type = { ...headers, 'Content-Type': 'application/x-ndjson' };
    const answer = await check(stream, new Response(lines, { headers: type }));
    await expect(answer.text()).rejects.toThrow('/v1/articles/bulk');
  });
});
