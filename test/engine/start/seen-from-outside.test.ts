import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { selectorsOf } from '../../support/promql.ts';
import { elasticsearchUrl, uniqueIndexName } from '../../support/test-engine.ts';
import { repositoryFiles } from '../../unit/project/repository-files.ts';
import { servedAt, startService, type Running } from './run-timbao.ts';
import { deleteAll } from '../../support/scratch-store.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const { groups } = parse(read('docs/ops/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly { expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly query: string }[] };
}
const dashboard = JSON.parse(read('docs/ops/dashboard.json')) as Dashboard;

/** Each expression of the two, as Prometheus gets it, with where it stands. */
const expressions: readonly (readonly [where: string, expression: string])[] = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => [title, expr.replaceAll('$__rate_interval', '5m')] as const),
  ),
];

const index = uniqueIndexName('ops');
const engine = createEngine({ url: elasticsearchUrl() });
let collector: Server;
/** What came to the collector, as it was sent. */
const sent: string[] = [];
let service: Running;
let address: string;

beforeAll(async () => {
  collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      sent.push(`${request.url ?? ''} ${Buffer.concat(parts).toString('latin1')}`);
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  service = startService({
    ELASTICSEARCH_URL: elasticsearchUrl(),
    PORT: '0',
    TIMBAO_INDEX: index,
    TIMBAO_SAMPLES: 'on',
    TIMBAO_SLOW_SEARCH: '0.001',
    TIMBAO_TRACES: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  address = await servedAt(service);
  for (const path of ['/v1/search?q=qqqq+zzyzx', '/v1/search?q=thuy+dien&facets=year', '/?q=lu', '/health'])
    expect((await fetch(`${address}${path}`, { headers: { 'X-Request-Id': 'mot-yeu-cau' } })).status).toBe(
      200,
    );
  const body = JSON.stringify({ title: 'Chợ phiên', body: 'Chợ phiên.', publishedAt: '2022-01-21' });
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${address}/v1/articles/cho-phien`, { method: 'PUT', headers, body });
});

afterAll(async () => {
  service.send('SIGKILL');
  collector.close();
  collector.closeAllConnections();
  await deleteAll(engine, index);
  await engine.close();
});

/** The figures that a service prints: their names, as they are asked for, and the labels that they have. */
const printed = async (): Promise<Map<string, Set<string>>> => {
  const text = await (await fetch(`${address}/metrics`)).text();
  const figures = new Map<string, Set<string>>();
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    const names =
      type === 'histogram'
        ? ['_bucket', '_sum', '_count']
        : type === 'summary'
          ? ['', '_sum', '_count']
          : [''];
    for (const ending of names) figures.set(name + ending, new Set());
  }
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z]\w*)(?:\{(.*)\})? \S+$/gm))
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) figures.get(name)?.add(label);
  return figures;
};

/** Those that Prometheus itself adds to whatever it reads. */
const OF_PROMETHEUS = new Set(['job', 'instance']);

describe('the dashboard and the alerts', () => {
  it('ask only for figures and labels that a running service prints', async () => {
    const figures = await printed();
    const wrong = expressions.flatMap(([where, expression]) =>
      selectorsOf(expression).flatMap(({ name, matchers }) => {
        // Whether a service could be asked at all, Prometheus tells.
        if (name === 'up') return [];
        const labels = figures.get(name);
        if (labels === undefined) return [`${where}: ${name}`];
        const missing = matchers.filter(({ label }) => !OF_PROMETHEUS.has(label) && !labels.has(label));
        return labels.size === 0 ? [] : missing.map(({ label }) => `${where}: ${name}{${label}}`);
      }),
    );
    expect(wrong).toEqual([]);
    for (const { query } of dashboard.templating.list) {
      const [, name = ''] = /^label_values\((\w+)/.exec(query) ?? [];
      if (query !== 'prometheus') expect([...figures.keys()]).toContain(name);
    }
  });

  it('ask for values that there are', () => {
    const source = repositoryFiles('src').map(read).join('\n');
    const unknown = expressions.flatMap(([where, expression]) =>
      selectorsOf(expression).flatMap(({ matchers }) =>
        matchers
          .filter(({ label }) => !OF_PROMETHEUS.has(label) && label !== 'status')
          .flatMap(({ value }) => value.split('|'))
          .filter((value) => !source.includes(`'${value}'`) && !new RegExp(`\\b${value}:`).test(source))
          .map((value) => `${where}: ${value}`),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('leave out none of our figures: the list in docs/ops has each, and the dashboard shows it', async () => {
    const text = await (await fetch(`${address}/metrics`)).text();
    const own = [...text.matchAll(/^# TYPE (timbao_\S+) /gm)].map(([, name = '']) => name).toSorted();
    const listed = [...read('docs/ops/README.md').matchAll(/^\| `(timbao_\w+)`/gm)].map(
      ([, name = '']) => name,
    );
    expect(listed.toSorted()).toEqual(own);
    const shown = JSON.stringify(dashboard.panels);
    expect(own.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe('each alert', () => {
  it.each(rules.map(({ alert, annotations }) => [alert, annotations.runbook]))(
    '%s leads to its section in the runbook',
    (alert, runbook) => {
      expect(runbook).toBe(`docs/ops/runbook.md#${alert.toLowerCase()}`);
      expect(read('docs/ops/runbook.md')).toContain(`\n## ${alert}\n`);
    },
  );

  it('is the only reason for a section', () => {
    const sections = [...read('docs/ops/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(rules.map(({ alert }) => alert));
  });
});

describe('a service', () => {
  it('logs each request and each slow search with its id, and nothing that was typed', async () => {
    await service.said('slow search');
    const lines = service
      .errors()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const own = lines.filter(({ requestId }) => requestId === 'mot-yeu-cau');
    expect(own.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['request', 'slow search']));
    expect(service.errors()).not.toMatch(/zzyzx|qqqq|thuy|dien/);
  });

  it('sends its last traces before it ends, and nothing that was typed', async () => {
    service.send('SIGTERM');
    expect(await service.ended()).toBe(0);
    const traces = sent.join('\n');
    expect(traces).toMatch(/^\/v1\/traces /);
    for (const text of ['timbao', 'GET /v1/search', 'mot-yeu-cau', 'msearch', '@elastic/transport'])
      expect(traces).toContain(text);
    expect(traces).not.toMatch(/zzyzx|qqqq|thuy/);
  });
});
