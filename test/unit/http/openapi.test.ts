import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Operation, Schema } from '../../../src/http/openapi-types.ts';
import { createCheck } from '../../support/contract.ts';
import { tryApp } from './try-app.ts';

const document = async () => (await (await tryApp().send('/openapi.json')).json()) as OpenApiDocument;

const operationsOf = ({ paths }: OpenApiDocument): [name: string, Operation][] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as Operation,
    ]),
  );

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and has every path', async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      '/health',
      '/metrics',
      '/openapi.json',
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
    const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema] as const));
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
    expect(components?.securitySchemes?.['apiKey']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it('marks as required only what always is there', async () => {
    const { components, paths } = await document();
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
    for (const [name, { responses }] of operationsOf(await document())) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
      }
      expect(responses, name).toHaveProperty('500');
    }
  });

  it('refers to nothing that is not in it', async () => {
    const text = JSON.stringify(await document());
    const { components } = await document();
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(components?.schemas ?? {})).toContain(name);
    }
  });
});

const PRIMITIVE = new Set(['string', 'number', 'integer', 'boolean']);

/** Every property that a schema has, however deep, with the path to it. */
const propertiesOf = (schema: Schema, path: string): [path: string, property: Schema][] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, Schema][] => [
    [`${path}.${name}`, property],
    ...propertiesOf(property, `${path}.${name}`),
  ]),
  ...[schema.items ?? [], schema.allOf ?? [], schema.anyOf ?? [], schema.oneOf ?? []]
    .flat()
    .flatMap((part) => propertiesOf(part, path)),
];

/** Whether a schema stands for one value, or a list of them: what an example of its own shows best. */
const isPlain = ({ type, items, anyOf, enum: values }: Schema): boolean =>
  values !== undefined ||
  [type ?? []].flat().some((one) => PRIMITIVE.has(one)) ||
  (items !== undefined && isPlain(items)) ||
  (anyOf ?? []).some(isPlain);

describe('everything in /openapi.json', () => {
  it('that can be called has a name, a summary, a known tag and descriptions of its answers', async () => {
    const whole = await document();
    const tags = (whole.tags ?? []).map(({ name }) => name);
    const names = operationsOf(whole).map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [name, operation] of operationsOf(whole)) {
      expect(operation.operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary?.length, name).toBeGreaterThan(5);
      expect(operation.tags?.length, name).toBe(1);
      for (const tag of operation.tags ?? []) expect(tags, name).toContain(tag);
      for (const [status, { description, headers }] of Object.entries(operation.responses)) {
        expect(description.length, `${name} ${status}`).toBeGreaterThan(3);
        expect(headers, `${name} ${status}`).toHaveProperty('X-Request-Id');
        if (status === '429' || status === '503') expect(headers, name).toHaveProperty('Retry-After');
      }
    }
  });

  it('that can be sent has a description and an example', async () => {
    const whole = await document();
    const check = createCheck(whole);
    for (const [name, { parameters = [], requestBody }] of operationsOf(whole)) {
      for (const parameter of parameters) {
        const what = `${name} ${parameter.name}`;
        const example = parameter.example ?? parameter.schema.example;
        expect(parameter.description ?? parameter.schema.description, what).toEqual(expect.any(String));
        expect(example, what).toBeDefined();
        expect(check.complaint(parameter.schema, example), what).toBeNull();
      }
      for (const { example } of Object.values(requestBody?.content ?? {}))
        expect(example, name).toBeDefined();
    }
  });

  it('that comes back has a description, and an example that is as described', async () => {
    const whole = await document();
    const check = createCheck(whole);
    const schemas = Object.entries(whole.components?.schemas ?? {});
    const inline = operationsOf(whole).flatMap(([name, { responses }]) =>
      Object.values(responses).flatMap(({ content = {} }) =>
        Object.values(content).flatMap(({ schema }): [string, Schema][] =>
          schema === undefined ? [] : [[name, schema]],
        ),
      ),
    );
    let seen = 0;
    for (const [name, schema] of [...schemas, ...inline]) {
      if (schema.$ref === undefined && schema.properties !== undefined && !name.includes(' '))
        expect(schema.description, name).toEqual(expect.any(String));
      for (const [path, property] of propertiesOf(schema, name)) {
        seen += 1;
        if (property.$ref === undefined) expect(property.description, path).toEqual(expect.any(String));
        if (!isPlain(property)) continue;
        expect(property, path).toHaveProperty('example');
        expect(check.complaint(property, property.example), path).toBeNull();
      }
    }
    expect(seen).toBeGreaterThan(100);
    for (const [name, { responses }] of operationsOf(whole)) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const { schema = {}, example } of Object.values(content)) {
          expect(example, `${name} ${status}`).toBeDefined();
          expect(check.complaint(schema, example), `${name} ${status}`).toBeNull();
        }
      }
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
    const check = createCheck(await document());
    await expect(check(request, new Response(body, init))).rejects.toThrow(request.path);
    await expect(check(asked, new Response(JSON.stringify(token), { headers }))).resolves.toBeInstanceOf(
      Response,
    );
  });

  it('fails its test: a line of a stream', async () => {
    const check = createCheck(await document());
    const stream = { method: 'POST', path: '/v1/articles/bulk', accept: '' };
    const lines = '{"line":1,"id":"a","status":"created"}\n{"line":2,"id":"b","status":"lost"}\n';
    const type = { ...headers, 'Content-Type': 'application/x-ndjson' };
    const answer = await check(stream, new Response(lines, { headers: type }));
    await expect(answer.text()).rejects.toThrow('/v1/articles/bulk');
  });
});
