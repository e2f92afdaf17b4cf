import { Command } from 'commander';
import { AppError } from '../domain/app-error.ts';
import type { CheckedPin, Pin } from '../domain/pin.ts';
import { viewNow } from '../domain/visibility.ts';
import { createPinDesk, type PinDesk } from '../desk/pins/pin-desk.ts';
import type { SeenArticles } from '../desk/pins/warn-of-pin.ts';
import type { Engine } from '../engine/engine.ts';
import { ifThere } from '../engine/if-there.ts';
import { createReader, seenAmong } from '../search/reader.ts';
import { withEngine, type CommandDeps } from './command-deps.ts';
import { removeAll } from './command-parts.ts';

interface AddFlags {
  readonly first?: readonly string[];
  readonly never?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly json?: true;
}

/** `timbao pins list|add|remove`: what editors moved among what queries find. */
export const pinsCommand = (deps: CommandDeps): Command => {
  const { out } = deps;
  const withPins = <T>(work: (pins: PinDesk, seen: SeenArticles) => Promise<T>): Promise<T> =>
    withEngine(deps, (engine) => {
      const { index } = deps.config;
      return work(createPinDesk(engine, index), seenIn(engine, index));
    });
  const print = (pins: readonly (Pin | CheckedPin)[], asJson: true | undefined): void => {
    out.write(asJson === true ? `${JSON.stringify({ pins }, null, 2)}\n` : pins.map(block).join('\n'));
  };

  const pins = new Command('pins');

  pins
    .command('list')
    .description('print all pins, also those whose time has not come or is over')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => withPins(async (desk) => print(await desk.list(), json)));

  pins
    .command('add')
    .description('pin articles to queries; running services have it within seconds')
    .argument('<query...>', 'the queries, each in quotes')
    .option('--first <id...>', 'articles that come first, in their order')
    .option('--never <id...>', 'articles that are never found')
    .option('--from <day>', 'when it begins: a day, or RFC 3339')
    .option('--until <day>', 'when it ends: a day, that day included, or RFC 3339')
    .option('--json', 'as JSON')
    .action((queries: readonly string[], { json, ...flags }: AddFlags) =>
      withPins(async (desk, seen) => print([await desk.create({ queries, ...flags }, { seen })], json)),
    );

  pins
    .command('remove')
    .description('remove pins by their ids')
    .argument('<id...>')
    .action((ids: readonly string[]) =>
      withPins(async (desk) => {
        const missing = await removeAll(ids, desk.remove);
        if (missing.length > 0) throw new AppError('not_found', `There is no pin ${missing.join(', ')}.`);
        out.write(ids.length === 1 ? 'Removed.\n' : `Removed ${ids.length} pins.\n`);
      }),
    );

  return pins;
};

/** Whoever runs the command sees what is hidden, too. Where there is no index yet, nothing is seen. */
const seenIn =
  (engine: Engine, index: string): SeenArticles =>
  (ids, call) =>
    ifThere(seenAmong(createReader(engine, viewNow(Date.now, true)), index, ids, call), new Set<string>());

const block = (pin: Pin | CheckedPin): string => {
  const { id, queries, first, never, from, until } = pin;
  return [
    id,
    `  queries  ${queries.join(' · ')}`,
    ...(first.length === 0 ? [] : [`  first    ${first.join(', ')}`]),
    ...(never.length === 0 ? [] : [`  never    ${never.join(', ')}`]),
    ...(from === undefined ? [] : [`  from     ${from}`]),
    ...(until === undefined ? [] : [`  until    ${until}`]),
    ...('warnings' in pin ? pin.warnings.map(({ message }) => `  note     ${message}`) : []),
    '',
  ].join('\n');
};
