import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../../../src/http/app-env.ts';
import { clientAddress, isLoopback } from '../../../src/http/middleware/client-address.ts';

const addressOf = async (
  socket: string | null,
  forwardedFor: string | null,
  proxies: number,
): Promise<string> => {
  const app = new Hono<AppEnv>().get('/', (c) => c.text(String(clientAddress(c, proxies))));
  const headers: Record<string, string> = forwardedFor === null ? {} : { 'X-Forwarded-For': forwardedFor };
  const response = await app.request(
    '/',
    { headers },
    socket === null ? {} : { incoming: { socket: { remoteAddress: socket } } },
  );
  return response.text();
};

it.each([
  ['198.51.100.9', null, 0, '198.51.100.9'],
  ['198.51.100.9', '203.0.113.7', 0, '198.51.100.9'],
  ['198.51.100.9', '203.0.113.7', 1, '203.0.113.7'],
  ['198.51.100.9', '127.0.0.1, 203.0.113.7', 1, '203.0.113.7'],
  ['198.51.100.9', '127.0.0.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['198.51.100.9', '203.0.113.7', 3, '203.0.113.7'],
  ['198.51.100.9', null, 1, '198.51.100.9'],
  ['198.51.100.9', 'unknown, _hidden', 1, '198.51.100.9'],
  ['198.51.100.9', '203.0.113.7:4711', 1, '203.0.113.7'],
  ['198.51.100.9', '[2001:DB8::7]:4711', 1, '2001:db8::7'],
  ['::ffff:198.51.100.9', null, 0, '198.51.100.9'],
  ['fe80::1%eth0', null, 0, 'fe80::1'],
  [null, '203.0.113.7', 0, 'null'],
])('socket %s, X-Forwarded-For %s, %i proxies: %s', async (socket, forwardedFor, proxies, expected) => {
  expect(await addressOf(socket, forwardedFor, proxies)).toBe(expected);
});

it.each([
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['::1', true],
  ['128.0.0.1', false],
  ['1127.0.0.1', false],
  ['::', false],
  ['0.0.0.0', false],
  ['127.evil.example', false],
])('%s is loopback: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
