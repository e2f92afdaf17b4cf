import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../../create-log.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { createMcpServer } from '../mcp/create-mcp-server.ts';
import type { Asks } from '../middleware/asks.ts';
import { problemOfPart } from '../on-error.ts';
import { jsonOf } from '../json-of.ts';
import { createBodyReader } from '../read-body.ts';
import { mcpAnswer, mcpMessage, type McpAnswer } from '../schemas/mcp-schema.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';

const MAX_BYTES = 256 * 1024;

/** What the protocol wants of clients: ours is never a stream, and any client that takes JSON can read it. */
const TAKEN = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' };

const VERSION = 'Mcp-Protocol-Version';

/**
 * `POST /mcp`: the Model Context Protocol over streamable HTTP, without sessions and streams, so that any instance
 * answers any request. What it reads is what its caller may see, by the same services.
 */
export const mcpRoutes = (
  asks: Asks,
  { limit, log }: { readonly limit: MiddlewareHandler<AppEnv>; readonly log: Log },
) => {
  const bodies = createBodyReader({ most: MAX_BYTES, tooLarge: 'The message is larger than 256 KB.' });
  const middleware: MiddlewareHandler<AppEnv>[] = [limit, bodies.refuseTooLarge, asks('search')];
  const routes = new OpenAPIHono<AppEnv>();
  routes.openAPIRegistry.register('McpMessage', mcpMessage);

  return routes.openapi(
    createRoute({
      method: 'post',
      path: '/mcp',
      operationId: 'sendMcpMessage',
      tags: ['Search'],
      summary: 'The archive as tools for agents: the Model Context Protocol',
      description:
        'Streamable HTTP without sessions and streams: one message a request. Clients of the protocol need nothing but the address. The tools only read, as their caller may: search_articles, get_article, compare_coverage, archive_facts; tools/list describes them. What is wrong with the call of a tool is told in its result (isError).',
      security: keyWhereAsked,
      middleware,
      request: {
        body: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/McpMessage' } } },
        },
      },
      responses: {
        200: { description: 'The answer', content: { 'application/json': { schema: mcpAnswer } } },
        202: { description: 'Taken: a notification has no answer' },
        ...problems(400, 401, 403, 408, 413, 415, 429, 503, 504),
      },
    }),
    async (c) => {
      const { services, deadline, endStream } = c.var;
      const message = await bodies.withBody(c, (bytes) => Promise.resolve(jsonOf(bytes)));
      // One place is one call's; the protocol has had no batches since 2025-06-18.
      if (Array.isArray(message))
        throw new AppError('invalid_parameters', 'Send one message at a time: batches are not taken.');
      let failure: unknown;
      const server = createMcpServer({
        services,
        signal: deadline.signal,
        onFailure: (error) => {
          failure = error;
          const { detail, errors = [] } = problemOfPart(log, c, error);
          // Of one that is wrong the detail says all.
          const others = errors.length > 1 ? errors : [];
          return [detail, ...others.map(({ path, message: what }) => `${path} ${what}`)].join('\n');
        },
      });
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      await server.connect(transport);
      try {
        const version = c.req.header(VERSION);
        const headers = { ...TAKEN, ...(version !== undefined && { [VERSION]: version }) };
        const response = await transport.handleRequest(new Request(c.req.url, { method: 'POST', headers }), {
          parsedBody: message,
        });
        // What the call came to is within the answer; the admission goes by it all the same.
        endStream(failure);
        if (response.status === 202) return c.body(null, 202, UNKEPT);
        const answer = await response.json();
        if (!response.ok) throw notTaken(answer as Refusal);
        return c.json(answer as McpAnswer, 200, UNKEPT);
      } finally {
        await server.close();
      }
    },
  );
};

const UNKEPT = { 'Cache-Control': 'no-store' };

/** What the protocol says of a message that it does not take. */
interface Refusal {
  readonly error: { readonly message: string };
}

/** Told as everything is that is wrong with a request. */
const notTaken = ({ error }: Refusal): AppError =>
  new AppError('invalid_parameters', `This message is not taken. ${error.message}.`);
