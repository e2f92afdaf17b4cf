import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newSecret, type AlertRecord } from '../../../../src/desk/alerts/alert-store.ts';
import type { Message } from '../../../../src/desk/alerts/channel.ts';
import { createWebhookChannel, type WebhookOptions } from '../../../../src/desk/alerts/webhook-channel.ts';
import { alertInput } from '../../../../src/http/schemas/alert-schema.ts';
import { startReceiver, type Receiver } from '../../../support/webhook-receiver.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => receiver.reset());

const secret = newSecret();

const messageTo = (url: string): Message => ({
  id: 'msg_1',
  record: {
    alert: { id: 'lu', name: 'Lũ', channel: { kind: 'webhook', url } },
    secret,
    key: 'k',
    within: null,
  } as unknown as AlertRecord,
  articles: [{ id: 'a-1', title: 'Lũ “quét”', authors: [], publishedAt: '2026-03-01T07:00:00+07:00' }],
});

const send = async (url: string, options: Partial<WebhookOptions> = {}) => {
  const channel = createWebhookChannel({ allowsPrivate: true, ...options });
  try {
    return await channel.send(messageTo(url), new AbortController().signal);
  } finally {
    await channel.close();
  }
};

test('a message is one that the library of the receiver accepts', async () => {
  expect(await send(receiver.url)).toEqual({ kind: 'sent' });
  const [request] = receiver.requests;
  const verified = new Webhook(secret).verify(request?.body ?? '', request?.headers ?? {});
  expect(verified).toMatchObject({
    type: 'alert.matched',
    data: { alert: { id: 'lu', name: 'Lũ' }, articles: [{ id: 'a-1', title: 'Lũ “quét”' }] },
  });
  expect(() => new Webhook(newSecret()).verify(request?.body ?? '', request?.headers ?? {})).toThrow();
  expect(request?.headers['webhook-id']).toBe('msg_1');
});

test('secrets of our own are of the kind that is accepted', () => {
  const isWebhookSecret = (text: string): boolean => alertInput.shape.secret.safeParse(text).success;
  expect(isWebhookSecret(newSecret())).toBe(true);
  for (const wrong of ['', 'whsec_', 'whsec_abc', secret.slice(6), `whsec_${'A'.repeat(96)}`, `${secret} `])
    expect(isWebhookSecret(wrong), wrong).toBe(false);
});

describe('a receiver', () => {
  test.each([
    ['in trouble is tried again', { status: 500 }, { isFinal: false, reason: 'answered with 500' }],
    [
      'that asks for time gets it',
      { status: 429, headers: { 'retry-after': '120' } },
      { retryAfterMs: 120_000 },
    ],
    ['that is gone is given up', { status: 410 }, { isFinal: true }],
    [
      'that leads elsewhere is not followed',
      { status: 302, headers: { location: '/other' } },
      { isFinal: false },
    ],
    ['that is silent is not waited for', { isSilent: true }, { reason: 'did not answer within 0.2 s' }],
  ] as const)('%s', async (_, answer, expected) => {
    receiver.answer = answer;
    expect(await send(receiver.url, { timeoutMs: 200 })).toMatchObject({ kind: 'failed', ...expected });
    expect(receiver.requests.length).toBeLessThanOrEqual(1);
  });
});

describe('an address of this machine or of a private network', () => {
  const PRIVATE = {
    kind: 'failed',
    isFinal: true,
    reason: expect.stringContaining('private network') as string,
  };

  test.each([
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'http://169.254.169.254/latest',
    'http://[::ffff:10.0.0.1]/',
  ])('%s is not spoken to', async (url) => {
    expect(await send(url, { allowsPrivate: false })).toMatchObject(PRIVATE);
  });

  test('is not spoken to by a name that leads there, not even one that led elsewhere when it was looked up first', async () => {
    const { port } = new URL(receiver.url);
    const url = `http://bao.example:${port}/`;
    const resolve: WebhookOptions['resolve'] = (_host, done) =>
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    expect(await send(url, { allowsPrivate: false, resolve })).toMatchObject(PRIVATE);
    expect(receiver.requests).toEqual([]);
    expect(await send(url, { allowsPrivate: true, resolve })).toEqual({ kind: 'sent' });
  });
});
