import { foldDiacritics } from '../../text/fold-diacritics.ts';
import { ARTICLE_FIELDS } from '../article-schema.ts';
import { printPath, type FieldPath } from './field-path.ts';

const names = (list: string): readonly string[] => list.trim().split(/\s+/u);

/** What the fields of an article are called elsewhere, likelier names first; without marks, capitals and hyphens. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  id: names('id guid slug articleid newsid postid mabai mabaiviet idbaiviet idbai matin idtin nid contentid entryid uuid documentid'),
  title: names('title headline name titlerendered newstitle posttitle tieude tieudebai tieudebaiviet tentin tenbai tenbaiviet'),
  body: names('body content articlebody contentrendered text html detail postcontent fulltext contenthtml noidung noidungchitiet noidungbai noidungbaiviet noidungtin'),
  publishedAt:
    names(`publishedat datepublished publishdate pubdate published dategmt date createdat postdategmt postdate
    ngaydang ngaydangtin ngaydangbai ngayxuatban thoigian thoigiandang thoigianxuatban created ngaytao time`),
  lead: names('lead sapo excerptrendered excerpt summary description customexcerpt introtext intro teaser mota motangan tomtat trichdan gioithieu'),
  url: names('url link permalink href address duongdan lienket'),
  image: names('image featureimage thumbnail thumb cover avatar anhdaidien'),
  section: names('section category categoryname catname primarytagname chuyenmuc tenchuyenmuc danhmuc tendanhmuc'),
  authors: names('authors author authorname byline writer createdby tacgia tentacgia nguoiviet butdanh'),
  tags: names('tags keywords tukhoa'),
  updatedAt: names('updatedat datemodified modifiedgmt modified lastmodified ngaycapnhat'),
};
const REQUIRED = ['id', 'title', 'body', 'publishedAt'];

const fold = (name: string): string => foldDiacritics(name.toLowerCase()).replace(/[^a-z0-9]/gu, '');

/**
 * Where the fields of an article seem to be in a record of another shape.
 *
 * @returns paths by the fields of an article; what is not found is not there.
 */
export const guessFieldMap = (value: unknown): Readonly<Record<string, string>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const paths = leavesOf(value);
  const found = Object.entries(ELSEWHERE).flatMap(([field, known]): [string, string][] => {
    const own = paths.find((path) => path.length === 1 && path[0] === field);
    if (own !== undefined) return [[field, field]];
    for (const name of known) {
      const path = paths.find((each) => fold(each.filter((step) => !WRAPPERS.has(step)).join('')) === name);
      if (path !== undefined) return [[field, printPath(path)]];
    }
    return [];
  });
  return Object.fromEntries(found);
};

/** Objects that only hold the fields: Strapi's, Contentful's. */
const WRAPPERS = new Set(['attributes', 'fields', '_source', '*', '0', 'value']);

/** The places of texts and numbers in a record, down to two objects. */
const leavesOf = (value: object, path: FieldPath = []): FieldPath[] =>
  Object.entries(value).flatMap(([key, entry]: [string, unknown]): FieldPath[] => {
    const here = [...path, key];
    if (typeof entry === 'string' || typeof entry === 'number') return [here];
    if (typeof entry !== 'object' || entry === null || path.length >= 2) return [];
    if (!Array.isArray(entry)) return leavesOf(entry, here);
    const [first]: unknown[] = entry;
    if (typeof first === 'string') return [[...here, '*']];
    if (typeof first !== 'object' || first === null) return [];
    if ('name' in first) return [[...here, '*', 'name']];
    // Drupal has every field as a list of values.
    return 'value' in first && typeof first.value !== 'object' ? [[...here, '0', 'value']] : [];
  });

/**
 * Where a record has other names for what an article must have: what to write on the command line. Nothing is taken by
 * a guessed name; whoever imports says so.
 *
 * @param index The record's place in a list.
 */
export const suggestFieldMap = (value: unknown, index: number | null = null): string | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const missing = REQUIRED.filter((field) => !Object.hasOwn(value, field) || isObject(value[field as never]));
  if (missing.length === 0) return null;
  const guessed = guessFieldMap(value);
  const found = missing.flatMap((field) => {
    const path = guessed[field];
    return path === undefined || path === field ? [] : [`--field ${quoted(`${field}=${path}`)}`];
  });
  // One alone may be a slip of this article; the schema names it.
  if (found.length < 2 && missing.length > found.length) return listSuggestion(value, index);
  if (found.length === 0) return null;
  return `It has other names for the fields of an article. Perhaps: ${found.join(' ')}`;
};

const quoted = (option: string): string => (/^[\w.=[\]-]+$/u.test(option) ? option : `'${option}'`);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** An object that is no article and has a list of objects in it: the one that reads most like articles. */
const listSuggestion = (value: object, index: number | null): string | null => {
  if (ARTICLE_FIELDS.filter((field) => Object.hasOwn(value, field)).length > 1 && !hasListOfObjects(value)) {
    return null;
  }
  const start = index === null ? [] : [String(index)];
  const [best] = listsIn(value, start).toSorted((a, b) => b.likeness - a.likeness);
  return best === undefined
    ? null
    : `It is no article itself. Perhaps the articles are in it: --records ${quoted(printPath(best.path))}`;
};

const hasListOfObjects = (value: object): boolean => Object.values(value).some(isListOfObjects);

interface FoundList {
  readonly path: FieldPath;
  /** How many fields of an article its first entry seems to have. */
  readonly likeness: number;
}

const DEEPEST = 6;
const MOST_ENTRIES = 20;
/** Objects under keys of their own have at least so many fields of an article. */
const FEWEST_HELD = 3;

const listsIn = (value: unknown, path: FieldPath): FoundList[] => {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return [];
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.slice(0, MOST_ENTRIES).map((entry: unknown, at) => [String(at), entry])
    : Object.entries(value);
  const likeness = (entry: unknown): number => Object.keys(guessFieldMap(entry)).length;
  const own = isListOfObjects(value) ? [{ path, likeness: likeness((value as readonly unknown[])[0]) }] : [];
  const held =
    !Array.isArray(value) && isListOfObjects(Object.values(value)) ? likeness(Object.values(value)[0]) : 0;
  // An object of objects may be one thing with its parts.
  if (held >= FEWEST_HELD) own.push({ path: [...path, '*'], likeness: held });
  return [...own, ...entries.flatMap(([key, entry]) => listsIn(entry, [...path, key]))];
};

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
