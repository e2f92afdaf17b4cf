import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import type { AppEnv } from '../app-env.ts';
import { assertScope } from '../middleware/api-keys.ts';
import { problems } from '../schemas/problem.ts';

/** @param access `key`: for a key of scope `admin` */
export const metricsRoute = (registry: Registry, access: 'open' | 'key') =>
  new OpenAPIHono<AppEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      tags: ['Status'],
      summary: 'Figures for Prometheus: requests by method, route and status, and the process',
      // With TIMBAO_METRICS=key.
      security: [{}, { apiKey: [] }],
      responses: {
        200: {
          description: "Prometheus's text format",
          content: {
            'text/plain': { schema: z.string().openapi({ example: '# HELP process_cpu_seconds_total …\n' }) },
          },
        },
        ...problems(401, 403),
      },
    }),
    async (c) => {
      if (access === 'key') assertScope(c, 'admin');
      return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
    },
  );
