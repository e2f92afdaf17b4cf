import { createHmac } from 'node:crypto';

/** What a secret is written with. */
const PREFIX = 'whsec_';

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
