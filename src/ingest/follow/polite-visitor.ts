import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from './followed-page.ts';
import type { FollowLedger } from './follow-ledger.ts';
import type { RobotsBook } from './robots-rules.ts';
import type { AskOptions, WebAnswer, WebClient } from './web-client.ts';

export interface VisitorDeps {
  readonly client: WebClient;
  readonly robots: RobotsBook;
  readonly ledger: FollowLedger;
}

export interface VisitorOptions {
  /** Milliseconds between two requests to one host, at least; robots.txt may want more. */
  readonly delayMs: number;
  readonly signal: AbortSignal;
}

/** `resting`: its host is left alone for now, and the address was not asked. */
export type Visit = WebAnswer | { readonly kind: 'resting'; readonly host: string; readonly until: Date };

/** Asks addresses of a site, as its robots.txt and its state allow. */
export type Visitor = (url: string, options: Omit<AskOptions, 'mayAsk' | 'signal'>) => Promise<Visit>;

/** A host that is in trouble so often in a row is left alone. */
const MOST_FAILURES = 5;
/** What asks to be left alone for no longer than that is waited for. */
const LONGEST_WAIT_MS = 30_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * A visitor that keeps its distance: one request after the other, a pause between them that varies, and none to a host
 * that is in trouble or asks to be left alone. That it keeps in the ledger, so that the next run holds to it.
 */
export const politeVisitor = (
  { client, robots, ledger }: VisitorDeps,
  { delayMs, signal }: VisitorOptions,
): Visitor => {
  const nextAt = new Map<string, number>();

  const pause = async (host: string, atLeastMs: number): Promise<void> => {
    const left = (nextAt.get(host) ?? 0) - performance.now();
    if (left > 0) await sleep(left, undefined, { signal });
    nextAt.set(host, performance.now() + Math.max(delayMs, atLeastMs) * (1 + Math.random() / 2));
  };

  const mayAsk = async (url: URL): Promise<WebAnswer | null> => {
    const rules = await robots.rulesOf(url.origin, signal);
    if (rules === null) {
      return {
        kind: 'trouble',
        problem: `is of ${url.host}, whose robots.txt cannot be had: nothing is fetched without it`,
        isHost: true,
      };
    }
    if (!rules.allows(url.href)) {
      return { kind: 'refused', by: 'robots', problem: 'robots.txt does not allow it' };
    }
    await pause(url.host, rules.delayMs);
    return null;
  };

  /** Notes how the host is. @returns how long it is to be waited for, where that is short. */
  const note = async (host: string, answer: WebAnswer): Promise<number | null> => {
    const failures = (await ledger.host(host))?.failures ?? 0;
    const rest = async (ms: number): Promise<void> =>
      ledger.saveHost(host, {
        failures: failures + 1,
        retryAt: new Date(Date.now() + Math.min(ms, DAY_MS)).toISOString(),
      });
    if (answer.kind === 'busy') {
      const ms = answer.retryAfterMs ?? backOff(failures + 1, Math.random());
      if (ms <= LONGEST_WAIT_MS && failures === 0) {
        await ledger.saveHost(host, { failures: 1 });
        return ms;
      }
      await rest(ms);
    } else if (answer.kind === 'trouble' && answer.isHost) {
      const beyond = failures + 1 - MOST_FAILURES;
      if (beyond >= 0) await rest(backOff(beyond + 1, Math.random()));
      else await ledger.saveHost(host, { failures: failures + 1 });
    } else if (failures > 0 && answer.kind !== 'refused') {
      await ledger.saveHost(host, { failures: 0 });
    }
    return null;
  };

  return async (url, options) => {
    const { host } = new URL(url);
    const retryAt = (await ledger.host(host))?.retryAt;
    if (retryAt !== undefined && Date.parse(retryAt) > Date.now()) {
      return { kind: 'resting', host, until: new Date(retryAt) };
    }
    const ask = (): Promise<WebAnswer> => client.ask(url, { ...options, signal, mayAsk });
    const answer = await ask();
    const waitMs = await note(host, answer);
    if (waitMs === null) return answer;
    await sleep(waitMs, undefined, { signal });
    const second = await ask();
    await note(host, second);
    return second;
  };
};
