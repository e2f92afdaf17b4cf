import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPackage } from './packages.ts';
import { secondsOf, type Ask, type Peer } from './peer.ts';

interface Statement {
  all(...values: readonly unknown[]): readonly Record<string, unknown>[];
  run(...values: readonly unknown[]): unknown;
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  transaction<T>(work: (given: T) => void): (given: T) => void;
  close(): void;
}

/** Words as FTS5 takes them, each quoted: whatever is typed is text. */
const quoted = (q: string): string =>
  q
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => `"${word.replaceAll('"', '""')}"`)
    .join(' ');

const HIT = `a.rowid, d.id, highlight(a, 0, '<mark>', '</mark>') AS title,
  snippet(a, 1, '<mark>', '</mark>', '…', 40) AS body, d.publishedAt, d.section`;
const FOUND = 'FROM a JOIN d ON d.rowid = a.rowid WHERE a MATCH ?';
const RANKED = 'ORDER BY bm25(a, 2.0, 1.0) LIMIT 10';

/** SQLite's FTS5 in this process, on one connection: no network, and no other thread. */
export const sqlitePeer = async (): Promise<Peer> => {
  const Sqlite = await loadPackage<new (file: string) => Database>('better-sqlite3', '12');
  const folder = await mkdtemp(join(tmpdir(), 'timbao-bench-'));
  const file = join(folder, 'articles.db');
  const db = new Sqlite(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;
    CREATE TABLE d (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, publishedAt TEXT, section TEXT);
    CREATE INDEX d_date ON d (publishedAt);
    CREATE VIRTUAL TABLE a USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');`);
  const statements = new Map<string, Statement>();
  const all = (sql: string, ...values: readonly unknown[]) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...values);
  };
  const search = (match: string, where = '', values: readonly unknown[] = [], order = RANKED) => {
    const hits = all(`SELECT ${HIT} ${FOUND} ${where} ${order}`, match, ...values);
    const counted = all(`SELECT count(*) AS n ${FOUND} ${where}`, match, ...values);
    return { hits, counted };
  };
  const answer = (ask: Ask): object | null => {
    switch (ask.kind) {
      case 'words':
        return search(quoted(ask.q));
      case 'phrase':
        return search(`"${ask.q.replaceAll('"', '""')}"`);
      case 'newest':
        return search(quoted(ask.q), '', [], 'ORDER BY d.publishedAt DESC LIMIT 10');
      case 'dates': {
        const where = 'AND d.publishedAt >= ? AND d.publishedAt < ?';
        const values = [ask.from, `${Number(ask.to) + 1}`];
        const by = (key: string) =>
          all(`SELECT ${key} AS k, count(*) AS n ${FOUND} ${where} GROUP BY k`, quoted(ask.q), ...values);
        return {
          ...search(quoted(ask.q), where, values),
          year: by('substr(d.publishedAt, 1, 4)'),
          month: by('substr(d.publishedAt, 1, 7)'),
          section: by('d.section'),
        };
      }
      case 'suggest':
      case 'related':
        return null;
      default:
        return ask satisfies never;
    }
  };
  return {
    name: 'SQLite FTS5',
    load: (articles) =>
      secondsOf(() => {
        const insert = db.prepare('INSERT INTO a (rowid, title, body) VALUES (?, ?, ?)');
        const insertRow = db.prepare('INSERT INTO d VALUES (?, ?, ?, ?)');
        db.transaction<typeof articles>((given) => {
          for (const [at, { id, title, body, publishedAt, section }] of given.entries()) {
            insert.run(at, title, body);
            insertRow.run(at, id, publishedAt, section);
          }
        })(articles);
        db.exec("INSERT INTO a (a) VALUES ('optimize'); PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;");
        return Promise.resolve();
      }),
    size: async () => (await stat(file)).size,
    asker: (ask) =>
      ask.kind === 'suggest' || ask.kind === 'related'
        ? null
        : () => {
            const found = answer(ask) as { readonly hits: readonly { readonly id: string }[] };
            // As JSON, as the others answer.
            return Promise.resolve({
              ids: found.hits.map(({ id }) => id),
              bytes: Buffer.byteLength(JSON.stringify(found)),
            });
          },
    close: async () => {
      db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
