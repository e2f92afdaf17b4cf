import { createHmac } from 'node:crypto';

/** What a secret is written with. */
const PREFIX = 'whsec_';

/** Whether a text is a secret of Standard Webhooks: 24 to 64 bytes as Base64, with its prefix. */
export const isWebhookSecret = (text: string): boolean => {
  if (!/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(text)) return false;
  const { length } = Buffer.from(text.slice(PREFIX.length), 'base64');
  return length >= 24 && length <= 64;
};

/**
 * The headers that sign a message by Standard Webhooks. By hand: the package that there is for it makes one HMAC in
 * JavaScript, with two more packages, where Node.js has its own. Tests verify with that package.
 *
 * @param now milliseconds since 1970
 */
export const webhookHeaders = (
  secret: string,
  id: string,
  body: string,
  now: number,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
};
