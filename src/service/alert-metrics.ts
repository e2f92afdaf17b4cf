import { Counter, Gauge, type Registry } from 'prom-client';
import type { AlertChannelKind } from '../domain/alert.ts';
import type { SendOutcome } from '../desk/alerts/send-due.ts';

/** What is told of alerts. */
export interface AlertMetrics {
  /** So many articles were found to be for an alert. */
  readonly onNoted: (count: number) => void;
  /** What became of so many of them that were tried to be sent. */
  readonly onSent: (channel: AlertChannelKind, outcome: SendOutcome, articles: number) => void;
  /** Whether this service is the one that sees to alerts. */
  readonly onLeading: (isLeading: boolean) => void;
}

/** Articles for alerts that were found and sent, and which service does that. */
export const createAlertMetrics = (registry: Registry): AlertMetrics => {
  const registers = [registry];
  const noted = new Counter({
    name: 'timbao_alert_matches_total',
    help: 'Articles that were found to be for an alert, once for each alert and text',
    registers,
  });
  const deliveries = new Counter({
    name: 'timbao_alert_deliveries_total',
    help: 'Articles for alerts by their channel and what came of the try to send them',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  });
  const leading = new Gauge({
    name: 'timbao_alerts_leading',
    help: '1 where this service is the one that sees to alerts',
    registers,
  });
  // Where nothing ever was counted, there is nothing to compare with.
  for (const channel of ['webhook', 'email'] as const)
    for (const outcome of ['sent', 'failed', 'dead'] as const) deliveries.inc({ channel, outcome }, 0);
  return {
    onNoted: (count) => noted.inc(count),
    onSent: (channel, outcome, articles) => deliveries.inc({ channel, outcome }, articles),
    onLeading: (isLeading) => leading.set(isLeading ? 1 : 0),
  };
};
