import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import type { AppEnv } from '../app-env.ts';
import { problems } from '../schemas/problem.ts';

export const metricsRoute = (registry: Registry) =>
  new OpenAPIHono<AppEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      tags: ['Status'],
      summary: 'Figures for Prometheus: requests by method, route and status, and the process',
      responses: {
        200: {
          description: "Prometheus's text format",
          content: {
            'text/plain': { schema: z.string().openapi({ example: '# HELP process_cpu_seconds_total …\n' }) },
          },
        },
        ...problems(),
      },
    }),
    async (c) => c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
