import { connect, type Socket } from 'node:net';
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

interface Connection {
  readonly socket: Socket;
  /** `null`: it waits for none. */
  onAnswered: ((status: number) => void) | null;
}

/**
 * Reads no more of answers than it must to know where each ends: on one machine, what the client takes the service lacks,
 * and that of Node.js takes longer for an answer than the service for a refusal.
 */
const readAnswers = (onAnswered: (status: number) => void): ((chunk: Buffer) => void) => {
  let head = '';
  let status = 0;
  /** Bytes of the body that are still to come; `null`: the head is not whole yet. */
  let left: number | null = null;
  return (chunk) => {
    let arrived = chunk.length;
    if (left === null) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
      const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end + 2))?.[1];
      if (length === undefined) throw new Error(`An answer without its length: ${head.slice(0, end)}`);
      left = Number(length);
      arrived = head.length - end - 4;
    }
    left -= arrived;
    if (left > 0) return;
    head = '';
    left = null;
    onAnswered(status);
  };
};

/** @param pathOf the path of the nth request */
export const createLoadClient = (address: string, pathOf: (n: number) => string): LoadClient => {
  const { hostname, port } = new URL(address);
  /** Those that wait for a request; the one used last is taken first. */
  const idle: Connection[] = [];
  const all = new Set<Connection>();

  const get = (path: string): Promise<Answered> =>
    new Promise((resolve) => {
      const start = performance.now();
      const connection = idle.pop() ?? open();
      connection.onAnswered = (status) => resolve({ status, ms: performance.now() - start });
      connection.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    });

  const open = (): Connection => {
    const connection: Connection = { socket: connect(Number(port), hostname), onAnswered: null };
    all.add(connection);
    const answered = (status: number): void => {
      const { onAnswered } = connection;
      connection.onAnswered = null;
      if (status !== 0) idle.push(connection);
      onAnswered?.(status);
    };
    connection.socket
      .on('data', readAnswers(answered))
      .on('error', () => {})
      .on('close', () => {
        all.delete(connection);
        const at = idle.indexOf(connection);
        if (at >= 0) idle.splice(at, 1);
        answered(0);
      });
    return connection;
  };

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
    close: () => {
      for (const { socket } of all) socket.destroy();
    },
  };
};
