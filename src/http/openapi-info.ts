/** What an OpenAPI document says beside its paths. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'Tìm Báo',
    version: '1',
    summary: 'Full-text search for Vietnamese newspapers',
    description: [
      'Full-text search for Vietnamese newspapers. Text goes in and comes out as UTF-8, JSON is camelCase; days, months and years are those of Asia/Ho_Chi_Minh, times in answers RFC 3339 with +07:00.',
      'Every error is problem details (RFC 9457): programs go by `code`, people by `detail`. Any call can fail with 500. A client that sends more requests in a second than the service is set to take gets a 429; requests with a key are never held back. 503 and 429 say in Retry-After when another try makes sense.',
      'Reading is open, unless the service is set to ask for a key of scope `search`. Writing and /v1/export need `Authorization: Bearer KEY` with one of the keys of the service; where none is set, only callers on the same machine may write.',
      'A parameter or field that does not exist is refused, as is one that is repeated and may stand only once: a misspelt filter would otherwise widen the search unnoticed. Fields may be added to answers; programs should pass over those they do not know.',
    ].join('\n\n'),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'This service' }],
  tags: [
    { name: 'Search', description: 'Finding articles, and what helps to find them' },
    { name: 'Articles', description: 'Storing, reading and removing articles' },
    {
      name: 'Desk',
      description:
        'What a newsroom keeps beside its articles: alerts, pins, synonyms; and what readers look for',
    },
    { name: 'Status', description: 'Whether the service works, and how it does' },
  ],
};
