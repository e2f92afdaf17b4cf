import { z } from '@hono/zod-openapi';

const version = z.literal('2.0').openapi({ description: 'Of JSON-RPC', example: '2.0' });

const id = z
  .union([z.string(), z.int()])
  .openapi({ description: 'Chosen by the client; the answer has it, too', example: 1 });

/** An object whose fields are those of the method. */
const fields = (description: string, example: object) =>
  z.record(z.string(), z.unknown()).openapi({ type: 'object', description, example });

/** The body of `POST /mcp`, for the document: the protocol checks it. */
export const mcpMessage = z
  .strictObject({
    jsonrpc: version,
    id: id.optional(),
    method: z.string().openapi({
      description: 'initialize, ping, tools/list, tools/call, or a notification, which has no id',
      example: 'tools/call',
    }),
    params: fields('What the method takes', {
      name: 'search_articles',
      arguments: { query: 'thủy điện', from: '2019', size: 1 },
    }).optional(),
  })
  .openapi('McpMessage', { description: 'A message of the Model Context Protocol (JSON-RPC 2.0)' });

const QUOTATION = {
  id: 'bvc-20190820-thuy-dien-xa-lu',
  title: 'Thủy điện xả lũ, dân vùng hạ du trở tay không kịp',
  publishedAt: '2019-08-20T06:30:00+07:00',
  url: 'https://bao.example/thuy-dien-xa-lu',
  source: null,
  section: 'Xã hội',
  authors: ['Lò Thị Minh'],
  passages: ['Nhà máy **thủy điện** báo trước mười lăm phút.'],
};

const mcpResult = z
  .object({
    jsonrpc: version,
    id,
    result: fields('What the method gives; of a tool its text, and the same as JSON', {
      content: [{ type: 'text', text: `1 article.\n\n[${QUOTATION.id}] ${QUOTATION.title}` }],
      structuredContent: { total: 1, exact: true, notes: [], quotations: [QUOTATION] },
    }),
  })
  .openapi('McpResult', { description: 'What a method came to' });

const mcpError = z
  .object({
    jsonrpc: version,
    id,
    error: z
      .object({
        code: z.int().openapi({ description: 'Of JSON-RPC', example: -32601 }),
        message: z.string().openapi({ description: 'What is wrong', example: 'Method not found' }),
        data: z.unknown().optional().openapi({ description: 'More about it, where there is more' }),
      })
      .openapi({ description: 'Why there is no result' }),
  })
  .openapi('McpError', { description: 'A message that cannot be answered: an unknown method, say' });

/** The answer of `POST /mcp` to whatever has an id. */
export const mcpAnswer = z
  .union([mcpResult, mcpError])
  .openapi('McpAnswer', { description: 'The answer to a message of the Model Context Protocol' });

export type McpAnswer = z.infer<typeof mcpAnswer>;
