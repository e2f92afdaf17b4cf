// What a service that has just been started has to show: it is ready, a search over the samples finds something, and the
// page shows it. `node docker/smoke-test.mjs http://localhost:3000`; an authority of one's own: NODE_EXTRA_CA_CERTS.
const [address = 'http://localhost:3000'] = process.argv.slice(2);
const SEARCH = 'q=chuyen+doi+so';

const get = async (path) => {
  const response = await fetch(new URL(path, address), { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  return response;
};

try {
  await get('/ready');
  const { total, hits } = await (await get(`/v1/search?${SEARCH}`)).json();
  const [first] = hits;
  if (first === undefined) throw new Error(`/v1/search?${SEARCH} finds nothing.`);
  const page = await (await get(`/?${SEARCH}`)).text();
  if (!page.includes(first.id)) throw new Error(`/?${SEARCH} does not show ${first.id}.`);
  console.log(`${address}: ready, ${total.value ?? total} found, the page shows them.`);
} catch (error) {
  console.error(`${address}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
