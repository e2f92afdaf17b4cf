import type { FollowRound } from '../ingest/follow/follow-round.ts';
import { count, importSummary, withExamples } from './import-summary.ts';
import type { ImportTally } from './import-tally.ts';

export interface FollowOutcome {
  readonly round: FollowRound;
  readonly tally: ImportTally;
  readonly elapsedMs: number;
  readonly isDryRun: boolean;
  readonly failedPath: string;
}

/** The lines that end a round, on standard output: those of an import, and what the lists and the site were like. */
export const followSummary = ({ round, tally, ...outcome }: FollowOutcome): string => {
  const { lists, result } = round;
  const read = `Asked for ${count(lists.lists, 'feed or sitemap', 'feeds and sitemaps')}${lists.unchanged === 0 ? '' : `, ${lists.unchanged.toLocaleString('en-US')} unchanged`}: ${count(lists.news, 'page is', 'pages are')} new or changed.`;
  const articles = importSummary({
    ...outcome,
    result,
    tally,
    isOffline: false,
    // It ends so every time, and goes on by itself.
    wasStopped: false,
    passedOver: [],
    resumed: { files: 0, records: 0 },
    journalPath: null,
  });
  return [
    `${read}\n`,
    articles,
    ...withExamples('Could not be had', tally.troubles).map((line) => `${line}\n`),
  ].join('');
};
