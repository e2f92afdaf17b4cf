/** `external`: only what is newer than the stored document; `external_gte`: the same version again, too. */
export type VersionType = 'external' | 'external_gte';

/** One document of a bulk request, with the version that the engine compares. */
export const bulkLines = (
  id: string,
  version: number,
  source: object,
  versionType: VersionType = 'external_gte',
): string =>
  `${JSON.stringify({ index: { _id: id, version, version_type: versionType } })}\n${JSON.stringify(source)}\n`;

/** The same lines with one field more in the document. */
export const withField = (lines: string, field: string, value: object | undefined): string => {
  if (value === undefined) return lines;
  const document = lines.indexOf('\n') + 1;
  return `${lines.slice(0, document)}{"${field}":${JSON.stringify(value)},${lines.slice(document + 1)}`;
};
