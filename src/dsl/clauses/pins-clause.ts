import type { estypes } from '@elastic/elasticsearch';
import type { AppliedPins } from '../../domain/pin.ts';
import { NOT_REMOVED } from '../../domain/tombstone.ts';
import { PIN_STEP } from '../weights.ts';

type Query = estypes.QueryDslQueryContainer;

const ids = (values: readonly string[]): Query => ({ ids: { values: [...values] } });

/**
 * What a query finds with its pins: the pinned articles are found as well, so that counts, facets and pages agree, and
 * what is never shown is not.
 *
 * @param clauses what an article must be without them
 */
export const withPins = (clauses: readonly Query[], pins: AppliedPins | null): Query[] => {
  if (pins === null) return [...clauses];
  const { first, never } = pins;
  const found: Query[] =
    first.length === 0
      ? [...clauses]
      : [
          {
            bool: {
              should: [{ bool: { filter: [...clauses] } }, { bool: { filter: [ids(first), NOT_REMOVED] } }],
              minimum_should_match: 1,
            },
          },
        ];
  return never.length === 0 ? found : [...found, { bool: { must_not: [ids(never)] } }];
};

/** What moves the pinned articles before all others, in their order. */
export const pinBoosts = (pins: AppliedPins | null): Query[] =>
  (pins?.first ?? []).map((id, place, { length }) => ({
    constant_score: { filter: ids([id]), boost: (length - place) * PIN_STEP },
  }));
