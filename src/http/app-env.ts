import type { HttpBindings } from '@hono/node-server';
import type { Deadline } from '../deadline.ts';
import type { Services } from './services.ts';

/** What every handler finds in its context. */
export interface AppEnv {
  /** The socket's side of a request; absent where the app is called without a server. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Of a route that asks for them (`middleware/asks.ts`). */
    services: Services;
    /** Of the same: until when it must be answered; ended by a client that leaves, too. */
    deadline: Deadline;
    /** Of the same: to be called when what is streamed is at its end, with the error that ended it. */
    endStream: (error?: unknown) => void;
  };
}
