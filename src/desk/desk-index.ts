/** What editors decide, and what backups hold beside the articles. */
export const DESK_KINDS = ['pins', 'synonyms', 'alerts'] as const;

export type DeskKind = (typeof DESK_KINDS)[number];

/**
 * The name of an index of the newsroom's own things, beside the articles and outliving each rebuild of theirs:
 * `articles-desk-alerts`. No alias, and none of the articles’.
 *
 * @param alias the setting TIMBAO_INDEX
 * @param kind what is in it, in the plural
 */
export const deskIndexName = (alias: string, kind: string): string => `${alias}-desk-${kind}`;
