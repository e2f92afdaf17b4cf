import robotsModule from 'robots-parser';
import { USER_AGENT, type WebClient } from './web-client.ts';

/** What a site lets us fetch. */
export interface RobotsRules {
  allows(url: string): boolean;
  /** Milliseconds that it wants between two requests; 0 where it says nothing. */
  readonly delayMs: number;
}

// Its types are those of an ES module, and it is none.
const robotsParser = robotsModule as unknown as typeof robotsModule.default;

/** RFC 9309: what is behind the first 500 KB may be ignored. */
const LONGEST = 512 * 1024;
const TIMEOUT_MS = 15_000;
/** RFC 9309: not longer than a day. */
const KEPT_MS = 60 * 60_000;

const EVERYTHING: RobotsRules = { allows: () => true, delayMs: 0 };

/** Reads robots.txt of each site once an hour. */
export interface RobotsBook {
  /**
   * @param origin `https://bao.example`
   * @returns `null` where it cannot be had: then nothing of the site may be fetched (RFC 9309, 2.3.1.4).
   */
  rulesOf(origin: string, signal?: AbortSignal): Promise<RobotsRules | null>;
}

export const createRobotsBook = (client: WebClient): RobotsBook => {
  const kept = new Map<string, { readonly rules: RobotsRules; readonly until: number }>();
  return {
    rulesOf: async (origin, signal) => {
      const known = kept.get(origin);
      if (known !== undefined && known.until > performance.now()) return known.rules;
      const rules = await readRules(client, origin, signal);
      // What could not be had is asked for again.
      if (rules !== null) kept.set(origin, { rules, until: performance.now() + KEPT_MS });
      return rules;
    },
  };
};

const readRules = async (
  client: WebClient,
  origin: string,
  signal: AbortSignal | undefined,
): Promise<RobotsRules | null> => {
  const address = `${origin}/robots.txt`;
  const answer = await client.ask(address, {
    maxBytes: LONGEST,
    cutsOff: true,
    timeoutMs: TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
  });
  switch (answer.kind) {
    case 'ok': {
      const robots = robotsParser(address, answer.body.toString('utf8'));
      return {
        // `undefined`: another origin, which these rules say nothing about.
        allows: (url) => robots.isAllowed(url, USER_AGENT) ?? true,
        delayMs: (robots.getCrawlDelay(USER_AGENT) ?? 0) * 1_000,
      };
    }
    case 'missing':
      return EVERYTHING;
    case 'refused':
      // A host that must not be spoken to: each of its addresses will say so itself.
      return EVERYTHING;
    case 'trouble':
      // Other answers of 4xx mean that there are no rules.
      return answer.isHost ? null : EVERYTHING;
    case 'unchanged':
    case 'busy':
      return null;
    default:
      return answer satisfies never;
  }
};
