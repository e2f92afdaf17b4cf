import type { OpenApiDocument, Operation } from '../../../src/http/openapi-types.ts';
import { tryApp } from './try-app.ts';

/** `/openapi.json`, as the service gives it. */
export const describedInterface = async (): Promise<OpenApiDocument> =>
  (await (await tryApp().send('/openapi.json')).json()) as OpenApiDocument;

/** Every operation of it, by its name: `GET /v1/search`. */
export const operationsOf = ({ paths }: OpenApiDocument): [name: string, Operation][] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as Operation,
    ]),
  );
