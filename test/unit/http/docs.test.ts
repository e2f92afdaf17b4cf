import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../../src/http/openapi-types.ts';
import { tryApp } from './try-app.ts';

let $: ReturnType<typeof load>;
let html: string;
let headers: Headers;
let document: OpenApiDocument;

beforeAll(async () => {
  const { send } = tryApp();
  const response = await send('/docs');
  expect(response.status).toBe(200);
  headers = response.headers;
  html = await response.text();
  $ = load(html);
  document = (await (await send('/openapi.json')).json()) as OpenApiDocument;
});

describe('/docs', () => {
  it('has every call with its parameters, answers and an example', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const { operationId, parameters, responses } = operation as NonNullable<typeof item.get>;
        const section = $(`article:has(> h3#${operationId})`);
        expect(section.find('h3').text(), operationId).toContain(`${method.toUpperCase()}${path}`);
        expect(section.find('pre').first().text()).toMatch(/^curl .*http:\/\/localhost:3000\//);
        for (const { name } of parameters ?? []) {
          expect(
            section
              .find('td:first-child code')
              .map((_, code) => $(code).text())
              .get(),
          ).toContain(name);
        }
        const statuses = section
          .find('summary strong')
          .map((_, strong) => $(strong).text())
          .get();
        expect(statuses).toEqual(Object.keys(responses));
      }
    }
  });

  it('shows examples for the address that it is served at, with a key where one is needed', async () => {
    const { send } = tryApp({ publicUrl: 'https://tim.paper.example/' });
    const page = load(await (await send('/docs')).text());
    const exampleOf = (operationId: string) => page(`article:has(> h3#${operationId}) pre`).first().text();
    expect(exampleOf('searchArticles')).toContain(`'https://tim.paper.example/v1/search'`);
    expect(exampleOf('searchArticles')).not.toContain('Authorization');
    expect(exampleOf('putArticle')).toContain('Authorization: Bearer KEY');
  });

  it('has every schema with its fields', () => {
    for (const [name, { properties = {} }] of Object.entries(document.components?.schemas ?? {})) {
      const section = $(`article:has(> h3#schema-${name})`);
      const fields = section
        .find('td:first-child code')
        .map((_, code) => $(code).text())
        .get();
      expect(fields, name).toEqual(expect.arrayContaining(Object.keys(properties)));
    }
  });

  it('leads nowhere that there is not', () => {
    const ids = new Set(
      $('[id]')
        .map((_, element) => $(element).attr('id'))
        .get(),
    );
    expect(ids.size).toBe($('[id]').length);
    for (const href of $('a')
      .map((_, link) => $(link).attr('href'))
      .get()) {
      if (href.startsWith('#')) expect(ids, href).toContain(href.slice(1));
      else expect(['/', '/openapi.json']).toContain(href);
    }
  });

  it('loads nothing, runs nothing, and may do neither', () => {
    expect($('script, img, link, iframe, [src], [style], [onclick]')).toHaveLength(0);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
    expect($('style')).toHaveLength(1);
    // As the browser reads it: the bytes between the tags.
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
  });

  it('is small', () => {
    expect(html.length).toBeLessThan(500_000);
  });
});
