import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * How a line is cut: `broken`, its connections end and new ones are ended at once, as where a machine is gone; `silent`,
 * nothing comes through any more and nobody is told, as where a cable is.
 */
export type Cut = 'broken' | 'silent';

/** A way to a port that can be cut, and healed. */
export interface CutProxy {
  readonly port: number;
  cut(how: Cut): void;
  /** Lets connections through again. What a silent cut has held back is not sent any more: its connections end. */
  heal(): void;
  close(): Promise<void>;
}

/** @param targetPort of this machine; it need not be listened to yet */
export const startCutProxy = async (targetPort: number): Promise<CutProxy> => {
  let state: Cut | 'whole' = 'whole';
  const sockets = new Set<Socket>();

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  };
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const server: Server = createServer((incoming) => {
    keep(incoming);
    if (state === 'broken') {
      incoming.destroy();
      return;
    }
    // Nobody reads what it sends: it waits.
    if (state === 'silent') return;
    const outgoing = connect(targetPort, '127.0.0.1');
    keep(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.once('close', () => outgoing.destroy());
    outgoing.once('close', () => incoming.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    cut: (how) => {
      state = how;
      if (how === 'broken') endAll();
      else for (const socket of sockets) socket.unpipe().pause();
    },
    heal: () => {
      state = 'whole';
      endAll();
    },
    close: async () => {
      server.close();
      endAll();
      await once(server, 'close');
    },
  };
};
