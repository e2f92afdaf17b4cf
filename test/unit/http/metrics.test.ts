import { describe, expect, it } from 'vitest';
import { tryApp } from './try-app.ts';

describe('GET /metrics', () => {
  it('counts requests by method, route and status', async () => {
    const { app } = tryApp();
    await app.request('/health');
    await app.request('/health');
    await app.request('/v1/articles/a-b-c');
    await app.request('/nowhere/at/all');
    const answer = await app.request('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const text = await answer.text();
    const count = (labels: string) =>
      Number(
        new RegExp(`^timbao_http_request_duration_seconds_count\\{${labels}\\} (\\d+)$`, 'm').exec(text)?.[1],
      );
    expect(count('method="GET",route="/health",status="200"')).toBe(2);
    expect(count('method="GET",route="/v1/articles/:id",status="404"')).toBe(1);
    expect(count('method="GET",route="none",status="404"')).toBe(1);
    expect(text).not.toContain('a-b-c');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('behind a key is for a key of scope admin', async () => {
    const { send } = tryApp({ metrics: 'key', apiKeys: ['the-first-key-0001'] });
    expect((await send('/metrics')).status).toBe(401);
    const headers = { Authorization: 'Bearer the-first-key-0001' };
    expect((await send('/metrics', { headers })).status).toBe(200);
  });
});
