import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { problems } from '../schemas/problem.ts';
import type { Services } from '../services.ts';

const tags = ['Status'];

export const statusRoutes = ({ checkReady }: Pick<Services, 'checkReady'>) =>
  new OpenAPIHono<AppEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/health',
        tags,
        summary: 'Whether the process is alive, whatever the engine does',
        responses: {
          200: {
            description: 'Alive',
            content: {
              'application/json': {
                schema: z.object({
                  status: z.literal('ok'),
                  uptimeSeconds: z.int().openapi({ description: 'Since the process started' }),
                }),
              },
            },
          },
        },
      }),
      (c) => c.json({ status: 'ok' as const, uptimeSeconds: Math.floor(process.uptime()) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/ready',
        tags,
        summary: 'Whether a search can be answered now: one is made, on the index this version expects',
        responses: {
          200: {
            description: 'Ready',
            content: { 'application/json': { schema: z.object({ status: z.literal('ready') }) } },
          },
          ...problems(503),
        },
      }),
      async (c) => {
        await checkReady();
        return c.json({ status: 'ready' as const }, 200);
      },
    );
