import type { HttpBindings } from '@hono/node-server';

/** What every handler finds in its context. */
export interface AppEnv {
  /** The socket's side of a request; absent where the app is called without a server. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
  };
}
