import { ARTICLE_FIELDS } from '../article-schema.ts';
import type { FieldMap } from './field-map.ts';
import { lookUp } from './field-path.ts';
import type { ReadOptions, WhereClause } from './source-record.ts';

/** What systems call what readers do not see, and what they say of it. */
const UNPUBLISHED: Readonly<Record<string, string>> = {
  draft: 'a draft',
  'auto-draft': 'a draft',
  drafts: 'a draft',
  nhap: 'a draft',
  'bản nháp': 'a draft',
  nháp: 'a draft',
  pending: 'waiting for review',
  'chờ duyệt': 'waiting for review',
  review: 'waiting for review',
  in_review: 'waiting for review',
  private: 'private',
  trash: 'in the trash',
  trashed: 'in the trash',
  deleted: 'deleted',
  archived: 'archived',
  unpublished: 'not published',
  scheduled: 'not published yet',
  future: 'not published yet',
  inherit: 'a revision',
  revision: 'a revision',
};
const STATUS = ['status', 'post_status', '_status', 'state', 'trang_thai', 'trạng thái'];
/** Types that WordPress, Ghost and the like have beside posts. */
const KINDS: Readonly<Record<string, string>> = {
  page: 'no post but a page',
  attachment: 'no post but a picture or file',
  revision: 'a revision',
  nav_menu_item: 'no post but an entry of a menu',
  comment: 'no post but a comment',
};
const TYPE = ['type', 'post_type'];

/**
 * Why a record is not to be imported: it is a draft or the like by its own status, or is none of those that were asked
 * for. Where the import asks for a field itself, that alone counts.
 *
 * @returns `null` for one that is.
 */
export const whyUnpublished = (record: unknown, { where = [], map }: ReadOptions): string | null => {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
  const asked = where.find((clause) => !matches(record, clause));
  if (asked !== undefined) return `not ${asked.path.join('.')}=${asked.values.join('|')}`;
  if (where.length > 0) return null;
  // An article as the contract has it has no status.
  if (map === undefined && Object.keys(record).every((key) => FIELDS.has(key))) return null;
  if (hasNoDateYet(record, map)) return 'not published';
  const flag = FLAGS.find(({ names, values }) => names.some((name) => values.has(valueOf(record, name))));
  if (flag !== undefined) return flag.reason;
  const status = textOf(record, STATUS);
  const kind = textOf(record, TYPE);
  return UNPUBLISHED[status] ?? KINDS[kind] ?? null;
};

/** What other systems have in place of a status. */
const FLAGS: readonly {
  readonly names: readonly string[];
  readonly values: ReadonlySet<unknown>;
  readonly reason: string;
}[] = [
  {
    names: ['published', 'is_published', 'isPublished', 'visible', 'is_visible'],
    values: new Set([false, 0, '0', 'false']),
    reason: 'not published',
  },
  { names: ['draft', 'is_draft', 'isDraft'], values: new Set([true, 1, '1', 'true']), reason: 'a draft' },
  {
    names: ['deleted', 'is_deleted', 'isDeleted', 'trashed'],
    values: new Set([true, 1, '1', 'true']),
    reason: 'deleted',
  },
];

/** Strapi and others keep the date of what is not published as `null`. */
const hasNoDateYet = (record: object, map: FieldMap | undefined): boolean => {
  const dates = (map?.['publishedAt']?.paths ?? []).map((path) => lookUp(record, path));
  return dates.length > 0 && dates.every((date) => date === null);
};

const valueOf = (record: object, name: string): unknown =>
  Object.hasOwn(record, name) ? (record as Readonly<Record<string, unknown>>)[name] : undefined;

const FIELDS: ReadonlySet<string> = new Set(ARTICLE_FIELDS);

const textOf = (record: object, names: readonly string[]): string => {
  const value = names
    .flatMap((name) => [valueOf(record, name), lookUp(record, ['attributes', name])])
    .find((each) => typeof each === 'string');
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
};

const matches = (record: object, { path, values }: WhereClause): boolean => {
  const found = lookUp(record, path);
  const texts = new Set((Array.isArray(found) ? found : [found]).map((each) => asText(each)));
  return values.some((value) => texts.has(value));
};

const asText = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value);
