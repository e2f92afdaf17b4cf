import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realApp, type RealApp } from './real-app.ts';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let traced: RealApp;
let untraced: RealApp;

beforeAll(async () => {
  provider.register();
  traced = await realApp({ samples: true, tracesUrl: 'http://localhost:4318' });
  untraced = await realApp({ samples: false });
  // The archive's language is read before the first search is answered.
  await traced.search({ q: 'lũ' });
});

beforeEach(() => exporter.reset());

afterAll(async () => {
  await traced.close();
  await untraced.close();
  await provider.shutdown();
});

const spansOf = async (path: string, init: RequestInit = {}) => {
  const response = await traced.send(path, init);
  await response.text();
  const spans = exporter.getFinishedSpans();
  const server = spans.find(({ kind }) => kind === SpanKind.SERVER);
  const below = spans.filter(
    ({ parentSpanContext }) => parentSpanContext?.spanId === server?.spanContext().spanId,
  );
  return { response, spans, server, below };
};

const everything = (spans: readonly ReadableSpan[]): string =>
  JSON.stringify(spans.map(({ name, attributes, events }) => ({ name, attributes, events })));

describe('a trace', () => {
  it('has the request, and what the engine was asked for below it', async () => {
    const { server, below, spans } = await spansOf('/v1/search?q=thu%E1%BB%B7+dien', {
      headers: { 'X-Request-Id': 'dau-vet-1' },
    });
    expect(server?.name).toBe('GET /v1/search');
    expect(server?.attributes).toMatchObject({
      'http.route': '/v1/search',
      'http.response.status_code': 200,
      'timbao.request_id': 'dau-vet-1',
    });
    expect(below.map(({ name, kind }) => [name, kind])).toContainEqual(['search', SpanKind.CLIENT]);
    expect(below[0]?.attributes).toMatchObject({
      'db.system': 'elasticsearch',
      'db.collection.name': traced.alias,
    });
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it('goes on with the one that it is part of', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { server, below } = await spansOf('/v1/search?q=lu', {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });
    expect(server?.spanContext().traceId).toBe(traceId);
    expect(below[0]?.spanContext().traceId).toBe(traceId);
  });

  it('has not a word of what was typed, whether it was found, refused or wrong', async () => {
    for (const path of [
      '/v1/search?q=zzyzx+qqqq',
      '/?q=zzyzx+qqqq',
      '/v1/search?q=zzyzx&mode=qqqq',
      `/v1/search?q=${'zzyzx*+'.repeat(12)}`,
      '/v1/suggest?q=zzyzx',
      '/v1/feed.atom?q=zzyzx',
    ])
      await spansOf(path);
    const spans = exporter.getFinishedSpans();
    expect(spans.filter(({ kind }) => kind === SpanKind.SERVER)).toHaveLength(6);
    expect(everything(spans)).not.toMatch(/zzyzx|qqqq/);
  });

  it('names the route and not the path, and a request that is wrong is no error of the server', async () => {
    const missing = await spansOf('/v1/articles/khong-co-bai-nay');
    expect(missing.response.status).toBe(404);
    expect(missing.server?.name).toBe('GET /v1/articles/:id');
    expect(missing.server?.status.code).toBe(SpanStatusCode.UNSET);
    expect(missing.server?.events).toEqual([]);
  });

  it('is none of what is done in the background, nor where no collector is set', async () => {
    await untraced.send('/v1/search?q=lu');
    expect(exporter.getFinishedSpans()).toEqual([]);
    await traced.engine.refresh(traced.alias);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
