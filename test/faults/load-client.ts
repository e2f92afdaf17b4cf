import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A status, 0 where the connection broke, and the milliseconds until the answer was there. */
export interface Answered {
  readonly status: number;
  readonly ms: number;
}

/** Asks a service as its readers do: some after each other, or so many a second whatever becomes of the others. */
export interface LoadClient {
  get(path: string): Promise<Answered>;
  /** So many clients, each of which asks again once it is answered. */
  closedLoop(clients: number, seconds: number): Promise<readonly Answered[]>;
  /** So many requests a second. */
  openLoop(perSecond: number, seconds: number): Promise<readonly Answered[]>;
  close(): void;
}

/** @param pathOf the path of the nth request */
export const createLoadClient = (address: string, pathOf: (n: number) => string): LoadClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const { hostname, port } = new URL(address);

  const get = (path: string): Promise<Answered> =>
    new Promise((resolve) => {
      const start = performance.now();
      const done = (status: number): void => resolve({ status, ms: performance.now() - start });
      request({ agent, hostname, port, path }, (response) => {
        response
          .resume()
          .on('end', () => done(response.statusCode ?? 0))
          .on('error', () => done(0));
      })
        .on('error', () => done(0))
        .end();
    });

  return {
    get,
    closedLoop: async (clients, seconds) => {
      const answers: Answered[] = [];
      const until = performance.now() + seconds * 1_000;
      let n = 0;
      await Promise.all(
        Array.from({ length: clients }, async () => {
          while (performance.now() < until) answers.push(await get(pathOf(n++)));
        }),
      );
      return answers;
    },
    openLoop: async (perSecond, seconds) => {
      const answers: Answered[] = [];
      let underWay = 0;
      const ask = async (path: string): Promise<void> => {
        underWay++;
        answers.push(await get(path));
        underWay--;
      };
      const start = performance.now();
      for (let asked = 0; performance.now() - start < seconds * 1_000; await sleep(5)) {
        const due = ((performance.now() - start) / 1_000) * perSecond;
        for (; asked < due; asked++) void ask(pathOf(asked));
      }
      while (underWay > 0) await sleep(10);
      return answers;
    },
    close: () => agent.destroy(),
  };
};
