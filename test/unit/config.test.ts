import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeConfig, maskUrl, readConfig, unknownSettings, type Environment } from '../../src/config.ts';
import { AppError } from '../../src/domain/app-error.ts';

const failure = (environment: Environment): AppError => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
};

describe('readConfig', () => {
  it('needs nothing: the embedded engine, this machine alone, no keys', () => {
    const config = readConfig({}, '/srv/paper');
    expect(config).toEqual({
      port: 3000,
      host: '127.0.0.1',
      engine: {
        kind: 'embedded',
        dataDir: resolve('/srv/paper/.timbao'),
        backupDir: resolve('/srv/paper/.timbao-backups'),
        heap: '512m',
        pluginsDir: null,
      },
      index: 'articles',
      shards: 1,
      replicas: 0,
      tokenizer: 'icu_tokenizer',
      partition: 'none',
      apiKeys: [],
      keysFile: null,
      readsNeedKey: false,
      insecureLoopback: false,
      metrics: 'open',
      cursorKey: null,
      publicUrl: null,
      corsOrigins: [],
      pictureOrigins: [],
      crawlers: 'start',
      rateLimit: 0,
      trustProxy: 0,
      dataDir: resolve('/srv/paper/.timbao'),
      backupRepository: null,
      samples: 'auto',
      abbreviationsFile: null,
      mostSearches: 64,
      resultCacheMb: 32,
      requestTimeoutMs: 10_000,
      slowSearchMs: 1_000,
      statsDays: 90,
      statsMin: 5,
      mail: null,
      allowPrivateWebhooks: false,
      tracesUrl: null,
      logLevel: 'info',
    });
  });

  it('takes every setting from the environment', () => {
    const config = readConfig(
      {
        PORT: '8080',
        HOST: '0.0.0.0',
        ELASTICSEARCH_URL: 'https://search.example:9200',
        ELASTICSEARCH_USERNAME: 'timbao',
        ELASTICSEARCH_PASSWORD: 'mật khẩu',
        ELASTICSEARCH_CA: 'ca.pem',
        TIMBAO_INDEX: 'bao-son-la',
        TIMBAO_SHARDS: '3',
        TIMBAO_REPLICAS: '1',
        TIMBAO_TOKENIZER: 'vi_tokenizer',
        TIMBAO_PARTITION: 'year',
        TIMBAO_API_KEYS: 'aaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb',
        TIMBAO_KEYS_FILE: 'keys.json',
        TIMBAO_READ: 'key',
        TIMBAO_INSECURE_LOOPBACK: 'on',
        TIMBAO_METRICS: '9464',
        TIMBAO_CURSOR_KEY: 'cccccccccccccccc',
        TIMBAO_PUBLIC_URL: 'https://tim.paper.example',
        TIMBAO_CORS_ORIGINS: 'https://paper.example,http://localhost:5173',
        TIMBAO_PICTURE_ORIGINS: 'https://anh.paper.example, https://*.paper.example',
        TIMBAO_CRAWLERS: 'all',
        TIMBAO_RATE_LIMIT: '25',
        TIMBAO_TRUST_PROXY: '2',
        TIMBAO_DATA_DIR: '/var/lib/timbao',
        TIMBAO_BACKUP_REPOSITORY: '{"type":"s3","settings":{"bucket":"paper","readonly":true}}',
        TIMBAO_SAMPLES: 'OFF',
        TIMBAO_ABBREVIATIONS: 'viet-tat.txt',
        TIMBAO_REQUEST_TIMEOUT: '2.5',
        TIMBAO_MAX_SEARCHES: '20',
        TIMBAO_RESULT_CACHE: '8',
        TIMBAO_SLOW_SEARCH: '0.25',
        TIMBAO_STATS_DAYS: '0',
        TIMBAO_STATS_MIN: '12',
        TIMBAO_SMTP_URL: 'smtps://user:secret@mail.example',
        TIMBAO_MAIL_FROM: 'Tìm Báo <tim@paper.example>',
        TIMBAO_ALLOW_PRIVATE_WEBHOOKS: 'on',
        TIMBAO_TRACES: 'http://collector:4318',
        LOG_LEVEL: 'debug',
      },
      '/srv/paper',
    );
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      engine: {
        kind: 'remote',
        urls: ['https://search.example:9200'],
        auth: { kind: 'basic', username: 'timbao', password: 'mật khẩu' },
        caFile: resolve('/srv/paper/ca.pem'),
        caFingerprint: null,
      },
      index: 'bao-son-la',
      shards: 3,
      replicas: 1,
      tokenizer: 'vi_tokenizer',
      partition: 'year',
      apiKeys: ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'],
      keysFile: resolve('/srv/paper/keys.json'),
      readsNeedKey: true,
      insecureLoopback: true,
      metrics: { port: 9464 },
      cursorKey: 'cccccccccccccccc',
      publicUrl: 'https://tim.paper.example',
      corsOrigins: ['https://paper.example', 'http://localhost:5173'],
      pictureOrigins: ['https://anh.paper.example', 'https://*.paper.example'],
      crawlers: 'all',
      rateLimit: 25,
      trustProxy: 2,
      dataDir: resolve('/var/lib/timbao'),
      backupRepository: { type: 's3', settings: { bucket: 'paper', readonly: true } },
      samples: 'off',
      abbreviationsFile: resolve('/srv/paper/viet-tat.txt'),
      mostSearches: 20,
      resultCacheMb: 8,
      requestTimeoutMs: 2_500,
      slowSearchMs: 250,
      statsDays: 0,
      statsMin: 12,
      mail: { smtpUrl: 'smtps://user:secret@mail.example', from: 'Tìm Báo <tim@paper.example>' },
      allowPrivateWebhooks: true,
      tracesUrl: 'http://collector:4318',
      logLevel: 'debug',
    });
  });

  it.each([
    ['auto', 'start', true],
    ['auto', '', false],
    ['on', '', true],
    ['off', 'start', false],
  ])('with TIMBAO_INSECURE_LOOPBACK=%s, npm “%s”: %s', (text, npm, expected) => {
    const environment = { TIMBAO_INSECURE_LOOPBACK: text, npm_lifecycle_event: npm };
    expect(readConfig(environment, '/srv').insecureLoopback).toBe(expected);
  });

  it.each([
    ['open', 'open'],
    ['KEY', 'key'],
    ['9464', { port: 9464 }],
  ])('reads TIMBAO_METRICS=%s', (text, metrics) => {
    expect(readConfig({ TIMBAO_METRICS: text }).metrics).toEqual(metrics);
  });

  it.each(['closed', '0', '70000'])('refuses TIMBAO_METRICS=%s', (text) => {
    expect(failure({ TIMBAO_METRICS: text }).errors.map(({ path }) => path)).toEqual(['TIMBAO_METRICS']);
  });

  it('trusts a cluster by the fingerprint of its authority, in either spelling', () => {
    const digits = 'a1'.repeat(32);
    for (const ELASTICSEARCH_FINGERPRINT of [digits, digits.toUpperCase().match(/../g)?.join(':') ?? '']) {
      const config = readConfig({ ELASTICSEARCH_URL: 'https://a:9200', ELASTICSEARCH_FINGERPRINT });
      expect(config.engine).toMatchObject({ caFile: null, caFingerprint: ELASTICSEARCH_FINGERPRINT });
    }
    for (const more of [
      { ELASTICSEARCH_URL: 'https://a:9200', ELASTICSEARCH_CA: 'ca.pem' },
      { ELASTICSEARCH_URL: 'https://a:9200,http://b:9200' },
      {},
      { ELASTICSEARCH_URL: 'https://a:9200', ELASTICSEARCH_FINGERPRINT: digits.slice(2) },
    ])
      expect(failure({ ELASTICSEARCH_FINGERPRINT: digits, ...more }).errors.map(({ path }) => path)).toEqual([
        'ELASTICSEARCH_FINGERPRINT',
      ]);
  });

  it('refuses a tokenizer that is no name', () => {
    expect(failure({ TIMBAO_TOKENIZER: 'vi tokenizer' }).errors.map(({ path }) => path)).toEqual([
      'TIMBAO_TOKENIZER',
    ]);
  });

  it('finds the plugins of the embedded engine', () => {
    expect(readConfig({ TIMBAO_ENGINE_PLUGINS: 'plugins' }, '/srv').engine).toMatchObject({
      pluginsDir: resolve('/srv/plugins'),
    });
  });

  it('keeps backups outside of the data folder', () => {
    const backupDir = (environment: Record<string, string>): unknown => {
      const { engine } = readConfig(environment, '/srv');
      return engine.kind === 'embedded' ? engine.backupDir : null;
    };
    expect(backupDir({ TIMBAO_DATA_DIR: '/data/timbao' })).toBe(resolve('/data/timbao-backups'));
    expect(backupDir({ TIMBAO_BACKUP_DIR: 'backups' })).toBe(resolve('/srv/backups'));
    expect(backupDir({ TIMBAO_BACKUP_DIR: '.timbao-2' })).toBe(resolve('/srv/.timbao-2'));
    for (const inside of ['.timbao', '.timbao/backups', './.timbao/..backups'])
      expect(failure({ TIMBAO_BACKUP_DIR: inside }).message).toContain('beside it');
    const cluster = { ELASTICSEARCH_URL: 'http://es:9200', TIMBAO_BACKUP_DIR: '/backups' };
    expect(failure(cluster).message).toContain('TIMBAO_BACKUP_REPOSITORY');
  });

  it.each([
    ['/mnt/backups', { type: 'fs', settings: { location: '/mnt/backups' } }],
    ['{"type":"azure"}', { type: 'azure', settings: {} }],
  ])('reads TIMBAO_BACKUP_REPOSITORY=%s', (text, repository) => {
    expect(readConfig({ TIMBAO_BACKUP_REPOSITORY: text }).backupRepository).toEqual(repository);
  });

  it.each([
    'backups',
    '{"type":"s3"',
    '{}',
    '{"type":"s3","bucket":"b"}',
    '{"type":"s3","settings":{"a":[]}}',
  ])('refuses TIMBAO_BACKUP_REPOSITORY=%s', (text) => {
    const { errors } = failure({ TIMBAO_BACKUP_REPOSITORY: text });
    expect(errors.map(({ path }) => path)).toEqual(['TIMBAO_BACKUP_REPOSITORY']);
  });

  it('reads an empty value as unset, as compose files leave them', () => {
    expect(readConfig({ PORT: '', ELASTICSEARCH_URL: ' ', TIMBAO_API_KEYS: '' }, '/srv')).toEqual(
      readConfig({}, '/srv'),
    );
  });

  it.each([
    ['true', 1],
    ['false', 0],
    ['1', 1],
  ])('reads TIMBAO_TRUST_PROXY=%s as %i proxies', (text, proxies) => {
    expect(readConfig({ TIMBAO_TRUST_PROXY: text }).trustProxy).toBe(proxies);
  });

  it('names every variable that is wrong at once, with its value and what it should be', () => {
    const error = failure({ PORT: '70000', TIMBAO_SHARDS: 'many', TIMBAO_INDEX: 'Báo', LOG_LEVEL: 'loud' });
    expect(error.code).toBe('configuration');
    expect(error.errors.map(({ path }) => path)).toEqual([
      'PORT',
      'TIMBAO_INDEX',
      'TIMBAO_SHARDS',
      'LOG_LEVEL',
    ]);
    expect(error.message).toContain('4 settings are wrong:');
    expect(error.message).toContain('PORT must be a whole number from 0 to 65535; it is "70000".');
    expect(error.message).toContain('TIMBAO_SHARDS must be a whole number from 1 to 1024; it is "many".');
  });

  it('never shows a key that is wrong', () => {
    const error = failure({ TIMBAO_API_KEYS: 'hush' });
    expect(error.message).toContain('TIMBAO_API_KEYS must be keys of at least 16');
    expect(error.message).not.toContain('hush');
  });

  it.each([
    ['search.example:9200', 'ELASTICSEARCH_URL'],
    ['ftp://search.example', 'ELASTICSEARCH_URL'],
  ])('refuses the address %s', (url, path) => {
    expect(failure({ ELASTICSEARCH_URL: url }).errors.map((error) => error.path)).toEqual([path]);
  });

  it.each(['https://paper.example/', 'paper.example', 'https://paper.example/search'])(
    'refuses the origin %s',
    (origin) => {
      expect(failure({ TIMBAO_CORS_ORIGINS: origin }).errors[0]?.path).toBe('TIMBAO_CORS_ORIGINS');
    },
  );

  it.each([
    '*',
    'anh.paper.example',
    'https://paper.example/anh',
    "https://a.example 'unsafe-inline'",
    'data:',
  ])('refuses pictures from %s', (origin) => {
    expect(failure({ TIMBAO_PICTURE_ORIGINS: origin }).errors[0]?.path).toBe('TIMBAO_PICTURE_ORIGINS');
  });

  it('wants user name and password together', () => {
    const error = failure({ ELASTICSEARCH_URL: 'http://127.0.0.1:9200', ELASTICSEARCH_USERNAME: 'timbao' });
    expect(error.message).toContain('ELASTICSEARCH_PASSWORD is missing');
  });

  it('wants one way to sign in', () => {
    const error = failure({
      ELASTICSEARCH_URL: 'http://127.0.0.1:9200',
      ELASTICSEARCH_API_KEY: 'a2V5',
      ELASTICSEARCH_USERNAME: 'timbao',
      ELASTICSEARCH_PASSWORD: 'x',
    });
    expect(error.errors.map(({ path }) => path)).toEqual(['ELASTICSEARCH_API_KEY']);
  });

  it('does not let credentials without an address pass for the embedded engine', () => {
    expect(failure({ ELASTICSEARCH_API_KEY: 'a2V5' }).message).toContain(
      'ELASTICSEARCH_URL is not: set the address',
    );
  });
});

describe('describeConfig', () => {
  it('tells where each value came from', () => {
    const settings = new Map(describeConfig({ PORT: '8080' }).map((line) => [line.name, line]));
    expect(settings.get('PORT')).toMatchObject({ value: '8080', source: 'environment' });
    expect(settings.get('TIMBAO_INDEX')).toMatchObject({ value: 'articles', source: 'default' });
    expect(settings.get('ELASTICSEARCH_URL')).toMatchObject({ value: '(none)', source: 'default' });
  });

  it('shows no secret, not even one inside an address', () => {
    const shown = JSON.stringify(
      describeConfig({
        ELASTICSEARCH_URL: 'https://timbao:sesame@search.example',
        ELASTICSEARCH_PASSWORD: 'sesame',
        ELASTICSEARCH_API_KEY: 'sesame',
        TIMBAO_API_KEYS: 'sesame-sesame-sesame,sesame-sesame-sesame-2',
      }),
    );
    expect(shown).not.toContain('sesame');
    expect(shown).toContain('https://timbao:••••@search.example');
    expect(shown).toContain('(2 keys)');
  });
});

describe('secrets in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'timbao-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const remote = { ELASTICSEARCH_URL: 'https://search.example', ELASTICSEARCH_USERNAME: 'timbao' };

  it('are taken as if they stood in the environment, without the end of the line', () => {
    const environment = {
      ...remote,
      ELASTICSEARCH_PASSWORD_FILE: file('password', 'sesame\n'),
      TIMBAO_API_KEYS_FILE: resolve(folder, file('keys', 'sesame-sesame-sesame,sesame-sesame-sesame-2\n')),
    };
    const config = readConfig(environment, folder);
    expect(config.engine).toMatchObject({ auth: { kind: 'basic', username: 'timbao', password: 'sesame' } });
    expect(config.apiKeys).toEqual(['sesame-sesame-sesame', 'sesame-sesame-sesame-2']);
    const shown = describeConfig(environment, folder);
    expect(JSON.stringify(shown)).not.toContain('sesame');
    expect(shown.find(({ name }) => name === 'ELASTICSEARCH_PASSWORD')).toMatchObject({ source: 'file' });
    expect(unknownSettings(environment)).toEqual([]);
  });

  it('are checked as others are, and not shown', () => {
    const { message } = failure({ TIMBAO_CURSOR_KEY_FILE: resolve(folder, file('short', 'sesame')) });
    expect(message).toContain('TIMBAO_CURSOR_KEY must be');
    expect(message).not.toContain('sesame');
  });

  it('say which file is not there, is empty, or is one too many', () => {
    const password = resolve(folder, file('password', 'sesame'));
    expect(failure({ ...remote, ELASTICSEARCH_PASSWORD_FILE: resolve(folder, 'nowhere') }).message).toContain(
      'ELASTICSEARCH_PASSWORD_FILE cannot be read',
    );
    expect(failure({ TIMBAO_CURSOR_KEY_FILE: resolve(folder, file('none', '\n')) }).message).toContain(
      'is empty',
    );
    expect(
      failure({ ...remote, ELASTICSEARCH_PASSWORD: 'a', ELASTICSEARCH_PASSWORD_FILE: password }).message,
    ).toContain('keep one of them');
  });

  it('are for secrets alone', () => {
    expect(unknownSettings({ TIMBAO_INDEX_FILE: 'x' })).toEqual(['TIMBAO_INDEX_FILE']);
  });
});

it.each([
  ['a scheme of another kind', 'htp://elastic:sesame@search.example:9200'],
  ['no scheme', 'elastic:sesame@search.example:9200'],
  ['a password that ends the address early', 'https://elastic:sesame#ses@me@search.example'],
  ['a password that is a path', 'https://elastic:1/sesame@search.example'],
])('an address that is wrong is told without its password: %s', (_, url) => {
  expect(maskUrl(url)).not.toContain('ses');
  let message = '';
  try {
    message = JSON.stringify(readConfig({ ELASTICSEARCH_URL: url }).engine.kind);
  } catch (error) {
    message = String(error);
  }
  expect(message).not.toContain('sesame');
});

it('maskUrl hides the password of each of several addresses', () => {
  const shown = maskUrl('https://a:mật,khẩu@n1.example:9200, https://b:kín@n2.example:9200');
  expect(shown).toMatch(/n1\.example.*n2\.example/);
  expect(shown).not.toMatch(/mật|khẩu|kín/);
});

it('ELASTICSEARCH_URL takes the address of each node', () => {
  const text = ' https://n1.example:9200, https://b:m,t@n2.example:9200';
  expect(readConfig({ ELASTICSEARCH_URL: text }, '/srv').engine).toMatchObject({
    urls: ['https://n1.example:9200', 'https://b:m,t@n2.example:9200'],
  });
  expect(() => readConfig({ ELASTICSEARCH_URL: 'https://n1.example,n2.example:9200' }, '/srv')).toThrow(
    /ELASTICSEARCH_URL/,
  );
});

it('maskUrl leaves an address without a password alone', () => {
  expect(maskUrl('http://127.0.0.1:9200/a:b')).toBe('http://127.0.0.1:9200/a:b');
});

it('unknownSettings finds the misspelt ones among ours', () => {
  expect(unknownSettings({ TIMBAO_API_KEY: 'x', TIMBAO_INDEX: 'articles', HOME: '/' })).toEqual([
    'TIMBAO_API_KEY',
  ]);
});
