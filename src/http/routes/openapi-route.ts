import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import type { OpenApiDocument } from '../openapi-types.ts';
import { problems } from '../schemas/problem.ts';

/** @param document Made when it is first asked for: only then are all routes there. */
export const openApiRoute = (document: () => OpenApiDocument) =>
  new OpenAPIHono<AppEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/openapi.json',
      operationId: 'getOpenApi',
      tags: ['Status'],
      summary: 'This interface, for programs',
      responses: {
        200: {
          description: 'An OpenAPI 3.1 document',
          content: {
            'application/json': {
              schema: z.looseObject({
                openapi: z.string().openapi({ description: 'The version of OpenAPI', example: '3.1.0' }),
              }),
            },
          },
        },
        ...problems(),
      },
    }),
    (c) => c.json(document() as { openapi: string }, 200),
  );
