import type { AskedFor, Ledger } from './ledger.ts';

/** Longer than a service may take for anything. */
const PATIENCE_MS = 60_000;

/** An answer; `code` is that of a problem, empty where there is none, and `unanswered` where the connection broke. */
export interface Reply {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

/** Asks a service, and notes what came of it. @param isFine statuses that are an answer, whatever they say */
export const ask = async (
  ledger: Ledger,
  askedFor: AskedFor,
  url: string,
  init: RequestInit = {},
  isFine: readonly number[] = [],
): Promise<Reply> => {
  const start = performance.now();
  const reply = await send(url, init, isFine);
  const isPartial = askedFor === 'search' && reply.code === '' && reply.text.includes('"partial":true');
  const ms = performance.now() - start;
  ledger.onAnswer({ askedFor, at: ledger.now(), ms, code: reply.code, isPartial });
  return reply;
};

const send = async (url: string, init: RequestInit, isFine: readonly number[]): Promise<Reply> => {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    const { status } = response;
    return { status, text, code: response.ok || isFine.includes(status) ? '' : codeOf(status, text) };
  } catch {
    return { status: 0, text: '', code: 'unanswered' };
  }
};

const codeOf = (status: number, text: string): string => {
  try {
    return (JSON.parse(text) as { code: string }).code;
  } catch {
    return String(status);
  }
};
