import { Command } from 'commander';
import { createAlertServices } from '../desk/alerts/alert-services.ts';
import type { Alert, AlertPreview, AlertServices, DeliveryList, DeliveryState } from '../domain/alert.ts';
import { DELIVERY_STATES } from '../domain/alert.ts';
import { AppError } from '../domain/app-error.ts';
import { viewNow } from '../domain/visibility.ts';
import { toAlertInput, toAlertResponse } from '../http/schemas/alert-schema.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { withEngine, type CommandDeps } from './command-deps.ts';
import { deskOf } from './desk-of.ts';
import { languageOf } from './language-of.ts';
import { tableOf } from './print-table.ts';
import { toParameters, withQueryFlags, type SearchFlags } from './search-flags.ts';

type Deps = CommandDeps<'abbreviationsFile' | 'mail'>;

interface AddFlags {
  readonly id?: string;
  readonly name?: string;
  readonly webhook?: string;
  readonly email?: readonly string[];
  readonly feed?: boolean;
  readonly secret?: string;
  readonly throttle?: string;
  readonly maxAge: string;
}

interface JsonFlag {
  readonly json?: boolean;
}

const wholeNumber = (flag: string, text: string, most: number): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new AppError('invalid_parameters', `${flag} is a whole number from 1 to ${most}; “${text}” is not.`);
};

/** `timbao alerts`: what newsrooms want to be told of, as `/v1/alerts` has it. */
export const alertsCommand = (deps: Deps): Command => {
  const { out, err } = deps;
  const run = (work: (services: AlertServices) => Promise<void>): Promise<void> =>
    withEngine(deps, (engine) => {
      const { index, abbreviationsFile, mail } = deps.config;
      const reading = async () => {
        const file = createAbbreviationsFile(abbreviationsPath(abbreviationsFile)).reload();
        const { abbreviations } = await deskOf(engine, index, file, viewNow(Date.now));
        return { abbreviations, ...(await languageOf(engine, indexNames(index).read, err)) };
      };
      const options = { clock: Date.now, reading, hasMail: mail !== null };
      return work(createAlertServices(engine, index, options));
    });
  const print = (value: unknown): void => {
    out.write(`${JSON.stringify(value, null, 2)}\n`);
  };

  const alerts = new Command('alerts');
  alerts
    .command('list')
    .description('print all alerts')
    .option('--json', 'as JSON')
    .action(({ json }: JsonFlag) =>
      run(async (services) => {
        const all = await services.listAlerts();
        if (json === true) print(all.map(toAlertResponse));
        else if (all.length === 0) out.write('No alerts.\n');
        else out.write(tableOf([['id', 'name', 'search', 'goes to', 'when'], ...all.map(row)]));
      }),
    );

  withQueryFlags(
    alerts
      .command('add')
      .description('make an alert for a search, or change that of the id; nothing of the search is loosened')
      .argument('[query...]', 'what to search for, as in the search box')
      .option('--id <id>', 'its id; otherwise it gets one')
      .option('--name <name>', 'for people; otherwise the query')
      .option('--webhook <url>', 'send it there, signed')
      .option('--email <address...>', 'send it there, where TIMBAO_SMTP_URL is set')
      .option('--feed', 'send nothing: it is read as an Atom feed')
      .option(
        '--secret <secret>',
        'what its webhooks are signed with, whsec_…; otherwise one is made and printed',
      )
      .option('--throttle <when>', 'at once, hourly, or daily 07:00', 'at once')
      .option(
        '--max-age <days>',
        'articles that came to be seen longer ago are no news; any: they are',
        '30',
      ),
  ).action((words: readonly string[], flags: AddFlags & SearchFlags) =>
    run(async (services) => {
      const { id, name, webhook, email, feed, secret, throttle, maxAge, ...rest } = flags;
      const channels = [
        ...(webhook === undefined ? [] : [{ kind: 'webhook', url: webhook }]),
        ...(email === undefined ? [] : [{ kind: 'email', to: email }]),
        ...(feed === true ? [{ kind: 'feed' }] : []),
      ];
      const [channel, another] = channels;
      if (channel === undefined || another !== undefined)
        throw new AppError('invalid_parameters', 'Say where it goes: one of --webhook, --email, --feed.');
      const q = words.join(' ');
      const { sort: _sort, relax: _relax, ...search } = toParameters(rest);
      const input = toAlertInput({
        name: name ?? q.slice(0, 200),
        search: { q, ...search },
        channel,
        throttle,
        maxAgeDays: maxAge === 'any' ? null : wholeNumber('--max-age', maxAge, 36_500),
        ...(secret !== undefined && { secret }),
      });
      const stored = await services.putAlert(id ?? null, input);
      out.write(`${stored.alert.id}\n`);
      if (stored.secret !== null)
        err.write(`Its webhooks are signed with ${stored.secret} – this is not shown again.\n`);
    }),
  );

  const found = <T>(id: string, value: T | null | false): T => {
    if (value !== null && value !== false) return value;
    throw new AppError('not_found', `There is no alert “${id}”. See: timbao alerts list`);
  };

  alerts
    .command('remove')
    .description('remove an alert; what waits to be sent for it is not sent')
    .argument('<id>', 'as `timbao alerts list` has it')
    .action((id: string) =>
      run(async (services) => {
        found(id, await services.deleteAlert(id));
        out.write(`Removed ${id}.\n`);
      }),
    );

  alerts
    .command('preview')
    .description('print what an alert would have sent in the last days; sends nothing')
    .argument('<id>', 'as `timbao alerts list` has it')
    .option('--days <n>', 'of how many days, up to 30', '30')
    .option('--size <n>', 'the most articles that are printed', '100')
    .option('--json', 'as JSON')
    .action((id: string, { days, size, json }: JsonFlag & { readonly days: string; readonly size: string }) =>
      run(async (services) => {
        const options = {
          days: wholeNumber('--days', days, 30),
          size: wholeNumber('--size', size, 1_000),
        };
        const preview = found(id, await services.previewAlert(id, options));
        if (json === true) print(preview);
        else out.write(previewText(preview));
      }),
    );

  alerts
    .command('deliveries')
    .description('print what became of the articles for an alert, the newest first')
    .argument('<id>', 'as `timbao alerts list` has it')
    .option('--state <state>', `only ${DELIVERY_STATES.join(', ')}`)
    .option('--size <n>', 'how many', '20')
    .option('--resend <delivery>', 'send this one again, which was given up')
    .option('--json', 'as JSON')
    .action((id: string, flags: DeliveriesFlags) =>
      run(async (services) => {
        if (flags.resend !== undefined) {
          if (!(await services.resendDelivery(id, flags.resend)))
            throw new AppError('not_found', `The alert “${id}” has no dead delivery “${flags.resend}”.`);
          out.write('It will be sent.\n');
          return;
        }
        const state = flags.state === undefined ? undefined : toState(flags.state);
        const wanted = {
          ...(state !== undefined && { state }),
          size: wholeNumber('--size', flags.size, 1_000),
          from: 0,
        };
        const list = found(id, await services.listDeliveries(id, wanted));
        if (flags.json === true) print(list);
        else out.write(deliveriesText(list));
      }),
    );
  return alerts;
};

interface DeliveriesFlags extends JsonFlag {
  readonly state?: string;
  readonly size: string;
  readonly resend?: string;
}

const toState = (text: string): DeliveryState => {
  const state = DELIVERY_STATES.find((one) => one === text);
  if (state !== undefined) return state;
  throw new AppError('invalid_parameters', `--state must be one of ${DELIVERY_STATES.join(', ')}.`);
};

const row = ({ id, name, search, channel, throttle, enabled, fault }: Alert): string[] => [
  id,
  name,
  search.q === '' ? '(filters)' : search.q,
  channel.kind === 'webhook' ? channel.url : channel.kind === 'email' ? channel.to.join(', ') : 'Atom feed',
  fault !== null ? 'CANNOT BE RUN' : enabled ? throttle : 'switched off',
];

const previewText = ({ total, messages }: AlertPreview): string =>
  [
    ...messages.map(({ at, articles }) =>
      [at, ...articles.map(({ id, title }) => `  ${id}  ${title}`)].join('\n'),
    ),
    `${total.toLocaleString('en-US')} ${total === 1 ? 'article' : 'articles'}`,
  ].join('\n') + '\n';

const deliveriesText = ({ total, deliveries }: DeliveryList): string =>
  tableOf([
    ['noted at', 'state', 'article', 'tries', 'delivery', 'reason'],
    ...deliveries.map((one) => [
      one.notedAt,
      one.state,
      one.article.title ?? one.article.id,
      String(one.tries),
      one.id,
      one.reason ?? '',
    ]),
  ]) + `${total.toLocaleString('en-US')} in all\n`;
