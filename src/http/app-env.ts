import type { HttpBindings } from '@hono/node-server';
import type { Deadline } from '../deadline.ts';
import type { ApiKey } from './keys/api-key.ts';
import type { Services } from './services.ts';

/** Who sent a request, as far as it proves it. */
export type Caller =
  | { readonly kind: 'key'; readonly key: ApiKey }
  /** No keys are set, and it comes from this machine, which may do everything then. */
  | { readonly kind: 'local' }
  | {
      readonly kind: 'stranger';
      readonly why: 'no-key' | 'unknown-key' | 'expired-key' | 'not-local' | 'no-keys-set';
    };

/** What every handler finds in its context. */
export interface AppEnv {
  /** The socket's side of a request; absent where the app is called without a server. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Of an answer whose tag was made with it (`middleware/caching.ts`). */
    etag?: string;
    caller: Caller;
    /** Of a route that asks for them (`middleware/asks.ts`). */
    services: Services;
    /** Of the same: until when it must be answered; ended by a client that leaves, too. */
    deadline: Deadline;
    /**
     * Of the same: another place, for work that the request does beside the one it has a place for. Gives how to leave
     * it; throws where there is none.
     */
    admit: () => Promise<(error?: unknown) => void>;
    /** Of what is limited: counts a request that is the work of several as so many more. */
    charge: (more: number) => Promise<void>;
    /** Of the same: to be called when what is streamed is at its end, with the error that ended it. */
    endStream: (error?: unknown) => void;
  };
}
