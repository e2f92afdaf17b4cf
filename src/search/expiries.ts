/** When what is known of some articles is no longer to be told. */
export interface Expiries {
  /** @param until RFC 3339; `undefined`: it does not expire */
  readonly set: (id: string, until: string | undefined) => void;
  /** When it expires, in milliseconds; `undefined`: it does not. */
  readonly of: (id: string) => number | undefined;
  /** Those that have expired, each told once; costs nothing while there are none. */
  readonly due: (now: number) => readonly string[];
}

export const createExpiries = (): Expiries => {
  const times = new Map<string, number>();
  let next = Infinity;
  return {
    set: (id, until) => {
      if (until === undefined) {
        times.delete(id);
        return;
      }
      const time = Date.parse(until);
      times.set(id, time);
      next = Math.min(next, time);
    },
    of: (id) => times.get(id),
    due: (now) => {
      if (now < next) return [];
      const due = [...times].flatMap(([id, time]) => (time <= now ? [id] : []));
      for (const id of due) times.delete(id);
      next = Infinity;
      for (const time of times.values()) next = Math.min(next, time);
      return due;
    },
  };
};
