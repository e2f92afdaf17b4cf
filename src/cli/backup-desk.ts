import { InvalidArgumentError, Option } from 'commander';
import type { BroughtBack, UnpackedKind } from '../desk/backup/restore-desk.ts';
import { DESK_KINDS, type DeskKind } from '../desk/desk-index.ts';
import { tableOf } from './print-table.ts';
import { countText } from './progress-line.ts';

/** Which kinds are to be as in the backup even where there are others now; `none`: the desk is left alone. */
export type DeskChoice = readonly DeskKind[] | 'none';

const isKind = (text: string): text is DeskKind => (DESK_KINDS as readonly string[]).includes(text);

export const deskOption = (): Option =>
  new Option(
    '--desk <kinds>',
    `pins, synonyms, alerts or all, several with commas: as in the backup, in place of what there is now; none: none of them; otherwise those of which there are none`,
  ).argParser((text): DeskChoice => {
    if (text === 'none') return 'none';
    if (text === 'all') return DESK_KINDS;
    const kinds = text.split(',');
    if (kinds.every(isKind)) return kinds;
    throw new InvalidArgumentError(
      'It must be pins, synonyms, alerts, several of them with commas, all, or none.',
    );
  });

/** `2 pins, 40 synonyms`: what of the desk is in a backup. */
export const deskCountsText = (counts: Readonly<Record<string, number>>): string =>
  DESK_KINDS.filter((kind) => kind in counts)
    .map((kind) => `${countText(counts[kind] ?? 0)} ${kind}`)
    .join(', ');

const isSame = ({ differences: { added, removed, changed } }: UnpackedKind): boolean =>
  added + removed + changed === 0;

export const isMissing = ({ now }: UnpackedKind): boolean => now === null;

/** Whether what there is now gives way to other things. */
export const isReplaced = (kind: UnpackedKind, asked: readonly DeskKind[]): boolean =>
  !isMissing(kind) && asked.includes(kind.kind) && !isSame(kind);

/** What is to become of each kind, in a table. */
export const deskText = (kinds: readonly UnpackedKind[], asked: readonly DeskKind[]): string =>
  [
    'What editors decided:\n',
    tableOf(
      [
        ['', 'backup', 'now', ''],
        ...kinds.map((each) => [
          each.kind,
          countText(each.saved.size),
          each.now === null ? 'none' : countText(each.now.size),
          fateText(each, asked),
        ]),
      ],
      '  ',
    ),
  ].join('');

const fateText = (each: UnpackedKind, asked: readonly DeskKind[]): string => {
  const { kind, differences } = each;
  if (isMissing(each)) return 'brought back';
  if (isSame(each)) return 'the same';
  const { added, removed, changed } = differences;
  const told = `${countText(added)} that the backup has not, ${countText(removed)} that it has more, ${countText(changed)} changed`;
  return asked.includes(kind)
    ? `replaced by the backup’s: ${told}`
    : `left as they are: ${told}. As in the backup: --desk ${kind}`;
};

/** What has been brought back. */
export const broughtBackText = ({ kind, entries, notes, waiting }: BroughtBack): string =>
  [
    `${countText(entries)} ${kind} are as in the backup`,
    kind === 'alerts'
      ? `, ${countText(notes)} notes of deliveries came back, ${countText(waiting)} of which wait to be sent`
      : '',
    '.\n',
  ].join('');
