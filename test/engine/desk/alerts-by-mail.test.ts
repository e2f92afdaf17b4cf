import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKey, type AlertRecord } from '../../../src/desk/alerts/alert-store.ts';
import type { Message } from '../../../src/desk/alerts/channel.ts';
import { createEmailChannel } from '../../../src/desk/alerts/email-channel.ts';
import { alertFor } from '../../support/alert-desk.ts';

interface Mail {
  readonly to: readonly string[];
  readonly source: string;
}

const mails: Mail[] = [];
let refusal: number | null = null;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) => {
    done(refusal === null ? null : Object.assign(new Error('no'), { responseCode: refusal }));
  },
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const source = Buffer.concat(parts).toString('utf8');
      mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
      done();
    });
  },
});
const addressOf = (): string => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

const record: AlertRecord = {
  alert: {
    ...alertFor('lũ', {
      name: 'Thiên tai',
      channel: { kind: 'email', to: ['a@paper.example', 'b@paper.example'] },
    }),
    id: 'lu',
    createdAt: '2026-03-01T00:00:00Z',
    updatedAt: '2026-03-01T00:00:00Z',
    fault: null,
  },
  key: newKey(),
  secret: null,
  within: null,
};

const message: Message = {
  id: 'msg_7',
  record,
  articles: [
    {
      id: 'a-1',
      title: 'Lũ quét ở Mường La\r\nBcc: x@evil.example',
      lead: 'Mưa lớn.',
      url: 'https://paper.example/a-1',
      source: 'Báo Mường Ảng',
      authors: [],
      publishedAt: '2026-03-01T08:00:00+07:00',
    },
    { id: 'a-2', title: 'Lũ rút', authors: [], publishedAt: '2026-02-28T08:00:00+07:00' },
  ],
};

const send = async (smtpUrl: string) => {
  const channel = createEmailChannel({
    smtpUrl,
    from: 'Tìm Báo <tim@paper.example>',
    publicUrl: 'https://tim.paper.example',
  });
  try {
    return await channel.send(message, new AbortController().signal);
  } finally {
    channel.close();
  }
};

it('a mail has the articles, their addresses, and nobody to whom it was not to go', async () => {
  expect(await send(addressOf())).toEqual({ kind: 'sent' });
  const [mail] = mails;
  expect(mail?.to).toEqual(['a@paper.example', 'b@paper.example']);
  const head = mail?.source.split('\r\n\r\n', 1)[0] ?? '';
  expect(head).toContain('Message-ID: <msg_7@timbao>');
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(head).not.toMatch(/^Bcc:/m);
  const body = Buffer.from(mail?.source.slice(head.length) ?? '').toString();
  const decoded = /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString()
    : body
        .replace(/=\r\n/g, '')
        .replace(/(?:=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString());
  for (const part of [
    'Lũ quét ở Mường La',
    'https://paper.example/a-1',
    'https://tim.paper.example/articles/a-2',
    '01/03/2026',
  ])
    expect(decoded).toContain(part);
});

it('a server that refuses for good is told from one that does not now', async () => {
  refusal = 550;
  expect(await send(addressOf())).toMatchObject({ kind: 'failed', isFinal: true });
  refusal = 451;
  expect(await send(addressOf())).toMatchObject({ kind: 'failed', isFinal: false });
  refusal = null;
  expect(await send('smtp://127.0.0.1:1')).toMatchObject({ kind: 'failed', isFinal: false });
});
