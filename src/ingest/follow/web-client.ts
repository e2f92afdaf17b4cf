import { fetch, type Agent, type Response } from 'undici';
import { isGzipFault } from '../sources/source-bytes.ts';
import type { IsAllowed, Resolve } from '../../web-access/address-guard.ts';
import { addressProblem, type AddressProblem } from '../../web-access/address-problem.ts';
import { connectionProblem } from '../../web-access/connection-problem.ts';
import { createGuardedAgent } from '../../web-access/guarded-agent.ts';
import { readRetryAfter } from '../../web-access/retry-after.ts';

/** What identifies a version of an address, to be asked whether there is another. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What an address answered. Only `ok` has content. */
export type WebAnswer =
  | {
      readonly kind: 'ok';
      /** Where it was found in the end. */
      readonly url: string;
      readonly body: Buffer;
      /** Without parameters, in small letters; empty where none is said. */
      readonly mediaType: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'unchanged' }
  /** 404 and 410. */
  | { readonly kind: 'missing'; readonly isGone: boolean }
  /** It must not be asked: its robots.txt says so, or the address is one that is not spoken to. */
  | { readonly kind: 'refused'; readonly by: 'robots' | 'address'; readonly problem: string }
  /** It asks to be left alone: 429, and 503 with a time. */
  | { readonly kind: 'busy'; readonly problem: string; readonly retryAfterMs: number | null }
  /** `isHost`: the host itself is in trouble, not this address alone. */
  | { readonly kind: 'trouble'; readonly problem: string; readonly isHost: boolean };

export interface AskOptions {
  readonly validators?: Validators;
  /** The most bytes of its content, unpacked. */
  readonly maxBytes: number;
  /** What is longer is cut off there, in place of being trouble. */
  readonly cutsOff?: boolean;
  /** Milliseconds for all of it, redirects and content included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Asked before each request, redirects too: the answer in place of it, or `null`. The time that it takes is not counted. */
  readonly mayAsk?: (url: URL) => Promise<WebAnswer | null>;
}

/** Fetches addresses of the web, each held within its limits. */
export interface WebClient {
  ask(url: string, options: AskOptions): Promise<WebAnswer>;
  close(): Promise<void>;
}

export interface WebClientOptions {
  readonly isAllowed: IsAllowed;
  /** How names are resolved: by the system. */
  readonly resolve?: Resolve;
}

/** Who asks: robots.txt goes by its first word. */
export const USER_AGENT = 'timbao';
const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * A client that speaks only to allowed hosts: the number of each is checked as it is connected to, at each redirect
 * anew. It keeps no cookies and goes by no proxy of the environment.
 */
export const createWebClient = ({ isAllowed, resolve }: WebClientOptions): WebClient => {
  // A host that is asked once a second needs no more.
  const agent = createGuardedAgent({
    isAllowed,
    connections: 2,
    ...(resolve !== undefined && { resolve }),
  });
  return {
    ask: async (address, options) => {
      const timeout = new Stopwatch(options.timeoutMs);
      const signal = AbortSignal.any([
        timeout.signal,
        ...(options.signal === undefined ? [] : [options.signal]),
      ]);
      try {
        return await follow(agent, isAllowed, address, { ...options, signal }, timeout);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (timeout.signal.aborted) {
          return trouble(`did not answer within ${options.timeoutMs / 1_000} s`, true);
        }
        return failed(error);
      } finally {
        timeout.stop();
      }
    },
    close: () => agent.destroy(),
  };
};

/** A time limit that does not run while the rules of politeness make one wait. */
class Stopwatch {
  readonly #controller = new AbortController();
  #left: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#left = ms;
    this.run();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(), Math.max(this.#left, 0));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#left -= performance.now() - this.#since;
  }
}

const follow = async (
  agent: Agent,
  isAllowed: IsAllowed,
  address: string,
  { validators = {}, mayAsk, signal, ...limits }: AskOptions & { readonly signal: AbortSignal },
  timeout: Stopwatch,
): Promise<WebAnswer> => {
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const problem = addressProblem(url, isAllowed);
    if (problem !== null) return refused(problem, url.hostname);
    timeout.stop();
    const answer = (await mayAsk?.(url)) ?? null;
    timeout.run();
    if (answer !== null) return answer;
    const response = await fetch(url.href, {
      dispatcher: agent,
      redirect: 'manual',
      signal,
      headers: {
        'user-agent': USER_AGENT,
        accept: '*/*',
        ...(validators.etag === undefined ? {} : { 'if-none-match': validators.etag }),
        ...(validators.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
      },
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return toAnswer(response, url.href, limits);
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) return trouble('leads on to what is no address', false);
    url = new URL(location, url.href);
  }
  return trouble(`leads on more than ${MOST_REDIRECTS} times`, false);
};

const toAnswer = async (
  response: Response,
  url: string,
  { maxBytes, cutsOff = false }: Pick<AskOptions, 'maxBytes' | 'cutsOff'>,
): Promise<WebAnswer> => {
  const { status, headers } = response;
  if (status === 200) {
    const body = await readBody(response, maxBytes, cutsOff);
    if (body === null) return trouble(`is longer than ${Math.round(maxBytes / 1024)} KB`, false);
    const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
    return {
      kind: 'ok',
      url,
      body,
      mediaType: headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '',
      validators: {
        ...(etag === null ? {} : { etag }),
        ...(lastModified === null ? {} : { lastModified }),
      },
    };
  }
  await response.body?.cancel();
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), Date.now());
  if (status === 304) return { kind: 'unchanged' };
  if (status === 404 || status === 410) return { kind: 'missing', isGone: status === 410 };
  if (status === 429 || (status === 503 && retryAfterMs !== null)) {
    return { kind: 'busy', problem: `asks to be left alone for now (${status})`, retryAfterMs };
  }
  return trouble(`answers with ${status}`, status >= 500);
};

/** @returns `null` where it is too long. */
const readBody = async (response: Response, maxBytes: number, cutsOff: boolean): Promise<Buffer | null> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    length += bytes.length;
    if (length > maxBytes && !cutsOff) return null;
    parts.push(bytes);
    if (length > maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
};

const refused = (problem: AddressProblem, host: string): WebAnswer => ({
  kind: 'refused',
  by: 'address',
  problem: REFUSALS[problem](host),
});

const REFUSALS: Readonly<Record<AddressProblem, (host: string) => string>> = {
  'no-http': () => 'is no http or https address',
  password: () => 'has a password in its address',
  private: (host) => `leads to ${host}, in a private network or on this machine; --allow-private lets it`,
};

const trouble = (problem: string, isHost: boolean): WebAnswer => ({ kind: 'trouble', problem, isHost });

/** What `fetch` throws hides why in its causes. */
const failed = (error: unknown): WebAnswer => {
  const found = connectionProblem(error);
  if (found.kind === 'private') return refused('private', found.host);
  // Content that cannot be unpacked is a fault of this address.
  return trouble(found.problem, !isGzipFault(found.code));
};
