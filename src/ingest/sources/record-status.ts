import { boundedCache } from '../../text/bounded-cache.ts';
import { foldDiacritics } from '../../text/fold-diacritics.ts';
import { ARTICLE_FIELDS } from '../article-schema.ts';
import type { FieldMap } from './field-map.ts';
import { isThere, lookUp } from './field-path.ts';
import type { ReadOptions, WhereClause } from './source-record.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s*\n\s*/u);

/** Of a name or a value: without marks, capitals and signs, so that `Trạng thái`, `trang_thai` and `TrangThai` are one. */
const bare = boundedCache(
  (text: string): string => foldDiacritics(text.toLowerCase()).replace(/[^a-z0-9]/gu, ''),
  1_000,
  64,
);

/** What systems call what readers do not see, and what they say of it. */
const UNPUBLISHED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'a draft': 'draft\nauto-draft\ndrafts\nnháp\nbản nháp\nlưu nháp\nbài nháp\nđang soạn\nđang viết',
    'waiting for review': `pending\nreview\nin review\npending review\nneeds review\nwaiting\nsubmitted\nunapproved
      chờ duyệt\nđang chờ duyệt\nchưa duyệt\nchờ biên tập\nchờ xuất bản\nchờ đăng`,
    private: 'private\nriêng tư',
    'protected by a password': 'password\npassword protected',
    'in the trash': 'trash\ntrashed\nthùng rác',
    deleted: 'deleted\nremoved\nđã xóa\nxóa\nbị xóa',
    archived: 'archived\nlưu trữ',
    rejected: 'rejected\nspam\ntừ chối\nbị từ chối\ntrả lại\ntrả về\nkhông duyệt',
    hidden: 'hidden\ninvisible\nẩn\nđã ẩn\nbị ẩn',
    'not published': `unpublished\nnot published\ninactive\ndisabled\noff\nfalse\n0\n-1\n-2\nwithdrawn
      chưa xuất bản\nchưa đăng\nkhông xuất bản\ngỡ bài\ngỡ\nđã gỡ\nhạ bài\nđã hạ\nngừng xuất bản\nhủy xuất bản`,
    'not published yet': 'scheduled\nfuture\nhẹn giờ\nlên lịch\nđã lên lịch',
    'a revision': 'inherit\nrevision',
  }).flatMap(([reason, values]) => words(values).map((value): [string, string] => [key(value), reason])),
);

/** A sign may be all of a value: -1. */
function key(value: string): string {
  return /^-?\d+$/u.test(value.trim()) ? value.trim() : bare(value);
}

/** A field that says where an article is on its way to the readers: `status`, `post_status`, `articleStatus`, `Trạng thái`. */
const STATUS =
  /^(?:\w*(?:status|trangthai|tinhtrang)|(?:workflow|moderation|publish|publication)?state|visibility)$/u;
/** What they end in, too, and is of something else. */
const OTHER_STATUS = /^(?:comment|ping|sync|crawl|http|response|index|payment|order|member|user|author)/u;
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
  for (const field of fieldsOf(record)) {
    const reason = whyHidden(field);
    if (reason !== null) return reason;
  }
  return KINDS[textOf(record, TYPE)] ?? null;
};

/** Fields that are on or off in place of a status. */
const SHOWN =
  /^(?:is)?(?:published|visible|active|approved|enabled|online|public|xuatban|hienthi|duyet|kichhoat)$/u;
const NOT_SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:is)?(?:draft|nhap)$/u, 'a draft'],
  [/^(?:is)?(?:deleted|trashed|removed|xoa|daxoa)$/u, 'deleted'],
  [/^(?:is)?(?:hidden|private|unpublished|an)$/u, 'hidden'],
];
const ON = new Set<unknown>([true, 1, '1', 'true', 'yes', 'y']);
const OFF = new Set<unknown>([false, 0, '0', 'false', 'no', 'n']);
/** When it was deleted, if it was. */
const DELETED_AT = /^(?:deletedat|deletedon|datedeleted|ngayxoa)$/u;

/** What one field says against a record. */
const whyHidden = ([written, value]: readonly [string, unknown]): string | null => {
  const name = bare(written);
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (STATUS.test(name) && !OTHER_STATUS.test(name)) {
    const reason = isPlain(said) ? UNPUBLISHED.get(key(String(said))) : undefined;
    // What a number means is said nowhere: whoever knows better names it with --where.
    return reason !== undefined && /^-?\d/u.test(String(said))
      ? `${reason} (${written}=${String(said)})`
      : (reason ?? null);
  }
  if (SHOWN.test(name)) return OFF.has(said) ? 'not published' : null;
  if (DELETED_AT.test(name)) return isThere(said) && !OFF.has(said) ? 'deleted' : null;
  return ON.has(said) ? (NOT_SHOWN.find(([names]) => names.test(name))?.[1] ?? null) : null;
};

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Objects that hold the fields of a record: Strapi's, Contentful's, Elasticsearch's. */
const WRAPPERS = ['attributes', 'fields', '_source'];

/** The fields of a record with their values; `[{"value": true}]` and `{"value": "draft"}`, as Drupal has them, are these. */
const fieldsOf = (record: object): (readonly [string, unknown])[] => {
  const inner = WRAPPERS.flatMap((name) => {
    const value = valueOf(record, name);
    return typeof value === 'object' && value !== null ? Object.entries(value) : [];
  });
  return [...Object.entries(record), ...inner].map(([name, value]: [string, unknown]) => [
    name,
    unwrapped(value),
  ]);
};

const unwrapped = (value: unknown): unknown => {
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof only !== 'object' || only === null) return only;
  const named = ['value', 'name', 'slug', 'target_id'].find((name) => Object.hasOwn(only, name));
  return named === undefined ? undefined : valueOf(only, named);
};

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
