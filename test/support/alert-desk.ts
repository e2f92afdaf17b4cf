import { createAlertServices } from '../../src/desk/alerts/alert-services.ts';
import { runAlerts, type AlertsOptions, type RunningAlerts } from '../../src/desk/alerts/run-alerts.ts';
import { createWebhookChannel } from '../../src/desk/alerts/webhook-channel.ts';
import type { AlertInput, AlertOwner, AlertServices } from '../../src/domain/alert.ts';
import type { Clock } from '../../src/domain/visibility.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { NO_ABBREVIATIONS } from '../../src/matching/abbreviations.ts';
import { SILENT_LANGUAGE } from './silent-language.ts';

const reading = () => Promise.resolve({ abbreviations: NO_ABBREVIATIONS, language: SILENT_LANGUAGE });

/** An alert for a search, sent at once, as far as nothing else is said. */
export const alertFor = (
  q: string,
  {
    channel = { kind: 'feed' },
    search = {},
    ...more
  }: Partial<Omit<AlertInput, 'search'>> & { readonly search?: object } = {},
): AlertInput => ({
  name: q,
  search: {
    q,
    mode: 'keyword',
    slop: 0,
    diacritics: 'auto',
    filters: { section: [], author: [], tag: [], source: [] },
    ...search,
  },
  channel,
  throttle: 'at once',
  maxAgeDays: null,
  enabled: true,
  ...more,
});

/** What a service does for alerts, step by step. */
export interface AlertDesk extends RunningAlerts {
  /** Finds what is new, and sends what is due. */
  readonly round: () => Promise<void>;
  /** What happened, in words. */
  readonly log: string[];
  readonly servicesOf: (owner: AlertOwner) => AlertServices;
  readonly services: AlertServices;
  readonly end: () => Promise<void>;
}

export const openAlertDesk = (
  engine: Engine,
  alias: string,
  { clock = Date.now, ...options }: { readonly clock?: Clock } & Partial<AlertsOptions> = {},
): AlertDesk => {
  const over = new AbortController();
  const webhooks = createWebhookChannel({ allowsPrivate: true, timeoutMs: 2_000 });
  const log: string[] = [];
  const alerts = runAlerts(engine, alias, {
    clock,
    signal: over.signal,
    reading,
    channels: { webhook: webhooks.send },
    onFault: (error) => log.push(`fault ${String(error)}`),
    onLooked: () => {},
    onNoted: (count) => log.push(`noted ${count}`),
    onSent: (_, outcome, articles) => log.push(`${outcome} ${articles}`),
    onLeading: () => {},
    onFaultyAlert: ({ alert }, { code }) => log.push(`faulty ${alert.id} ${code}`),
    ...options,
  });
  const servicesOf = (owner: AlertOwner): AlertServices =>
    createAlertServices(
      engine,
      alias,
      { clock, reading, hasMail: options.channels?.email !== undefined },
      owner,
    );
  return {
    ...alerts,
    log,
    round: async () => {
      await alerts.findNews();
      await alerts.sendDue();
    },
    servicesOf,
    services: servicesOf(null),
    end: async () => {
      over.abort();
      await alerts.close();
      await webhooks.close();
    },
  };
};
