// The image's HEALTHCHECK: status 0 when a search can be answered. Otherwise it prints what is the matter, which
// `docker inspect` shows.
const url = `http://127.0.0.1:${process.env.PORT || '3000'}/ready`;
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) {
    console.error(`${url} answers ${response.status}: ${await response.text()}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
