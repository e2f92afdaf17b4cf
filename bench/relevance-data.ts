import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Something to be found. */
export interface Passage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A search and what it should find. */
export interface JudgedQuery {
  readonly id: string;
  readonly query: string;
  readonly relevant: readonly string[];
}

/** The collection that sets without passages of their own search in. */
export const SHARED_COLLECTION = 'news-30k';

async function* jsonLines<T>(file: string): AsyncGenerator<T> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield JSON.parse(line) as T;
  }
}

/**
 * The folder of judged searches that a command was given. Where it was given none that has them, the command ends and
 * says what it needs.
 */
export const dataFolder = (given: string | undefined, command: string): string => {
  if (given === undefined || !existsSync(join(given, 'relevance'))) {
    console.error(
      `Say where the judged searches lie: npm run ${command} -- --data DIR (a folder that has relevance/).`,
    );
    process.exit(2);
  }
  return given;
};

/** The name of the collection that a set searches in. */
export const collectionOf = (data: string, set: string): string =>
  existsSync(join(data, 'relevance', set, 'passages.jsonl')) ? set : SHARED_COLLECTION;

/** A collection's passages, one at a time. */
export async function* readPassages(data: string, collection: string): AsyncGenerator<Passage> {
  const file =
    collection === SHARED_COLLECTION
      ? join(data, `${SHARED_COLLECTION}.jsonl.gz`)
      : join(data, 'relevance', collection, 'passages.jsonl');
  type Line = { id: string; title?: string; text?: string; body?: string };
  for await (const { id, title, text, body } of jsonLines<Line>(file)) {
    yield { id, title: title ?? '', text: text ?? body ?? '' };
  }
}

/** A set's queries as typed in one way; `null` where the set has none. */
export const readQueries = async (data: string, set: string, way: string): Promise<JudgedQuery[] | null> => {
  const file = join(data, 'relevance', set, `queries.${way}.jsonl`);
  if (!existsSync(file)) return null;
  const queries: JudgedQuery[] = [];
  for await (const query of jsonLines<JudgedQuery>(file)) queries.push(query);
  return queries;
};
