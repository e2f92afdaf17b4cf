import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';

export interface Upload {
  /** How many results said what. */
  readonly statuses: Readonly<Record<string, number>>;
  /** As the service counted. */
  readonly summary: Readonly<Record<string, number>> | null;
}

/**
 * Streams lines to `POST /v1/articles/bulk` as fast as they are taken, reading the results meanwhile.
 *
 * @param lines each ended by `\n`; several may come in one piece
 */
export const uploadLines = async (url: string, lines: Iterable<string>): Promise<Upload> => {
  const sent = request(`${url}/v1/articles/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  const results = readResults(answered);
  results.catch(() => {});
  for (const piece of lines) {
    if (!sent.write(piece)) await once(sent, 'drain');
  }
  sent.end();
  return results;
};

const readResults = async (answered: Promise<[IncomingMessage]>): Promise<Upload> => {
  const [answer] = await answered;
  if (answer.statusCode !== 200) throw new Error(`The upload was answered with ${answer.statusCode}.`);
  const statuses: Record<string, number> = {};
  let summary: Upload['summary'] = null;
  for await (const line of createInterface(answer)) {
    const result = JSON.parse(line) as { status?: string; summary?: Record<string, number> };
    if (result.summary !== undefined) summary = result.summary;
    else statuses[result.status ?? ''] = (statuses[result.status ?? ''] ?? 0) + 1;
  }
  return { statuses, summary };
};
