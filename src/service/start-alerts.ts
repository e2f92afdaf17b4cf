import type { Config } from '../config.ts';
import { createEmailChannel } from '../desk/alerts/email-channel.ts';
import { runAlerts, type AlertsOptions } from '../desk/alerts/run-alerts.ts';
import { createWebhookChannel } from '../desk/alerts/webhook-channel.ts';
import type { Engine } from '../engine/engine.ts';
import type { Observer } from './observer.ts';

/** Alerts that are seen to in the background. */
export interface SendingAlerts {
  /** Ends what is on its way, once the signal is aborted. */
  close(): Promise<void>;
}

export type StartAlertsOptions = Pick<AlertsOptions, 'clock' | 'reading'> &
  Pick<Config, 'mail' | 'allowPrivateWebhooks' | 'publicUrl'> & {
    readonly observer: Observer;
    readonly signal: AbortSignal;
    readonly onFault?: (error: unknown) => void;
  };

/** Sees to alerts from now on, by the channels that are set. */
export const startAlerts = (
  engine: Engine,
  index: string,
  { mail, allowPrivateWebhooks, publicUrl, observer, onFault = () => {}, ...options }: StartAlertsOptions,
): SendingAlerts => {
  const webhooks = createWebhookChannel({ allowsPrivate: allowPrivateWebhooks });
  const mails = mail === null ? null : createEmailChannel({ ...mail, publicUrl });
  const alerts = runAlerts(engine, index, {
    ...options,
    channels: { webhook: webhooks.send, ...(mails !== null && { email: mails.send }) },
    onFault,
    onFaultyAlert: (_, error) => onFault(error),
    onLooked: observer.onLooked,
    ...observer.alerts,
  });
  alerts.start();
  return {
    close: async () => {
      await alerts.close();
      mails?.close();
      await webhooks.close();
    },
  };
};
