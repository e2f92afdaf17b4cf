import { ARTICLE_FIELDS } from '../article-schema.ts';

/** What the fields of an article are called elsewhere, likelier names first. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  id: ['_id', 'guid', 'slug', 'articleId', 'article_id', 'newsId', 'news_id', 'post_id', 'ID'],
  title: ['headline', 'name', 'title.rendered', 'newsTitle', 'news_title', 'post_title', 'tieu_de', 'tieude'],
  body: [
    'content',
    'articleBody',
    'content.rendered',
    'text',
    'html',
    'detail',
    'post_content',
    'noi_dung',
    'noidung',
  ],
  publishedAt: [
    'published_at',
    'datePublished',
    'publishDate',
    'publish_date',
    'pubDate',
    'published',
    'date_gmt',
    'date',
    'created_at',
    'post_date',
    'ngay_dang',
    'ngaydang',
  ],
};

/**
 * Where a record has other names for what an article must have: what to write on the command line. Nothing is taken by
 * a guessed name; whoever imports says so.
 */
export const suggestFieldMap = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const missing = Object.keys(ELSEWHERE).filter((field) => !Object.hasOwn(value, field));
  const found = missing.flatMap((field) => {
    const name = ELSEWHERE[field]?.find((each) => has(value, each));
    return name === undefined ? [] : [`--field ${field}=${name}`];
  });
  // One alone may be a slip of this article; the schema names it.
  if (found.length < 2 && missing.length > found.length) return listSuggestion(value);
  if (found.length === 0) return null;
  return `It has other names for the fields of an article. Perhaps: ${found.join(' ')}`;
};

const has = (value: object, path: string): boolean => {
  const [first = '', second] = path.split('.');
  const found: unknown = Object.hasOwn(value, first) ? (value as Record<string, unknown>)[first] : undefined;
  if (second === undefined) return typeof found === 'string' || typeof found === 'number';
  return typeof found === 'object' && found !== null && Object.hasOwn(found, second);
};

/** An object that is no article and has a list of objects in it. */
const listSuggestion = (value: object): string | null => {
  if (ARTICLE_FIELDS.filter((field) => Object.hasOwn(value, field)).length > 1) return null;
  const paths = Object.entries(value).flatMap(([key, entry]: [string, unknown]): string[] => {
    if (isListOfObjects(entry)) return [key];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    return Object.entries(entry).flatMap(([inner, each]: [string, unknown]) =>
      isListOfObjects(each) ? [`${key}.${inner}`] : [],
    );
  });
  return paths[0] === undefined
    ? null
    : `It is no article itself. Perhaps the articles are in it: --records ${paths[0]}`;
};

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
