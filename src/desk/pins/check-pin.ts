import { ID } from '../../domain/id.ts';
import { AppError, type FieldError } from '../../domain/app-error.ts';
import { PIN_LIMITS, type PinInput } from '../../domain/pin.ts';
import { isPinnable } from '../../matching/pin-list.ts';
import { parseDay } from '../../query/date-range.ts';
import { MAX_QUERY_LENGTH } from '../../query/limits.ts';

/** A pin as somebody writes it: days or instants, in any way that a search takes them. */
export type PinAsTyped = {
  readonly [Field in keyof PinInput]?: PinInput[Field] | undefined;
};

/**
 * A pin, checked. A day as `from` is its first instant, one as `until` its last.
 *
 * @throws AppError `invalid_parameters`, naming each field that is wrong
 */
export const checkPin = (typed: PinAsTyped): PinInput => {
  const errors: FieldError[] = [];
  const wrong = (path: string, message: string): void => void errors.push({ path, message });
  const listOf = (name: 'queries' | 'first' | 'never', most: number): readonly string[] => {
    const entries = (typed[name] ?? []).map((entry) => entry.normalize('NFC').trim());
    const list = [...new Set(entries.filter((entry) => entry !== ''))];
    if (list.length > most) wrong(name, `has more than ${most} entries`);
    return list;
  };

  const queries = listOf('queries', PIN_LIMITS.queries);
  if (queries.length === 0) wrong('queries', 'must have a query');
  queries.forEach((query, i) => {
    if (query.length > MAX_QUERY_LENGTH)
      wrong(`queries.${i}`, `is longer than ${MAX_QUERY_LENGTH} characters`);
    else if (!isPinnable(query))
      wrong(`queries.${i}`, 'must be words alone: no operators, fields, dates or exclusions');
  });

  const [first, never] = [listOf('first', PIN_LIMITS.articles), listOf('never', PIN_LIMITS.articles)];
  if (first.length + never.length === 0) wrong('first', 'must name an article, unless never does');
  for (const [name, ids] of Object.entries({ first, never }))
    ids.forEach((id, i) => {
      if (!ID.test(id)) wrong(`${name}.${i}`, 'is not the id of an article');
    });
  never.forEach((id, i) => {
    if (first.includes(id)) wrong(`never.${i}`, 'is among those that come first, too');
  });

  const instantOf = (name: 'from' | 'until'): string | undefined => {
    const written = typed[name]?.trim() ?? '';
    if (written === '') return undefined;
    const day = parseDay(written);
    if (day === null)
      wrong(name, 'must be a day such as 2022-01-21, or a time such as 2022-01-21T06:00:00+07:00');
    return day?.[name === 'from' ? 'from' : 'to'];
  };
  const from = instantOf('from');
  const until = instantOf('until');
  if (from !== undefined && until !== undefined && Date.parse(until) <= Date.parse(from))
    wrong('until', 'must be later than from');

  const [one] = errors;
  if (one !== undefined) {
    const message =
      errors.length === 1
        ? `${one.path} ${one.message}.`
        : `The pin has ${errors.length} errors: ${errors.map(({ path }) => path).join(', ')}.`;
    throw new AppError('invalid_parameters', message, { errors });
  }
  return {
    queries,
    first,
    never,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
};
