import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import { createApp } from '../../src/http/create-app.ts';
import type { Operation, OpenApiDocument, Response as Described } from '../../src/http/openapi-types.ts';

/** What an app is asked by; the http server and `app.request` both go through `fetch`. */
interface Fetches {
  fetch: (request: Request, ...rest: never[]) => Response | Promise<Response>;
}

/** Pages, what they load, and what stands for people: no part of the interface for programs. */
const PAGES =
  /^\/(?:$|assets\/|articles\/|advanced$|trends$|desk(?:$|\/)|docs$|demo$|timbao-search\.js$|robots\.txt$|favicon\.ico$|embed)/;

const violations: string[] = [];

// A promise broken where nobody looks at the answer (a server's, a request that is given up) fails the file as well.
afterAll(() => expect(violations, 'answers that are not as /openapi.json says').toEqual([]));

let made: Promise<ReturnType<typeof createCheck>> | undefined;

/** The document is asked of an app of its own, so that the one under test is asked nothing that its test did not. */
const readDocument = async (): Promise<ReturnType<typeof createCheck>> => {
  const app = createApp({
    config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
    services: () => null,
    log: pino({ level: 'silent' }),
  });
  const document = (await (await app.request('/openapi.json')).json()) as OpenApiDocument;
  return createCheck(document, (message) => violations.push(message));
};

/**
 * Has an app hold each of its answers against the OpenAPI document: path, status, headers, content type and body, in
 * which nothing may be that is not described. An answer that differs throws.
 */
export const underContract = <App extends Fetches>(app: App): App => {
  const fetch = app.fetch.bind(app);
  app.fetch = async (request, ...rest) => {
    const { method, url, headers } = request;
    const accept = headers.get('accept') ?? '';
    const response = await fetch(request, ...rest);
    // A browser's is compressed on its way; the same answers are held against the document where they are not.
    if (response.headers.has('content-encoding')) return response;
    const check = await (made ??= readDocument());
    return check({ method, path: new URL(url).pathname, accept }, response);
  };
  return app;
};

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly accept: string;
}

/** Everything described is all there may be, so that nothing undescribed is sent. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] =>
    key === '$ref'
      ? [key, String(value).replace(/^#/, 'openapi#')]
      : [key, key === 'example' ? value : closed(value)],
  );
  const open = 'properties' in schema && !('additionalProperties' in schema);
  return { ...Object.fromEntries(entries), ...(open && { additionalProperties: false }) };
};

/**
 * What a document says, to be held against answers and examples.
 *
 * @param onViolation told what is not as the document says, which is thrown as well
 */
export const createCheck = (document: OpenApiDocument, onViolation: (message: string) => void = () => {}) => {
  const fail = ({ method, path }: Asked, complaint: string): never => {
    const message = `${method} ${path}: ${complaint}`;
    onViolation(message);
    throw new Error(message);
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: closed({ schemas: document.components?.schemas }) as object });
  const compiled = new Map<object, ValidateFunction>();
  const validatorOf = (schema: object): ValidateFunction => {
    const known = compiled.get(schema) ?? ajv.compile(closed(schema) as object);
    compiled.set(schema, known);
    return known;
  };
  const matchers = Object.entries(document.paths).map(([template, item]) => ({
    template,
    item,
    // The more of a path is fixed, the sooner it is meant: bulk is no id.
    variables: template.split('{').length - 1,
    matches: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  matchers.sort((a, b) => a.variables - b.variables);

  const check = async (asked: Asked, response: Response): Promise<Response> => {
    const { status } = response;
    // Nobody is left to read it.
    if (status === 499) return response;
    if ((response.headers.get('x-request-id') ?? '') === '') fail(asked, 'has no X-Request-Id');
    if (PAGES.test(asked.path)) return response;
    const described = describedBy(asked);
    if (described === null) return unknown(asked, response);
    const { operation, template } = described;
    const answer = operation.responses[String(status)];
    if (answer === undefined) {
      const body = await response.clone().text();
      return fail(asked, `${status} is not among the answers of ${template}: ${body.slice(0, 300)}`);
    }
    for (const [header, { required = true }] of Object.entries(answer.headers ?? {})) {
      if (required && response.headers.get(header) === null)
        fail(asked, `${status} lacks its header ${header}`);
    }
    return checkBody(asked, answer, response);
  };

  const describedBy = ({ method, path }: Asked): { operation: Operation; template: string } | null => {
    const name = (method === 'HEAD' ? 'GET' : method).toLowerCase();
    for (const { item, matches, template } of matchers) {
      if (!matches.test(path)) continue;
      const operation =
        name === 'get' || name === 'put' || name === 'post' || name === 'delete' ? item[name] : undefined;
      if (operation !== undefined) return { operation, template };
    }
    return null;
  };

  /** What is at no path, or not by this method. */
  const unknown = async (asked: Asked, response: Response): Promise<Response> => {
    const { status } = response;
    if (asked.method === 'OPTIONS' && status === 204) return response;
    if (status === 405 && response.headers.get('allow') === null) fail(asked, '405 without Allow');
    if (status === 404 && asked.accept.includes('text/html')) return response;
    if (status !== 404 && status !== 405 && status !== 429)
      fail(asked, `${status} where nothing is described`);
    const problem = { schema: { $ref: '#/components/schemas/Problem' } };
    return checkBody(asked, { description: '', content: { 'application/problem+json': problem } }, response);
  };

  const checkBody = async (asked: Asked, answer: Described, response: Response): Promise<Response> => {
    const { status, headers } = response;
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (answer.content === undefined) {
      const body = await response.clone().text();
      if (body !== '') fail(asked, `${status} has a body: ${body.slice(0, 100)}`);
      return response;
    }
    const media = answer.content[type];
    if (media === undefined) return fail(asked, `${status} is of the type “${type}”, which is not described`);
    if (asked.method === 'HEAD') return response;
    const { schema } = media;
    if (schema === undefined) return response;
    if (type.endsWith('ndjson')) return checkLines(asked, validatorOf(schema), response);
    if (!type.endsWith('json')) return response;
    const text = await response.text();
    checkJson(asked, validatorOf(schema), text);
    if (type === 'application/problem+json') {
      const { requestId, status: said } = JSON.parse(text) as { requestId: string; status: number };
      if (requestId !== headers.get('x-request-id')) fail(asked, 'the requestId is not that of X-Request-Id');
      if (said !== status) fail(asked, `the problem says ${said}, the answer is ${status}`);
    }
    return new Response(text, { status, headers });
  };

  const checkJson = (asked: Asked, validate: ValidateFunction, text: string): void => {
    if (validate(JSON.parse(text))) return;
    fail(asked, `${ajv.errorsText(validate.errors)} in ${text.slice(0, 500)}`);
  };

  /** Line by line as they are read, and no sooner: a stream stays one. */
  const checkLines = (asked: Asked, validate: ValidateFunction, response: Response): Response => {
    if (response.body === null) return response;
    const decoder = new TextDecoder();
    let rest = '';
    const lines = new TransformStream<Uint8Array, Uint8Array>(
      {
        transform: (chunk, controller) => {
          const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
          rest = parts.pop() ?? '';
          for (const line of parts) checkJson(asked, validate, line);
          controller.enqueue(chunk);
        },
        flush: () => {
          if (rest !== '') fail(asked, `the last line is not ended: ${rest.slice(0, 100)}`);
        },
      },
      { highWaterMark: 1 },
      { highWaterMark: 0 },
    );
    return new Response(response.body.pipeThrough(lines), {
      status: response.status,
      headers: response.headers,
    });
  };

  return Object.assign(check, {
    /** What is wrong with a value that a schema of the document describes; `null` where nothing is. */
    complaint: (schema: object, value: unknown): string | null => {
      const validate = validatorOf(schema);
      return validate(value) ? null : ajv.errorsText(validate.errors);
    },
  });
};
