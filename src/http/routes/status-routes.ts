import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { problems } from '../schemas/problem.ts';
import type { Asks } from '../middleware/asks.ts';

const tags = ['Status'];

export const statusRoutes = (asks: Asks) =>
  new OpenAPIHono<AppEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/health',
        operationId: 'getHealth',
        tags,
        summary: 'Whether the process is alive, whatever the engine does',
        responses: {
          200: {
            description: 'Alive',
            content: {
              'application/json': {
                schema: z.object({
                  status: z.literal('ok').openapi({ description: 'Always ok', example: 'ok' }),
                  uptimeSeconds: z
                    .int()
                    .min(0)
                    .openapi({ description: 'Since the process started', example: 86400 }),
                }),
              },
            },
          },
          ...problems(),
        },
      }),
      (c) => c.json({ status: 'ok' as const, uptimeSeconds: Math.floor(process.uptime()) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/ready',
        operationId: 'getReadiness',
        tags,
        summary: 'Whether a search can be answered now: one is made, on the index this version expects',
        middleware: [asks('probe')] as const,
        responses: {
          200: {
            description: 'Ready',
            content: {
              'application/json': {
                schema: z.object({
                  status: z.literal('ready').openapi({ description: 'Always ready', example: 'ready' }),
                }),
              },
            },
          },
          ...problems(503, 504),
        },
      }),
      async (c) => {
        await c.var.services.checkReady(c.var.deadline.signal);
        return c.json({ status: 'ready' as const }, 200);
      },
    );
