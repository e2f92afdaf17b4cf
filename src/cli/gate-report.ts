import type { CheckedCopy } from '../index-lifecycle/check-copy.ts';
import { SEARCH_THRESHOLDS } from '../index-lifecycle/compare-searches.ts';
import { countText } from './progress-line.ts';
import { tableOf } from './print-table.ts';

/** Of documents and searches that differ, so many are named. */
const SHOWN = 10;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the comparison of an index with its copy has found, as a table with every difference below it. */
export const gateReport = ({ counts, contents, searches, isPassed }: CheckedCopy): string => {
  const { source, target, writesMeanwhile } = counts;
  const differing = searches.searches.filter(({ isSame }) => !isSame);
  const different = contents.differences.length;
  const table = tableOf(
    [
      ['', 'live', 'new', ''],
      [
        'articles',
        countText(source.articles),
        countText(target.articles),
        verdict(source.articles, target.articles, writesMeanwhile),
      ],
      [
        'tombstones',
        countText(source.tombstones),
        countText(target.tombstones),
        verdict(source.tombstones, target.tombstones, writesMeanwhile),
      ],
      [
        'contents',
        `${countText(contents.compared)} compared`,
        contents.isFull ? 'all there are' : 'a sample',
        different === 0 ? 'the same' : `${countText(different)} DIFFER`,
      ],
      ...(contents.checksums.source === contents.checksums.target
        ? [['checksum', contents.checksums.source, contents.checksums.target, 'the same']]
        : []),
      [
        'searches',
        `${countText(searches.searches.length)} run`,
        `${percent(searches.meanOverlap)} of the first hits shared`,
        searches.isSame ? 'much the same' : 'DIFFER',
      ],
    ],
    '  ',
  );
  return [
    `The live index and the new one ${isPassed ? 'fit' : 'do not fit'}:\n`,
    table,
    ...contents.differences
      .slice(0, SHOWN)
      .map(({ id, kind, field }) => `  ${id}: ${KINDS[kind]}${field === undefined ? '' : ` (${field})`}\n`),
    ...(different > SHOWN ? [`  … and ${countText(different - SHOWN)} more\n`] : []),
    ...differing
      .slice(0, SHOWN)
      .map(
        ({ query, source: found, target: foundNew, overlap }) =>
          `  “${query}”: ${countText(found)} articles live, ${countText(foundNew)} new, ${percent(overlap)} of the first hits shared\n`,
      ),
    ...(differing.length > SHOWN ? [`  … and ${countText(differing.length - SHOWN)} searches more\n`] : []),
    ...(searches.isSame
      ? []
      : [
          `  Of each search at least ${percent(SEARCH_THRESHOLDS.overlap)} of the first hits have to be shared, of all together ${percent(SEARCH_THRESHOLDS.meanOverlap)}.\n`,
        ]),
  ].join('');
};

const KINDS = {
  missing: 'is not in the new index',
  version: 'has another version there',
  content: 'has another content there',
} as const;

const verdict = (live: number, copied: number, writesMeanwhile: number): string => {
  if (live === copied) return 'the same';
  return Math.abs(live - copied) <= writesMeanwhile ? 'the same but for writes under way' : 'DIFFER';
};
