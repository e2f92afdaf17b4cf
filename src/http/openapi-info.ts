/** What an OpenAPI document says beside its paths. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'Tìm Báo',
    version: '1',
    description:
      'Full-text search for Vietnamese newspapers. JSON is camelCase; days, months and years are those of Asia/Ho_Chi_Minh; errors are RFC 9457 problem details.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
};
