import { fetch } from 'undici';
import { isPublicIp, type Resolve } from '../../web-access/address-guard.ts';
import { addressProblem } from '../../web-access/address-problem.ts';
import { connectionProblem } from '../../web-access/connection-problem.ts';
import { createGuardedAgent } from '../../web-access/guarded-agent.ts';
import { readRetryAfter } from '../../web-access/retry-after.ts';
import type { Message, Send, Sent } from './channel.ts';
import { webhookHeaders } from './sign-webhook.ts';

export interface WebhookOptions {
  /** Hosts in private networks and on this machine, too. */
  readonly allowsPrivate: boolean;
  readonly resolve?: Resolve;
  /** Milliseconds that a receiver has to answer: 15,000. */
  readonly timeoutMs?: number;
}

/** The body of a message: an event as Standard Webhooks has them. */
const webhookBody = ({ record: { alert }, articles }: Message, now: number): string =>
  JSON.stringify({
    type: 'alert.matched',
    timestamp: new Date(now).toISOString(),
    data: { alert: { id: alert.id, name: alert.name }, articles },
  });

/** Sends to webhooks: a signed POST, only to allowed hosts, redirects not followed. */
export const createWebhookChannel = ({
  allowsPrivate,
  resolve,
  timeoutMs = 15_000,
}: WebhookOptions): { readonly send: Send; readonly close: () => Promise<void> } => {
  const isAllowed = allowsPrivate ? () => true : isPublicIp;
  const agent = createGuardedAgent({ isAllowed, connections: 8, ...(resolve !== undefined && { resolve }) });
  const send: Send = async (message, signal) => {
    const { channel } = message.record.alert;
    const { secret } = message.record;
    if (channel.kind !== 'webhook' || secret === null) return failed('has no address', true);
    const problem = addressProblem(new URL(channel.url), isAllowed);
    if (problem !== null) return failed(REFUSALS[problem], true);
    const now = Date.now();
    const body = webhookBody(message, now);
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(channel.url, {
        method: 'POST',
        dispatcher: agent,
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'timbao',
          ...webhookHeaders(secret, message.id, body, now),
        },
        body,
      });
      await response.body?.cancel();
      if (response.status >= 200 && response.status < 300) return { kind: 'sent' };
      return failed(
        `answered with ${response.status}`,
        response.status === 410,
        readRetryAfter(response.headers.get('retry-after'), now),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) return failed(`did not answer within ${timeoutMs / 1_000} s`, false);
      const found = connectionProblem(error);
      return found.kind === 'private' ? failed(REFUSALS.private, true) : failed(found.problem, false);
    }
  };
  return { send, close: () => agent.destroy() };
};

const REFUSALS = {
  'no-http': 'is no http or https address',
  password: 'has a password in its address',
  private: 'is in a private network or on this machine, where webhooks are not sent',
} as const;

const failed = (reason: string, isFinal: boolean, retryAfterMs: number | null = null): Sent => ({
  kind: 'failed',
  reason,
  isFinal,
  retryAfterMs,
});
