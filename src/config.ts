import { isAbsolute, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { PARTITIONINGS, type Partitioning } from './domain/partition.ts';
import { SYLLABLE_TOKENIZER } from './analysis/analysis-settings.ts';
import { AppError, type FieldError } from './domain/app-error.ts';
import { fileVariable, readSecretFiles } from './secret-files.ts';
import { CRAWLER_POLICIES } from './web/crawlers.ts';
import type { CrawlerPolicy } from './web/crawlers.ts';
import { isPictureOrigin } from './web/pictures.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Where the search engine is: a cluster somebody runs, or the one Tìm Báo keeps in its data folder. */
export type EngineConfig =
  | {
      readonly kind: 'remote';
      /** The addresses of the cluster's nodes, one at least. */
      readonly urls: readonly string[];
      readonly auth: EngineAuth | null;
      /** A PEM file with the authority that signed the cluster's certificate. */
      readonly caFile: string | null;
      /** SHA-256 of that authority's certificate, the other way to trust it. */
      readonly caFingerprint: string | null;
    }
  | {
      readonly kind: 'embedded';
      /** Absolute. Holds the data, the logs and the lock of the embedded engine. */
      readonly dataDir: string;
      /** Absolute, and outside the data folder: who deletes that keeps the backups. */
      readonly backupDir: string;
      /** Java's notation, `512m`. */
      readonly heap: string;
      /** A folder with further plugins of Elasticsearch, absolute; `null`: there are none. */
      readonly pluginsDir: string | null;
    };

export type EngineAuth =
  | { readonly kind: 'apiKey'; readonly apiKey: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string };

/** Where backups are kept, as Elasticsearch's snapshot API takes it: `{type: 's3', settings: {bucket: '…'}}`. */
export interface BackupRepository {
  readonly type: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** Where the figures for Prometheus are. */
export type MetricsPolicy = 'open' | 'key' | { readonly port: number };

/** Whether the articles of `fixtures/articles` go into an index that has none. */
export type SamplesPolicy = 'auto' | 'on' | 'off';

/** Everything that can be set from outside, checked. Nothing below `main.ts` reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly engine: EngineConfig;
  /** The alias that searches and writes go through. */
  readonly index: string;
  readonly shards: number;
  readonly replicas: number;
  /** What gives the words of an index that is created; `icu_tokenizer`: it has syllables alone. */
  readonly tokenizer: string;
  /** How an index that is created is partitioned. */
  readonly partition: Partitioning;
  readonly apiKeys: readonly string[];
  /** The file with keys that have scopes and an end, absolute; `null`: there is none. */
  readonly keysFile: string | null;
  /** Whether reading, too, is for those alone who have a key for it. */
  readonly readsNeedKey: boolean;
  /** Where no keys are set: whether whoever is on this machine may do everything. */
  readonly insecureLoopback: boolean;
  /** Who may read `/metrics`: everybody, a key of scope `admin`, or whoever gets to a port of its own. */
  readonly metrics: MetricsPolicy;
  /** What cursors are signed with; `null` is a key that each process makes for itself. */
  readonly cursorKey: string | null;
  /** Where readers find the service; `null`: where a request came to. */
  readonly publicUrl: string | null;
  /** Origins that a browser may call from; `*` alone means every origin. */
  readonly corsOrigins: readonly string[];
  /** Origins that pages may load pictures from, beside the service's own. */
  readonly pictureOrigins: readonly string[];
  /** Which pages web search engines may keep. */
  readonly crawlers: CrawlerPolicy;
  /** Requests a second a client; 0 is no limit. */
  readonly rateLimit: number;
  /** How many proxies stand in front: 0 believes no `X-Forwarded-For`. */
  readonly trustProxy: number;
  readonly dataDir: string;
  /** `null`: the folder of the embedded engine's backups. */
  readonly backupRepository: BackupRepository | null;
  readonly samples: SamplesPolicy;
  /** The newsroom's own list of abbreviations, absolute; `null` is the list that comes with the service. */
  readonly abbreviationsFile: string | null;
  /** The most searches under way at once. */
  readonly mostSearches: number;
  /** How many megabytes of answers are kept to be given again; 0: none. */
  readonly resultCacheMb: number;
  /** Milliseconds in which whatever reads is answered; a write has three times as long. */
  readonly requestTimeoutMs: number;
  /** For how many days it is kept what readers search for; 0: it is not counted. */
  readonly statsDays: number;
  /** Smaller numbers of searches and clicks are not told. */
  readonly statsMin: number;
  /** From how many milliseconds on a search is logged as slow; 0: none is. */
  readonly slowSearchMs: number;
  /** The server that mails of alerts go through, and who they are from; `null`: no mails are sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Whether webhooks of alerts may go to private networks and this machine. */
  readonly allowPrivateWebhooks: boolean;
  /** The collector that traces are sent to; `null`: there are none. */
  readonly tracesUrl: string | null;
  readonly logLevel: LogLevel;
}

/** One line of `timbao config`. */
export interface SettingReport {
  readonly name: string;
  /** As it is in force; a secret only tells that it is set. */
  readonly value: string;
  readonly source: 'environment' | 'file' | 'default';
  readonly description: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface Setting<T> {
  readonly schema: z.ZodType<T, string>;
  /** Written as it would be in the environment; `null` where unset means something of its own. */
  readonly fallback: string | null;
  readonly description: string;
  readonly secret?: true;
}

const setting = <T>(schema: z.ZodType<T, string>, rest: Omit<Setting<T>, 'schema'>): Setting<T> => ({
  schema,
  ...rest,
});

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a whole number from ${min} to ${max}`);

const seconds = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,3}(?:\.\d{1,3})?$/, `must be a number of seconds from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be a number of seconds from ${min} to ${max}`);

const oneOf = <const T extends string>(...values: readonly [T, ...T[]]) =>
  z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(values, `must be one of ${values.join(', ')}`));

const commaList = (check: (item: string) => boolean, complaint: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(check), complaint);

const isHttpUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:';
};

/** Addresses separated by commas; a comma within a password parts nothing. */
const splitUrls = (text: string): string[] =>
  text
    .split(/,(?=\s*https?:\/\/)/i)
    .map((url) => url.trim())
    .filter((url) => url !== '');

const isOrigin = (text: string): boolean =>
  text === '*' || (isHttpUrl(text) && new URL(text).origin === text);

const nonEmpty = z.string().min(1);

const DATA_DIR = '.timbao';

const REPOSITORY_COMPLAINT =
  'must be a folder as the engine sees it (/mnt/backups), or JSON such as {"type":"s3","settings":{"bucket":"backups"}}';

/** The short form is a shared folder, which is what most have. */
const backupRepository = z.string().transform((text, context): BackupRepository => {
  if (isAbsolute(text)) return { type: 'fs', settings: { location: text } };
  const parsed = repositorySchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: REPOSITORY_COMPLAINT });
  return z.NEVER;
});

const repositorySchema = z.strictObject({
  type: nonEmpty,
  settings: z.record(nonEmpty, z.union([z.string(), z.number(), z.boolean()])).default({}),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const settings = {
  PORT: setting(wholeNumber(0, 65_535), {
    fallback: '3000',
    description: 'Port of the HTTP service; 0 takes any free one',
  }),
  HOST: setting(nonEmpty, {
    fallback: '127.0.0.1',
    description: 'Address it listens on; 0.0.0.0 to be reached from other machines',
  }),
  ELASTICSEARCH_URL: setting(
    z
      .string()
      .transform(splitUrls)
      .refine(
        (urls) =>
          urls.length > 0 && urls.every((url) => isHttpUrl(url) && !new URL(url).hostname.includes(',')),
        'must be an http:// or https:// address, such as https://search.example:9200, or several, separated by commas',
      ),
    {
      fallback: null,
      description:
        'The cluster to use, the address of each node, separated by commas; unset: an embedded Elasticsearch in TIMBAO_DATA_DIR',
    },
  ),
  ELASTICSEARCH_API_KEY: setting(nonEmpty, {
    fallback: null,
    secret: true,
    description: 'API key for that cluster (its encoded form)',
  }),
  ELASTICSEARCH_USERNAME: setting(nonEmpty, {
    fallback: null,
    description: 'User name for that cluster, where there is no API key',
  }),
  ELASTICSEARCH_PASSWORD: setting(nonEmpty, {
    fallback: null,
    secret: true,
    description: 'Password for that user name',
  }),
  ELASTICSEARCH_CA: setting(nonEmpty, {
    fallback: null,
    description: 'PEM file of the authority that signed the certificate of that cluster',
  }),
  ELASTICSEARCH_FINGERPRINT: setting(
    z
      .string()
      .regex(/^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, 'must be a SHA-256 fingerprint: 64 hexadecimal digits'),
    {
      fallback: null,
      description: 'SHA-256 fingerprint of the certificate of that authority, in place of ELASTICSEARCH_CA',
    },
  ),
  TIMBAO_INDEX: setting(
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,99}$/,
        'must be lower-case letters, digits, ".", "_" or "-", beginning with a letter or digit',
      ),
    { fallback: 'articles', description: 'Alias of the index with the articles' },
  ),
  TIMBAO_SHARDS: setting(wholeNumber(1, 1024), {
    fallback: '1',
    description: 'Primary shards of an index that is created',
  }),
  TIMBAO_REPLICAS: setting(wholeNumber(0, 100), {
    fallback: '0',
    description: 'Replicas of an index that is created',
  }),
  TIMBAO_TOKENIZER: setting(
    z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be the name of a tokenizer, such as vi_tokenizer'),
    {
      fallback: SYLLABLE_TOKENIZER,
      description: 'Tokenizer of a plugin that gives the words of an index that is created, for ranking',
    },
  ),
  TIMBAO_PARTITION: setting(z.enum(PARTITIONINGS, 'must be one of none, year, month'), {
    fallback: 'none',
    description:
      'Whether an index that is created is partitioned by when articles were published: none, year, month',
  }),
  TIMBAO_API_KEYS: setting(
    commaList(
      (key) => /^[\x21-\x7e]{16,}$/.test(key),
      'must be keys of at least 16 printable characters, separated by commas',
    ),
    {
      fallback: '',
      secret: true,
      description:
        'Keys for everything, separated by commas; none, nor a file of keys: see TIMBAO_INSECURE_LOOPBACK',
    },
  ),
  TIMBAO_KEYS_FILE: setting(nonEmpty, {
    fallback: null,
    description: 'File with keys that have scopes and an end; read again when it changes',
  }),
  TIMBAO_READ: setting(oneOf('open', 'key'), {
    fallback: 'open',
    description: 'Who may read: anybody (open), or whoever has a key of scope search (key)',
  }),
  TIMBAO_INSECURE_LOOPBACK: setting(oneOf('auto', 'on', 'off'), {
    fallback: 'auto',
    description: 'Whether without keys this machine itself may write: auto (by npm start), on, off',
  }),
  TIMBAO_METRICS: setting(
    z
      .string()
      .transform((text) => text.toLowerCase())
      .pipe(
        z.union([z.enum(['open', 'key']), wholeNumber(1, 65_535).transform((port) => ({ port }))], {
          error: 'must be open, key, or a port from 1 to 65535',
        }),
      ),
    {
      fallback: 'open',
      description:
        'Where /metrics is: open, for a key of scope admin (key), or on a port of its own (its number)',
    },
  ),
  TIMBAO_CURSOR_KEY: setting(
    z.string().regex(/^[\x21-\x7e]{16,}$/, 'must be at least 16 printable characters'),
    {
      fallback: null,
      secret: true,
      description: 'Signs cursors, the same for all processes behind one address; none: each signs its own',
    },
  ),
  TIMBAO_PUBLIC_URL: setting(
    z
      .string()
      .refine(
        (text) => isHttpUrl(text) && new URL(text).search === '' && new URL(text).hash === '',
        'must be an http:// or https:// address, such as https://search.paper.example',
      ),
    {
      fallback: null,
      description: 'Address that readers call the service at, for links in feeds; none: that of the request',
    },
  ),
  TIMBAO_CORS_ORIGINS: setting(
    commaList(isOrigin, 'must be origins such as https://paper.example (no path), separated by commas, or *'),
    { fallback: '', description: 'Web origins whose pages may call the service; none: same origin only' },
  ),
  TIMBAO_PICTURE_ORIGINS: setting(
    commaList(
      isPictureOrigin,
      'must be origins such as https://anh.paper.example or https://*.paper.example (no path), separated by commas',
    ),
    {
      fallback: '',
      description: 'Origins that pages may load pictures from; none: no pictures from elsewhere',
    },
  ),
  TIMBAO_CRAWLERS: setting(oneOf(...CRAWLER_POLICIES), {
    fallback: 'start',
    description:
      'Pages that web search engines may keep: the start page (start), or results and articles, too (all)',
  }),
  TIMBAO_RATE_LIMIT: setting(wholeNumber(0, 1_000_000), {
    fallback: '0',
    description: 'Requests a second each client may make; 0 is no limit',
  }),
  TIMBAO_TRUST_PROXY: setting(
    z
      .string()
      .transform((text) => ({ true: '1', false: '0' })[text.toLowerCase()] ?? text)
      .pipe(wholeNumber(0, 10)),
    {
      fallback: '0',
      description: 'How many reverse proxies stand in front and set X-Forwarded-For (true is 1, false is 0)',
    },
  ),
  TIMBAO_DATA_DIR: setting(nonEmpty, {
    fallback: DATA_DIR,
    description: 'Folder of the embedded engine: its data, its logs',
  }),
  TIMBAO_ENGINE_HEAP: setting(z.string().regex(/^[1-9]\d{0,5}[mg]$/i, 'must be a size such as 512m or 2g'), {
    fallback: '512m',
    description: 'Memory of the embedded engine (Java heap)',
  }),
  TIMBAO_ENGINE_PLUGINS: setting(nonEmpty, {
    fallback: null,
    description: 'Folder with further plugins of the embedded engine, unpacked, in a folder each',
  }),
  TIMBAO_BACKUP_DIR: setting(nonEmpty, {
    fallback: null,
    description:
      'Folder of the embedded engine’s backups; unset: beside TIMBAO_DATA_DIR, as that with -backups after it',
  }),
  TIMBAO_BACKUP_REPOSITORY: setting(backupRepository, {
    fallback: null,
    description:
      'Where backups go: a folder as the engine sees it, or {"type","settings"} of a snapshot repository; unset: TIMBAO_BACKUP_DIR',
  }),
  TIMBAO_SAMPLES: setting(oneOf('auto', 'on', 'off'), {
    fallback: 'auto',
    description: 'Sample articles for an index without any: auto (embedded engine only), on, off',
  }),
  TIMBAO_ABBREVIATIONS: setting(nonEmpty, {
    fallback: null,
    description: 'File with the list of abbreviations; unset: the list that comes with the service',
  }),
  TIMBAO_REQUEST_TIMEOUT: setting(seconds(0.1, 600), {
    fallback: '10',
    description: 'Seconds in which a search is answered; a write has three times as long',
  }),
  TIMBAO_SLOW_SEARCH: setting(seconds(0, 600), {
    fallback: '1',
    description: 'Seconds from which on a search is logged as slow; 0: none is',
  }),
  TIMBAO_STATS_DAYS: setting(wholeNumber(0, 3_650), {
    fallback: '90',
    description:
      'Days for which it is kept what readers search for, without who they are; 0: nothing is counted',
  }),
  TIMBAO_STATS_MIN: setting(wholeNumber(1, 1_000_000), {
    fallback: '5',
    description: 'Searches and clicks that were made less often are not told, nor suggested',
  }),
  TIMBAO_MAX_SEARCHES: setting(wholeNumber(2, 1_000), {
    fallback: '64',
    description: 'Searches under way at once, at most; fewer where the machine does fewer well',
  }),
  TIMBAO_SMTP_URL: setting(
    z
      .string()
      .refine(
        (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol),
        'must be an smtp:// or smtps:// address, such as smtps://user:password@mail.paper.example',
      ),
    {
      fallback: null,
      secret: true,
      description: 'Server that mails of alerts are sent through; unset: no mails are sent',
    },
  ),
  TIMBAO_MAIL_FROM: setting(
    z.string().regex(/^[^\r\n]*@[^\r\n]+$/, 'must be a mail address, such as Tìm Báo <timbao@paper.example>'),
    { fallback: null, description: 'Who mails of alerts are from; goes with TIMBAO_SMTP_URL' },
  ),
  TIMBAO_ALLOW_PRIVATE_WEBHOOKS: setting(oneOf('on', 'off'), {
    fallback: 'off',
    description: 'Whether webhooks of alerts may go to private networks and to this machine',
  }),
  TIMBAO_RESULT_CACHE: setting(wholeNumber(0, 4_096), {
    fallback: '32',
    description: 'Megabytes of answers that are kept until the index changes; 0: each is made anew',
  }),
  TIMBAO_TRACES: setting(
    z.string().refine(isHttpUrl, 'must be an http:// or https:// address, such as http://localhost:4318'),
    {
      fallback: null,
      description: 'OpenTelemetry collector that traces are sent to (OTLP over HTTP); unset: no traces',
    },
  ),
  LOG_LEVEL: setting(oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), {
    fallback: 'info',
    description: 'How much is logged',
  }),
} as const satisfies Record<string, Setting<unknown>>;

type SettingName = keyof typeof settings;

type Values = {
  readonly [Name in SettingName]:
    | z.output<(typeof settings)[Name]['schema']>
    | ((typeof settings)[Name]['fallback'] extends null ? null : never);
};

const names = Object.keys(settings) as SettingName[];

/** All that can be set, in the order of the documentation. */
export const settingNames: readonly string[] = names;

/** An empty value counts as unset: compose files write `KEY: ${KEY:-}`. */
const given = (environment: Environment, name: string): string | null => {
  const text = environment[name]?.trim();
  return text === undefined || text === '' ? null : text;
};

/**
 * Reads and checks every setting.
 *
 * @param variables Variables by name, `process.env` unless told otherwise.
 * @param workingDir What a relative `TIMBAO_DATA_DIR`, `TIMBAO_BACKUP_DIR`, `TIMBAO_ENGINE_PLUGINS`,
 *   `TIMBAO_ABBREVIATIONS`, `TIMBAO_KEYS_FILE`, `ELASTICSEARCH_CA` and the files of secrets start from.
 * @throws AppError `configuration` that names every variable that is wrong, all at once.
 */
export const readConfig = (variables: Environment = process.env, workingDir = process.cwd()): Config => {
  const { environment, errors: unreadable } = readSecretFiles(variables, secretNames, workingDir);
  const errors: FieldError[] = [...unreadable];
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const text = given(environment, name) ?? settings[name].fallback;
    if (text === null) {
      values[name] = null;
      continue;
    }
    const parsed = settings[name].schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else
      errors.push({
        path: name,
        message: `${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}${shown(name, text)}.`,
      });
  }
  errors.push(...contradictions(environment, workingDir));
  if (errors.length > 0) {
    throw new AppError(
      'configuration',
      errors.length === 1
        ? `A setting is wrong: ${errors[0]?.message}`
        : `${errors.length} settings are wrong:\n${errors.map(({ message }) => `  - ${message}`).join('\n')}`,
      { errors },
    );
  }
  return toConfig(values as Values, workingDir, isUnderNpm(environment));
};

const shown = (name: SettingName, text: string): string =>
  isSecret(name) ? '' : `; it is ${JSON.stringify(shortened(maskUrl(text)))}`;

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

const isSecret = (name: SettingName): boolean => (settings[name] as Setting<unknown>).secret === true;

/** The settings that may be in a file: that of `ELASTICSEARCH_PASSWORD` is named by `ELASTICSEARCH_PASSWORD_FILE`. */
export const secretNames: readonly string[] = names.filter(isSecret);

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
};

const contradictions = (environment: Environment, workingDir: string): FieldError[] => {
  const has = (name: SettingName) => given(environment, name) !== null;
  const errors: FieldError[] = [];
  if (has('ELASTICSEARCH_USERNAME') !== has('ELASTICSEARCH_PASSWORD')) {
    const missing = has('ELASTICSEARCH_USERNAME') ? 'ELASTICSEARCH_PASSWORD' : 'ELASTICSEARCH_USERNAME';
    errors.push({
      path: missing,
      message: `${missing} is missing: a user name and a password only work together.`,
    });
  }
  if (has('ELASTICSEARCH_API_KEY') && (has('ELASTICSEARCH_USERNAME') || has('ELASTICSEARCH_PASSWORD'))) {
    errors.push({
      path: 'ELASTICSEARCH_API_KEY',
      message: 'ELASTICSEARCH_API_KEY is set beside a user name or password: keep one way to sign in.',
    });
  }
  if (has('ELASTICSEARCH_CA') && has('ELASTICSEARCH_FINGERPRINT')) {
    errors.push({
      path: 'ELASTICSEARCH_FINGERPRINT',
      message: 'ELASTICSEARCH_FINGERPRINT is set beside ELASTICSEARCH_CA: keep one way to trust the cluster.',
    });
  }
  const plain = (given(environment, 'ELASTICSEARCH_URL') ?? '').match(/(?:^|,)\s*http:/i);
  if (has('ELASTICSEARCH_FINGERPRINT') && plain !== null) {
    errors.push({
      path: 'ELASTICSEARCH_FINGERPRINT',
      message:
        'ELASTICSEARCH_FINGERPRINT is set and an address of ELASTICSEARCH_URL is http://: only https:// has a certificate.',
    });
  }
  if (has('TIMBAO_SMTP_URL') !== has('TIMBAO_MAIL_FROM')) {
    const missing = has('TIMBAO_SMTP_URL') ? 'TIMBAO_MAIL_FROM' : 'TIMBAO_SMTP_URL';
    errors.push({
      path: missing,
      message: `${missing} is missing: mails need a server and an address that they are from.`,
    });
  }
  const backupDir = given(environment, 'TIMBAO_BACKUP_DIR');
  const dataDir = given(environment, 'TIMBAO_DATA_DIR') ?? DATA_DIR;
  if (backupDir !== null && isInside(resolve(workingDir, backupDir), resolve(workingDir, dataDir))) {
    errors.push({
      path: 'TIMBAO_BACKUP_DIR',
      message:
        'TIMBAO_BACKUP_DIR lies in TIMBAO_DATA_DIR: backups have to outlive that folder, put them beside it.',
    });
  }
  if (has('ELASTICSEARCH_URL') && has('TIMBAO_BACKUP_DIR')) {
    errors.push({
      path: 'TIMBAO_BACKUP_DIR',
      message:
        'TIMBAO_BACKUP_DIR is for the embedded engine, and ELASTICSEARCH_URL is set: say with TIMBAO_BACKUP_REPOSITORY where that cluster keeps backups.',
    });
  }
  if (!has('ELASTICSEARCH_URL')) {
    // Otherwise articles meant for a cluster would quietly go into the embedded engine.
    for (const name of [
      'ELASTICSEARCH_API_KEY',
      'ELASTICSEARCH_USERNAME',
      'ELASTICSEARCH_PASSWORD',
      'ELASTICSEARCH_CA',
      'ELASTICSEARCH_FINGERPRINT',
    ] as const) {
      if (has(name)) {
        errors.push({
          path: name,
          message: `${name} is set but ELASTICSEARCH_URL is not: set the address too.`,
        });
      }
    }
  }
  return errors;
};

const toConfig = (values: Values, workingDir: string, isTriedOut: boolean): Config => {
  const dataDir = resolve(workingDir, values.TIMBAO_DATA_DIR);
  const fileOf = (path: string | null): string | null => (path === null ? null : resolve(workingDir, path));
  return {
    port: values.PORT,
    host: values.HOST,
    engine:
      values.ELASTICSEARCH_URL === null
        ? {
            kind: 'embedded',
            dataDir,
            backupDir: fileOf(values.TIMBAO_BACKUP_DIR) ?? `${dataDir}-backups`,
            heap: values.TIMBAO_ENGINE_HEAP,
            pluginsDir: fileOf(values.TIMBAO_ENGINE_PLUGINS),
          }
        : {
            kind: 'remote',
            urls: values.ELASTICSEARCH_URL,
            auth: toAuth(values),
            caFile: fileOf(values.ELASTICSEARCH_CA),
            caFingerprint: values.ELASTICSEARCH_FINGERPRINT,
          },
    index: values.TIMBAO_INDEX,
    shards: values.TIMBAO_SHARDS,
    replicas: values.TIMBAO_REPLICAS,
    tokenizer: values.TIMBAO_TOKENIZER,
    partition: values.TIMBAO_PARTITION,
    apiKeys: values.TIMBAO_API_KEYS,
    keysFile: fileOf(values.TIMBAO_KEYS_FILE),
    readsNeedKey: values.TIMBAO_READ === 'key',
    insecureLoopback:
      values.TIMBAO_INSECURE_LOOPBACK === 'auto' ? isTriedOut : values.TIMBAO_INSECURE_LOOPBACK === 'on',
    metrics: values.TIMBAO_METRICS,
    cursorKey: values.TIMBAO_CURSOR_KEY,
    publicUrl: values.TIMBAO_PUBLIC_URL,
    corsOrigins: values.TIMBAO_CORS_ORIGINS,
    pictureOrigins: values.TIMBAO_PICTURE_ORIGINS,
    crawlers: values.TIMBAO_CRAWLERS,
    rateLimit: values.TIMBAO_RATE_LIMIT,
    trustProxy: values.TIMBAO_TRUST_PROXY,
    dataDir,
    backupRepository: values.TIMBAO_BACKUP_REPOSITORY,
    samples: values.TIMBAO_SAMPLES,
    abbreviationsFile: fileOf(values.TIMBAO_ABBREVIATIONS),
    statsDays: values.TIMBAO_STATS_DAYS,
    statsMin: values.TIMBAO_STATS_MIN,
    mostSearches: values.TIMBAO_MAX_SEARCHES,
    resultCacheMb: values.TIMBAO_RESULT_CACHE,
    requestTimeoutMs: values.TIMBAO_REQUEST_TIMEOUT * 1_000,
    slowSearchMs: values.TIMBAO_SLOW_SEARCH * 1_000,
    mail: toMail(values),
    allowPrivateWebhooks: values.TIMBAO_ALLOW_PRIVATE_WEBHOOKS === 'on',
    tracesUrl: values.TIMBAO_TRACES,
    logLevel: values.LOG_LEVEL,
  };
};

const toMail = ({ TIMBAO_SMTP_URL: smtpUrl, TIMBAO_MAIL_FROM: from }: Values): Config['mail'] =>
  smtpUrl === null || from === null ? null : { smtpUrl, from };

const toAuth = (values: Values): EngineAuth | null => {
  if (values.ELASTICSEARCH_API_KEY !== null) return { kind: 'apiKey', apiKey: values.ELASTICSEARCH_API_KEY };
  const { ELASTICSEARCH_USERNAME: username, ELASTICSEARCH_PASSWORD: password } = values;
  return username === null || password === null ? null : { kind: 'basic', username, password };
};

/**
 * Every setting with the value in force and where that came from, in the order of the documentation.
 * Secrets are masked, also those inside an address.
 */
export const describeConfig = (
  variables: Environment = process.env,
  workingDir = process.cwd(),
): SettingReport[] => {
  const { environment } = readSecretFiles(variables, secretNames, workingDir);
  return names.map((name) => {
    const text = given(environment, name);
    return {
      name,
      value: display(name, text ?? settings[name].fallback),
      source: text === null ? 'default' : given(variables, name) === null ? 'file' : 'environment',
      description: settings[name].description,
    };
  });
};

const display = (name: SettingName, text: string | null): string => {
  if (text === null || text === '') return '(none)';
  if (name === 'TIMBAO_API_KEYS') {
    const count = text.split(',').filter((key) => key.trim() !== '').length;
    return `•••• (${count} ${count === 1 ? 'key' : 'keys'})`;
  }
  if (isSecret(name)) return '••••';
  return maskUrl(text);
};

/**
 * An address, or several separated by commas, without the password that each may hold: `https://user:••••@host/`. Of what is no address, as where the scheme is
 * missing, nothing before the last `@` is shown.
 */
export const maskUrl = (text: string): string => splitUrls(text).map(maskOne).join(', ');

const maskOne = (text: string): string => {
  if (!text.includes('@')) return text;
  const hidden = text.replace(/^.*@/s, '••••@');
  if (!isHttpUrl(text)) return hidden;
  const { username, password, pathname, search, hash } = new URL(text);
  // A password with a sign in it that addresses have a use for.
  if (`${pathname}${search}${hash}`.includes('@')) return hidden;
  const user = username + (password === '' ? '' : ':••••');
  return text.replace(/^(https?:\/\/)[^/?#]*@/i, `$1${user === '' ? '' : `${user}@`}`);
};

/** Variables that begin as ours do and are none of ours: most likely misspelt. */
export const unknownSettings = (environment: Environment = process.env): string[] => {
  const known = new Set([...names, ...secretNames.map(fileVariable)]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('TIMBAO_') && !known.has(name))
    .sort();
};

/** The environment with what the command line says instead. */
export const environmentWith = (flags: Environment): Environment => ({ ...process.env, ...flags });

/** Whether errors are to be told with where they came from; known also where another setting is wrong. */
export const isDebug = (environment: Environment = process.env): boolean =>
  ['debug', 'trace'].includes(given(environment, 'LOG_LEVEL')?.toLowerCase() ?? '');

/** Whether npm started this process, as in `npm start`: then the process has no reason to outlive it. */
export const isUnderNpm = (environment: Environment = process.env): boolean =>
  given(environment, 'npm_lifecycle_event') !== null;
