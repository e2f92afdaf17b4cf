import { typedDay } from '../../domain/days.ts';
import type { DateNode, QueryNode } from '../../query/ast.ts';
import { and, apart } from '../../query/build-node.ts';
import { dayOrInstant } from '../../query/date-range.ts';
import { parseQuery } from '../../query/parse-query.ts';
import { isSameQuery, writeQuery } from '../../query/write-query.ts';
import type { Language } from '../texts/language.ts';
import { NO_QUERY } from './advanced-query.ts';
import type { AdvancedQuery } from './advanced-query.ts';
import { IN_FIELDS, toQuery } from './to-query.ts';

/** A query taken apart into the fields of the advanced form. */
export interface TakenApart {
  /** What there is no field for is in `rest`. */
  readonly query: AdvancedQuery;
  /** Its dates, as they are typed into the date fields. */
  readonly dates: { readonly from?: string; readonly to?: string };
}

/**
 * A query as the advanced form has it, so that one can go on with what was searched for. What is put into a field means
 * there what it meant in the query; everything else stays as it is written, in `rest`.
 *
 * @param language that of the operators in the fields
 * @param hasDates whether the date fields are filled in already: then dates of the query stay in it
 */
export const decomposeQuery = (
  q: string,
  language: Language,
  { hasDates = false }: { readonly hasDates?: boolean } = {},
): TakenApart => {
  const { node } = parseQuery(q);
  const children = node === null ? [] : node.type === 'and' ? node.children : [node];
  const write = (part: QueryNode): string => writeQuery(part, language);
  let query = NO_QUERY;
  let dates: TakenApart['dates'] = {};
  const words: QueryNode[] = [];
  const rest: QueryNode[] = [];

  /** Puts a part of the query into fields that are still free, if it means the same there. */
  const take = (part: QueryNode, fields: Partial<AdvancedQuery>): boolean => {
    const names = Object.keys(fields) as (keyof AdvancedQuery)[];
    const isFree = names.every((name) => query[name] === NO_QUERY[name]);
    const read = isFree ? toQuery({ ...NO_QUERY, ...fields }) : null;
    if (read === null || !isSameQuery(read, part)) return false;
    query = { ...query, ...fields };
    return true;
  };

  const takeDate = (date: DateNode): boolean => {
    const found = datesOf(date);
    if (hasDates || Object.keys(found).some((bound) => bound in dates)) return false;
    dates = { ...dates, ...found };
    return true;
  };

  const takeExcluded = (part: QueryNode): boolean => {
    const item = listItem(part);
    if (item === null || !isListed('none', item, { type: 'not', child: part })) return false;
    query = { ...query, none: query.none === '' ? item : `${query.none}, ${item}` };
    return true;
  };

  for (const run of runsOf(children)) {
    const [first] = run;
    if (first === undefined) continue;
    if (isWordLike(first)) {
      const isTaken = run.length === 1 && proposals(first, write).some((fields) => take(first, fields));
      // What stood apart from other words before is still to.
      if (!isTaken) words.push(...(words.length === 0 ? run : [apart(first), ...run.slice(1)]));
      continue;
    }
    const isTaken =
      first.type === 'date'
        ? takeDate(first)
        : first.type === 'not'
          ? takeExcluded(first.child)
          : proposals(first, write).some((fields) => take(first, fields));
    if (!isTaken) rest.push(first);
  }
  return {
    query: {
      ...query,
      all: words.length === 0 ? '' : write(and(words)),
      rest: rest.length === 0 ? '' : write(and(rest)),
    },
    dates,
  };
};

/** Words that stand side by side, and every other part by itself. */
const runsOf = (nodes: readonly QueryNode[]): QueryNode[][] => {
  const runs: QueryNode[][] = [];
  let wasWord = false;
  for (const node of nodes) {
    const isWord = isWordLike(node);
    if (isWord && wasWord) runs.at(-1)?.push(node);
    else runs.push([node]);
    wasWord = isWord;
  }
  return runs;
};

const isWordLike = ({ type }: QueryNode): boolean =>
  type === 'word' || type === 'prefix' || type === 'wildcard';

/** Ways in which the form may be able to say a part of a query, the likeliest first. */
const proposals = (part: QueryNode, write: (node: QueryNode) => string): Partial<AdvancedQuery>[] => {
  switch (part.type) {
    case 'phrase':
      return part.slop === 0 ? [{ phrase: part.text }] : [{ near: part.text, distance: String(part.slop) }];
    case 'near': {
      const [left, right] = part.children.map(write);
      return [{ near: left ?? '', nearTo: right ?? '', distance: String(part.distance) }];
    }
    case 'atleast':
      return [{ frequent: write(part.child), times: String(part.times) }];
    case 'or': {
      const items = part.children.map(listItem);
      return items.includes(null) ? [] : [{ any: items.join(', ') }];
    }
    case 'field': {
      const [name] = IN_FIELDS.find(([, field]) => field === part.field) ?? [];
      return name === undefined ? [] : [{ [name]: write(part.child) }];
    }
    case 'prefix':
      return [{ part: part.text, place: 'start' }];
    case 'wildcard': {
      const letters = part.text.replaceAll('*', '');
      return [
        { part: letters, place: 'end' },
        { part: letters, place: 'within' },
      ];
    }
    case 'word':
    case 'and':
    case 'not':
    case 'date':
      return [];
    default:
      return part satisfies never;
  }
};

/** A part as one of a list; a single word that was a phrase keeps its quotation marks. */
const listItem = (part: QueryNode): string | null => {
  if (part.type === 'prefix') return `${part.text}*`;
  if (part.type === 'word' || part.type === 'wildcard') return part.text;
  if (part.type !== 'phrase' || part.slop !== 0) return null;
  return part.text.includes(' ') ? part.text : `"${part.text}"`;
};

/** Whether a list of one item says a part of a query. */
const isListed = (list: 'any' | 'none', item: string, part: QueryNode): boolean => {
  const read = toQuery({ ...NO_QUERY, [list]: item });
  return read !== null && isSameQuery(read, part);
};

const datesOf = ({ from, to }: DateNode): TakenApart['dates'] => {
  const typed = (instant: string, bound: 'from' | 'to'): string => {
    const day = dayOrInstant(instant, bound);
    return day.length === 10 ? typedDay(day) : day;
  };
  return {
    ...(from !== undefined && { from: typed(from, 'from') }),
    ...(to !== undefined && { to: typed(to, 'to') }),
  };
};
