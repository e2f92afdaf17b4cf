/** One document of a bulk request, with the version that the engine compares. */
export const bulkLines = (id: string, version: number, source: object): string =>
  `${JSON.stringify({ index: { _id: id, version, version_type: 'external_gte' } })}\n${JSON.stringify(source)}\n`;
