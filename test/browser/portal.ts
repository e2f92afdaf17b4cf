import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A portal on an origin of its own, which allows itself the service's script and nothing else. */
export const startPortal = async () => {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://portal.invalid');
    const service = searchParams.get('service') ?? '';
    const attributes = searchParams.get('attributes') ?? '';
    const content = searchParams.get('content') ?? '';
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src ${service}; connect-src ${service}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
    });
    response.end(
      `<!doctype html><html lang="vi"><head><title>Báo</title><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head><body><main><h1>Báo</h1><timbao-search id="one" ${attributes}>${content}</timbao-search><timbao-search id="two" lang="en"></timbao-search></main><script src="${service}/timbao-search.js" defer></script></body></html>`,
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
