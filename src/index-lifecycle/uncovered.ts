import { AppError } from '../domain/app-error.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { secondOf, TIMED_FIELDS } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';

/** Articles of one index that another would show sooner or longer: it has no field for when they are seen. */
export interface Uncovered {
  /** How many; `null`: it cannot be told, the index that hides them cannot be read. */
  readonly articles: number | null;
  /** Some of them. */
  readonly ids: readonly string[];
}

const NOTHING: Uncovered = { articles: 0, ids: [] };

const PAGE = 1_000;
const NAMED = 5;

/**
 * What a target, which has what the source has, would show of what is hidden in the source, now or once its
 * `visibleUntil` has come.
 */
const findUncovered = async (engine: Engine, source: string, target: string): Promise<Uncovered> => {
  const [from, to] = await Promise.all([engine.getMapping(source), engine.getMapping(target)]);
  const lost = TIMED_FIELDS.filter(
    (field) => from.properties?.[field] !== undefined && to.properties?.[field] === undefined,
  );
  if (lost.length === 0) return NOTHING;
  const now = secondOf(Date.now);
  const should = lost.map((field) =>
    field === 'visibleUntil' ? { exists: { field } } : { range: { [field]: { gt: now } } },
  );
  const query = { bool: { filter: [NOT_REMOVED, { bool: { should, minimum_should_match: 1 } }] } };
  try {
    let articles = 0;
    const named: string[] = [];
    for await (const page of pagesOf(
      engine,
      source,
      { query, _source: false },
      { size: PAGE, keepAlive: '2m' },
    )) {
      const ids = page.map(({ id }) => id);
      articles += await engine.count(target, { bool: { filter: [NOT_REMOVED, { ids: { values: ids } }] } });
      named.push(...ids.slice(0, NAMED - named.length));
    }
    return { articles, ids: articles === 0 ? [] : named };
  } catch (error) {
    // Unreadable in whatever way: closed, without its shards, or not answering.
    if (error instanceof AppError) return { articles: null, ids: [] };
    throw error;
  }
};

/**
 * Does nothing where no more than so many articles come to be seen that are hidden.
 *
 * @param most how many of them may be; `Infinity`: whatever there is, known or not
 * @throws AppError `index_mismatch` where it would be more, or that cannot be told
 */
export const assertCovered = async (
  engine: Engine,
  source: string,
  target: string,
  most: number,
): Promise<Uncovered> => {
  const uncovered = await findUncovered(engine, source, target);
  const { articles, ids } = uncovered;
  if (articles === null ? most === Infinity : articles <= most) return uncovered;
  const place = `${target} has no place for visibleFrom and visibleUntil`;
  throw new AppError(
    'index_mismatch',
    articles === null
      ? `${place}, and ${source} cannot be read: which of its articles are hidden, and would be seen by everybody, cannot be told. Nothing was exchanged. Where they may be seen: --show-hidden all`
      : `${place}: ${articles} articles would be seen by everybody that are hidden, or are to be withdrawn, among them ${ids.join(', ')}. Nothing was exchanged. Remove those that must not be seen; where the others may be: --show-hidden ${articles}`,
  );
};
