import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Log } from '../../create-log.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { createMcpServer } from '../mcp/create-mcp-server.ts';
import type { Asks } from '../middleware/asks.ts';
import { problemOfPart } from '../on-error.ts';
import { jsonOf } from '../json-of.ts';
import { createBodyReader } from '../read-body.ts';

const MAX_BYTES = 256 * 1024;

/**
 * `POST /mcp`: the Model Context Protocol over streamable HTTP, without sessions and streams, so that any instance
 * answers any request. What it reads is what its caller may see, by the same services.
 */
export const mcpRoutes = (
  asks: Asks,
  { limit, log }: { readonly limit: MiddlewareHandler<AppEnv>; readonly log: Log },
) => {
  const bodies = createBodyReader({ most: MAX_BYTES, tooLarge: 'The message is larger than 256 KB.' });
  return new Hono<AppEnv>().post('/mcp', limit, bodies.refuseTooLarge, asks('search'), async (c) => {
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
      const response = await transport.handleRequest(c.req.raw, { parsedBody: message });
      // What the call came to is within the answer; the admission goes by it all the same.
      endStream(failure);
      const text = await response.text();
      const type = response.headers.get('content-type');
      const status = response.status as 200;
      const headers = { 'Cache-Control': 'no-store', ...(type !== null && { 'Content-Type': type }) };
      return text === '' ? c.body(null, status, headers) : c.body(text, status, headers);
    } finally {
      await server.close();
    }
  });
};
