/** What a request was for. */
export type AskedFor = 'search' | 'write' | 'read';

/** One request that was answered, or whose connection broke. */
export interface Answered {
  readonly askedFor: AskedFor;
  /** Milliseconds, by the clock of the drill, at which the answer was there. */
  readonly at: number;
  readonly ms: number;
  /** The code of the error; empty where it was well. `unanswered`: the connection broke. */
  readonly code: string;
  /** `true`: the answer said itself that a part of it is missing. */
  readonly isPartial?: boolean;
}

/** Something that was done to the cluster. */
export interface Moment {
  readonly name: string;
  readonly at: number;
  /** Seconds from then on in which there may be errors. */
  readonly boundS: number;
}

/** What came of the requests between one moment and the next. */
export interface MomentFigures {
  readonly moment: Moment;
  readonly seconds: number;
  readonly answered: Readonly<Record<AskedFor, number>>;
  readonly partial: number;
  /** By what was asked for and the error's code: `write write_timeout`. */
  readonly errors: ReadonlyMap<string, number>;
  /** Seconds from the moment to the last error; `null` where there was none. */
  readonly lastErrorS: number | null;
  readonly slowestMs: Readonly<Record<AskedFor, number>>;
  /** Acknowledged writes that a read right after them did not show. */
  readonly stale: number;
}

/** All that was asked and done in a drill, in order. */
export interface Ledger {
  now(): number;
  onMoment(name: string, boundS: number): void;
  onAnswer(answered: Answered): void;
  onStale(): void;
  figures(): readonly MomentFigures[];
}

/** A service on a machine that is too small for the load says so at once; that is no error of the cluster's. */
export const TURNED_AWAY = 'overloaded';

export const startLedger = (): Ledger => {
  const start = performance.now();
  const now = (): number => performance.now() - start;
  const moments: Moment[] = [];
  const answers: Answered[] = [];
  const stale: number[] = [];

  const figuresOf = (moment: Moment, until: number): MomentFigures => {
    const isWithin = (at: number): boolean => moment.at <= at && at < until;
    const within = answers.filter(({ at }) => isWithin(at));
    const answered = { search: 0, write: 0, read: 0 };
    const slowestMs = { search: 0, write: 0, read: 0 };
    const errors = new Map<string, number>();
    let lastErrorS: number | null = null;
    for (const { askedFor, at, ms, code } of within) {
      slowestMs[askedFor] = Math.max(slowestMs[askedFor], Math.round(ms));
      if (code === '') {
        answered[askedFor]++;
        continue;
      }
      const key = `${askedFor} ${code}`;
      errors.set(key, (errors.get(key) ?? 0) + 1);
      if (code !== TURNED_AWAY) lastErrorS = Math.max(lastErrorS ?? 0, (at - moment.at) / 1000);
    }
    return {
      moment,
      seconds: (until - moment.at) / 1000,
      answered,
      partial: within.filter(({ isPartial }) => isPartial === true).length,
      errors,
      lastErrorS,
      slowestMs,
      stale: stale.filter(isWithin).length,
    };
  };

  return {
    now,
    onMoment: (name, boundS) => moments.push({ name, at: now(), boundS }),
    onAnswer: (answered) => answers.push(answered),
    onStale: () => stale.push(now()),
    figures: () => moments.map((moment, n) => figuresOf(moment, moments[n + 1]?.at ?? Infinity)),
  };
};

/** One moment, as it is printed. */
export const figuresText = (figures: MomentFigures): string => {
  const { moment, answered, partial, errors, lastErrorS, slowestMs, stale } = figures;
  const told = [...errors].map(([what, count]) => `${count} × ${what}`).join(', ');
  return [
    `${moment.name}: answered ${answered.search} searches (${partial} in part), ${answered.write} writes, ${answered.read} reads`,
    `  errors   ${told === '' ? 'none' : told}${lastErrorS === null ? '' : `; the last after ${lastErrorS.toFixed(1)} s of ${moment.boundS}`}`,
    `  slowest  search ${slowestMs.search} ms, write ${slowestMs.write} ms, read ${slowestMs.read} ms${stale === 0 ? '' : `; ${stale} reads of what was before a write`}`,
  ].join('\n');
};
