import { pino } from 'pino';
import { format, resolveConfig } from 'prettier';
import { createApp } from '../../src/http/create-app.ts';
import type { OpenApiDocument } from '../../src/http/openapi-types.ts';
import { renderClientTypes } from './render-client-types.ts';

/** Where the client's types are. */
export const CLIENT_TYPES = 'src/client/interface-types.ts';

/** What is to be there, formatted as everything is. */
export const currentClientTypes = async (): Promise<string> => {
  const app = createApp({
    config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
    services: () => null,
    log: pino({ level: 'silent' }),
  });
  const document = (await (await app.request('/openapi.json')).json()) as OpenApiDocument;
  const options = (await resolveConfig(CLIENT_TYPES)) ?? {};
  return format(renderClientTypes(document), { ...options, parser: 'typescript' });
};
