import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig, secretNames, settingNames } from '../../../src/config.ts';
import { fileVariable } from '../../../src/secret-files.ts';
import { root } from './repository-files.ts';

const folder = join(root, 'docs/ops/kubernetes');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const manifests = readdirSync(folder).filter(
  (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
);

interface Manifest {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly image: string;
  readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [Container];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const byKind = new Map(
  manifests
    .flatMap((name) => parseAllDocuments(read(name)))
    .map((document) => document.toJS() as Manifest)
    .map((manifest) => [manifest.kind, manifest]),
);
const deployment = byKind.get('Deployment') as Deployment;
const service = byKind.get('Service') as Manifest & { readonly spec: { readonly selector: object } };
const budget = byKind.get('PodDisruptionBudget') as Manifest & {
  readonly spec: { readonly minAvailable: number; readonly selector: { readonly matchLabels: object } };
};
const policy = byKind.get('NetworkPolicy') as Manifest & {
  readonly spec: { readonly podSelector: { readonly matchLabels: object } };
};
const settings = byKind.get('ConfigMap') as Manifest & { readonly data: Readonly<Record<string, string>> };

test('there is one of each, and kustomize takes them all', () => {
  expect([...byKind.keys()].sort()).toEqual([
    'ConfigMap',
    'Deployment',
    'Ingress',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'Service',
  ]);
  expect((parse(read('kustomization.yaml')) as { resources: string[] }).resources.toSorted()).toEqual(
    manifests.toSorted(),
  );
});

describe('the pods', () => {
  const { spec } = deployment;
  const [container] = spec.template.spec.containers;
  const port = (name: string) => container.ports.find((each) => each.name === name)?.containerPort;

  test('are found by whatever selects them', () => {
    const { labels } = spec.template.metadata;
    for (const selector of [
      spec.selector.matchLabels,
      service.spec.selector,
      budget.spec.selector.matchLabels,
      policy.spec.podSelector.matchLabels,
    ]) {
      expect(labels).toMatchObject(selector);
    }
  });

  test('are alive by what needs no engine, and ready by what does', () => {
    expect(container.startupProbe.httpGet).toEqual({ path: '/health', port: 'http' });
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health', port: 'http' });
    expect(container.readinessProbe.httpGet).toEqual({ path: '/ready', port: 'http' });
    expect(port('http')).toBe(3000);
  });

  test('stay when one of them goes', () => {
    expect(spec.replicas).toBeGreaterThan(budget.spec.minAvailable);
    // The service itself takes 10 seconds for the requests under way, after the pause of 5.
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(20);
  });

  test('can do nothing that they need not', () => {
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources.limits.memory).toBe('512Mi');
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(
      spec.template.spec.volumes.map(({ name }) => name),
    );
  });

  test('are of this version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(container.image).toBe(`timbao:${version}`);
  });

  test('are set with settings that there are, and no secret among them', () => {
    const { data } = settings;
    const known = new Set([...settingNames, ...secretNames.map(fileVariable)]);
    expect(Object.keys(data).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(data).filter((name) => secretNames.includes(name))).toEqual([]);
    const environment = Object.fromEntries(
      Object.entries(data).map(([name, value]): [string, string] => {
        const isFile = name.endsWith('_FILE') && !settingNames.includes(name);
        return isFile ? [name.slice(0, -'_FILE'.length), 'a-secret-of-some-length'] : [name, value];
      }),
    );
    const config = readConfig(environment);
    expect(config.engine.kind).toBe('remote');
    expect(config.metrics).toEqual({ port: port('metrics') });
    const secrets = container.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath ?? '?';
    const files = Object.entries(data).filter(
      ([name]) => name.endsWith('_FILE') || name === 'ELASTICSEARCH_CA',
    );
    expect(files.length).toBe(4);
    const named = files.map(([, path]) => path.replace(`${secrets}/`, ''));
    // The page says how the secret is made that holds them.
    for (const file of named) expect(read('README.md')).toContain(`--from-file=${file}`);
  });
});
