import type { estypes } from '@elastic/elasticsearch';
import { prefixPattern, wildcardPattern } from '../../matching/prefix-pattern.ts';
import { inAnyCase } from '../../matching/match.ts';
import type { Match, Placed, Prefix, Sequence, Syllable } from '../../matching/match.ts';
import { supersetForms, tonelessForm } from '../../text/syllable.ts';
import { FIELDS, TEXT } from '../fields.ts';
import type { SearchedField } from '../fields.ts';

type Query = estypes.QueryDslQueryContainer;
type Intervals = estypes.QueryDslIntervalsContainer;

/** The terms of all syllables with at least the marks typed; without a typed tone, their toneless ones are fewer. */
const supersetTerms = (
  { text, exact }: Syllable,
  field: SearchedField,
): { field: string; terms: string[] } => {
  const forms = supersetForms(text);
  if (field.toneless === undefined || tonelessForm(text) !== exact)
    return { field: field.exact, terms: [...forms] };
  return { field: field.toneless, terms: [...new Set(forms.map((form) => tonelessForm(form)))] };
};

const supersetClause = (syllable: Syllable, field: SearchedField): Query => {
  const { field: name, terms } = supersetTerms(syllable, field);
  return { terms: { [name]: terms } };
};

/** An index without a field for them (of an older mapping, or of names) has nothing in capitals. */
const capitalClause = ({ exact }: Syllable, { capitals }: SearchedField): Query =>
  capitals === undefined ? { match_none: {} } : { term: { [capitals]: exact } };

const syllableClause = (syllable: Syllable, field: SearchedField): Query => {
  if (syllable.isCapital === true) return capitalClause(syllable, field);
  switch (syllable.level) {
    case 'exact':
      return { term: { [field.exact]: syllable.exact } };
    case 'folded':
      return { term: { [field.folded]: syllable.folded } };
    case 'superset':
      return supersetClause(syllable, field);
    default:
      return syllable.level satisfies never;
  }
};

const syllableIntervals = (syllable: Syllable, field: SearchedField): Intervals => {
  switch (syllable.level) {
    case 'exact':
      return { match: { query: syllable.exact } };
    case 'folded':
      return { match: { query: syllable.folded, use_field: field.folded } };
    case 'superset': {
      const { field: use_field, terms } = supersetTerms(syllable, field);
      return { any_of: { intervals: terms.map((query) => ({ match: { query, use_field } })) } };
    }
    default:
      return syllable.level satisfies never;
  }
};

const NUMBER = /^\p{Nd}/u;

/** The index analyzes what it is asked for: numbers that are a telephone number side by side are kept apart by a sign. */
const spaced = (terms: readonly string[]): string => {
  const numbers = terms.filter((term) => NUMBER.test(term));
  return terms.join(numbers.length > 1 && numbers.some((number) => number.startsWith('0')) ? ' / ' : ' ');
};

const sequenceClause = (sequence: Sequence, field: SearchedField): Query => {
  const { syllables, slop } = sequence;
  const capitals = syllables.filter(({ isCapital }) => isCapital === true);
  if (capitals.length > 0) {
    return {
      bool: {
        filter: [
          sequenceClause({ ...sequence, syllables: syllables.map(inAnyCase) }, field),
          ...capitals.map((syllable) => capitalClause(syllable, field)),
        ],
      },
    };
  }
  const [first] = syllables;
  const level = first?.level;
  const oneLevel = level !== 'superset' && syllables.every((syllable) => syllable.level === level);
  // A phrase on one field is the quicker way to ask; its slop would let syllables change places, though.
  if (oneLevel && slop === 0) {
    const query = spaced(syllables.map((syllable) => (level === 'exact' ? syllable.exact : syllable.folded)));
    return { match_phrase: { [level === 'exact' ? field.exact : field.folded]: { query } } };
  }
  const intervals = syllables.map((syllable) => syllableIntervals(syllable, field));
  return { intervals: { [field.exact]: { all_of: { ordered: true, max_gaps: slop, intervals } } } };
};

/**
 * A word of several syllables. Its pairs are single terms, which leave hardly an article for the dear look at
 * positions; two folded syllables are such a pair.
 */
const wordClause = (word: Sequence, field: SearchedField): Query => {
  const { syllables } = word;
  const beside = sequenceClause(word, field);
  const { pairs } = field;
  if (pairs === undefined) return beside;
  const terms = syllables.slice(1).map(({ folded }, i): Query => ({
    term: { [pairs]: `${syllables[i]?.folded ?? ''} ${folded}` },
  }));
  const [only] = terms;
  const isPair = terms.length === 1 && syllables.every(({ level }) => level === 'folded');
  return isPair && only !== undefined ? only : { bool: { filter: [...terms, beside] } };
};

/** The same as somebody's name, where names are looked at, too. */
const orName = (word: Sequence, field: SearchedField): Query => {
  const inText = wordClause(word, field);
  return field.names === undefined
    ? inText
    : { bool: { should: [inText, sequenceClause(word, field.names)], minimum_should_match: 1 } };
};

const prefixClause = (prefix: Prefix, field: SearchedField): Query => {
  const name = prefix.level === 'folded' ? field.folded : field.exact;
  const begins: Query = { regexp: { [name]: { value: prefixPattern(prefix) } } };
  if (prefix.before.length === 0) return begins;
  // Elasticsearch analyzes a pattern within intervals, which would move its tone marks about: there it is folded.
  const intervals = [
    ...prefix.before.map((syllable) => syllableIntervals(syllable, field)),
    { regexp: { pattern: prefixPattern({ ...prefix, level: 'folded' }), use_field: field.folded } },
  ];
  const beside: Query = {
    intervals: { [field.exact]: { all_of: { ordered: true, max_gaps: 0, intervals } } },
  };
  return prefix.level === 'folded' ? beside : { bool: { filter: [beside, begins] } };
};

/** Where it stands in a field. */
const placedIntervals = (match: Placed, field: SearchedField): Intervals => {
  switch (match.type) {
    case 'syllable':
      return syllableIntervals(match, field);
    case 'sequence': {
      const intervals = match.syllables.map((syllable) => syllableIntervals(syllable, field));
      return { all_of: { ordered: true, max_gaps: match.slop, intervals } };
    }
    case 'any':
      return { any_of: { intervals: match.children.map((child) => placedIntervals(child, field)) } };
    case 'near': {
      const intervals = match.children.map((child) => placedIntervals(child, field));
      return { all_of: { ordered: false, max_gaps: match.distance, intervals } };
    }
    default:
      return match satisfies never;
  }
};

/** So many of the same one after the other. */
const repeatedIntervals = (match: Placed, times: number, field: SearchedField): Intervals => {
  const one = placedIntervals(match, field);
  return { all_of: { ordered: true, max_gaps: -1, intervals: Array.from({ length: times }, () => one) } };
};

/** The clause that finds exactly the articles a match describes; meant for filter context. */
export const matchClause = (match: Match, field: SearchedField = TEXT): Query => {
  switch (match.type) {
    case 'syllable':
      return syllableClause(match, field);
    case 'sequence':
      return match.as === 'word' ? orName(match, field) : sequenceClause(match, field);
    case 'prefix':
      return prefixClause(match, field);
    case 'wildcard': {
      const name = match.level === 'folded' ? field.folded : field.exact;
      return { regexp: { [name]: { value: wildcardPattern(match) } } };
    }
    case 'near':
      return { intervals: { [field.exact]: placedIntervals(match, field) } };
    case 'atleast':
      return { intervals: { [field.exact]: repeatedIntervals(match.child, match.times, field) } };
    case 'all':
      return {
        bool: {
          filter: match.children
            .filter((child) => child.type !== 'not')
            .map((child) => matchClause(child, field)),
          must_not: match.children.flatMap((child) =>
            child.type === 'not' ? matchClause(child.child, field) : [],
          ),
        },
      };
    case 'any':
      return {
        bool: { should: match.children.map((child) => matchClause(child, field)), minimum_should_match: 1 },
      };
    case 'not':
      return { bool: { must_not: [matchClause(match.child, field)] } };
    case 'field':
      return matchClause(match.child, FIELDS[match.field]);
    case 'dates':
      return {
        range: {
          publishedAt: {
            ...(match.from === undefined ? {} : { gte: match.from }),
            ...(match.to === undefined ? {} : { lte: match.to }),
          },
        },
      };
    default:
      return match satisfies never;
  }
};
