import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { loadPackage } from './packages.ts';
import { secondsOf, type Ask, type BenchArticle, type Peer } from './peer.ts';

const run = promisify(execFile);

interface Pool {
  query(request: {
    readonly name?: string;
    readonly text: string;
    readonly values?: readonly unknown[];
  }): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  on(event: 'error', told: () => void): void;
  end(): Promise<void>;
}
interface Driver {
  readonly Pool: new (options: object) => Pool;
}

/** Where Debian and most others have the server's programs. */
const HOMES = '/usr/lib/postgresql';

const programsFolder = (): string => {
  const versions = existsSync(HOMES) ? readdirSync(HOMES).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(HOMES, version, 'bin'))
    .find((at) => existsSync(join(at, 'initdb')));
  if (found === undefined)
    throw new Error('PostgreSQL is not installed (Debian: postgresql, postgresql-contrib)');
  return found;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** It does not run as root: then as the user that its package makes. */
const account = async (): Promise<{ readonly uid?: number; readonly gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  const idOf = async (what: string) => Number((await run('id', [what, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
};

/** Marks folded by `unaccent`, titles weighing more, counts and headlines as the others give. */
const SCHEMA = `
  CREATE EXTENSION unaccent;
  CREATE TEXT SEARCH CONFIGURATION vi (COPY = simple);
  ALTER TEXT SEARCH CONFIGURATION vi
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword WITH unaccent, simple;
  CREATE TABLE a (
    id text PRIMARY KEY, title text, body text, published_at timestamptz, section text,
    words tsvector GENERATED ALWAYS AS
      (setweight(to_tsvector('vi', title), 'A') || setweight(to_tsvector('vi', body), 'B')) STORED
  );`;
const INDICES = `
  CREATE INDEX ON a USING gin (words); CREATE INDEX ON a (published_at DESC); VACUUM ANALYZE a;`;

const hits = (query: string, where: string, order: string): string => `
  WITH q AS (SELECT ${query} AS q),
    best AS (SELECT a.*, q FROM a, q WHERE words @@ q ${where} ORDER BY ${order} LIMIT 10)
  SELECT id, published_at, section, ts_headline('vi', title, q, 'HighlightAll=true') AS title,
    ts_headline('vi', body, q, 'MaxFragments=2, MaxWords=30, MinWords=15') AS body FROM best`;
const count = (query: string, where: string): string =>
  `SELECT count(*)::int AS n FROM a WHERE words @@ ${query} ${where}`;
const RANK = 'ts_rank(words, q) DESC';

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const statementsOf = (ask: Ask): readonly Statement[] | null => {
  const plain = "plainto_tsquery('vi', $1)";
  switch (ask.kind) {
    case 'words':
      return [
        { name: 'words', text: hits(plain, '', RANK), values: [ask.q] },
        { name: 'words-count', text: count(plain, ''), values: [ask.q] },
      ];
    case 'phrase': {
      const phrase = "phraseto_tsquery('vi', $1)";
      return [
        { name: 'phrase', text: hits(phrase, '', RANK), values: [ask.q] },
        { name: 'phrase-count', text: count(phrase, ''), values: [ask.q] },
      ];
    }
    case 'newest':
      return [
        { name: 'newest', text: hits(plain, '', 'published_at DESC'), values: [ask.q] },
        { name: 'words-count', text: count(plain, ''), values: [ask.q] },
      ];
    case 'dates': {
      const where = 'AND published_at >= $2::timestamptz AND published_at < $3::timestamptz';
      const values = [ask.q, `${ask.from}-01-01 +07`, `${Number(ask.to) + 1}-01-01 +07`];
      const by = (key: string): string =>
        `SELECT ${key} AS k, count(*)::int AS n FROM a WHERE words @@ ${plain} ${where} GROUP BY 1`;
      return [
        { name: 'dates', text: hits(plain, where, RANK), values },
        { name: 'dates-count', text: count(plain, where), values },
        { name: 'dates-year', text: by("date_trunc('year', published_at, 'Asia/Ho_Chi_Minh')"), values },
        { name: 'dates-month', text: by("date_trunc('month', published_at, 'Asia/Ho_Chi_Minh')"), values },
        { name: 'dates-section', text: by('section'), values },
      ];
    }
    case 'suggest':
    case 'related':
      return null;
    default:
      return ask satisfies never;
  }
};

/** Megabytes of a process and its children, what they share counted once; of Linux. */
const treeMb = async (parent: number): Promise<number> => {
  const { stdout } = await run('ps', ['-o', 'pid=', '--pid', String(parent), '--ppid', String(parent)]);
  const sizes = stdout.split('\n').map(async (pid) => {
    if (pid.trim() === '') return 0;
    const rollup = await readFile(`/proc/${pid.trim()}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Pss: +(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
  });
  return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
};

/** PostgreSQL of its own on a free port, with half a gigabyte of shared buffers; ended with the comparison. */
export const postgresPeer = async (): Promise<Peer> => {
  const programs = programsFolder();
  const { Pool } = await loadPackage<Driver>('pg', '8');
  const user = await account();
  const folder = await mkdtemp(join(tmpdir(), 'timbao-bench-pg-'));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    user,
  );
  const port = await freePort();
  const settings = [
    'shared_buffers=512MB',
    'work_mem=32MB',
    'jit=off',
    'fsync=off',
    'listen_addresses=127.0.0.1',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((one) => ['-c', one])],
    { ...user, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const pool = new Pool({ host: '127.0.0.1', port, user: 'bench', database: 'postgres', max: 64 });
  // The server is told to stop while connections are idle.
  pool.on('error', () => {});
  const close = async (): Promise<void> => {
    await pool.end().catch(() => {});
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    try {
      await pool.query({ text: 'SELECT 1' });
      break;
    } catch (error) {
      if (tries === 60) {
        await close();
        throw error;
      }
      await sleep(500);
    }
  }
  const insert = async (articles: readonly BenchArticle[]): Promise<void> => {
    const columns = [
      articles.map(({ id }) => id),
      articles.map(({ title }) => title),
      articles.map(({ body }) => body),
      articles.map(({ publishedAt }) => publishedAt),
      articles.map(({ section }) => section),
    ];
    await pool.query({
      text: `INSERT INTO a (id, title, body, published_at, section)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])`,
      values: columns,
    });
  };
  return {
    name: 'PostgreSQL',
    load: (articles) =>
      secondsOf(async () => {
        await pool.query({ text: SCHEMA });
        for (let at = 0; at < articles.length; at += 500) await insert(articles.slice(at, at + 500));
        for (const text of INDICES.split(';').filter((one) => one.trim() !== '')) await pool.query({ text });
      }),
    size: async () =>
      Number((await pool.query({ text: "SELECT pg_total_relation_size('a') AS n" })).rows[0]?.['n']),
    ...(existsSync('/proc/self/smaps_rollup') && { memoryMb: () => treeMb(server.pid ?? 0) }),
    asker: (ask) => {
      const statements = statementsOf(ask);
      if (statements === null) return null;
      return async () => {
        // At once, on as many connections, as a page would have it.
        const answers = await Promise.all(statements.map((statement) => pool.query(statement)));
        const ids = (answers[0]?.rows ?? []).map(({ id }) => String(id));
        return { ids, bytes: Buffer.byteLength(JSON.stringify(answers.map(({ rows }) => rows))) };
      };
    },
    close,
  };
};
