import type { Context } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import { STATISTICS_KINDS, type StatisticsKind } from '../../domain/search-statistics.ts';
import type { PageContext } from '../../web/document.tsx';
import { SearchesSection } from '../../web/desk/searches-section.tsx';
import type { AppEnv } from '../app-env.ts';
import { statisticsParameters, toStatisticsRequest } from '../schemas/statistics-schema.ts';
import type { DeskSection, SectionView } from './desk-section.ts';

const DAYS = [7, 30, 90] as const;

const view = async (c: Context<AppEnv>, page: PageContext): Promise<SectionView> => {
  const { services, deadline, caller } = c.var;
  const kind: StatisticsKind =
    STATISTICS_KINDS.find((one) => one === c.req.query('kind')) ?? STATISTICS_KINDS[0];
  const days = DAYS.find((one) => String(one) === c.req.query('days')) ?? DAYS[0];
  // What readers search for is told of the whole archive, or not at all.
  const isPart = caller.kind === 'key' && caller.key.within !== null;
  const { statistics } = services;
  const found =
    statistics === null || isPart
      ? null
      : await statistics.read(
          toStatisticsRequest(statisticsParameters.parse({ kind, days: String(days), size: '50' })),
          deadline.signal,
        );
  return {
    content: (
      <SearchesSection
        {...page}
        kind={kind}
        days={days}
        spans={DAYS}
        found={found}
        isCounted={isPart || statistics !== null}
      />
    ),
  };
};

/** What readers look for: nothing to be sent, only to be read. */
export const searchesDeskSection: DeskSection = {
  path: '/desk/searches',
  titleIn: ({ searches }) => searches.title,
  show: view,
  act: () => {
    throw new AppError('not_found', 'There is no form on this page.');
  },
};
