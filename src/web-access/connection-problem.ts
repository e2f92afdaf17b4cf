import { PrivateAddressError } from './address-guard.ts';

/** Why a request came to nothing. */
export type ConnectionProblem =
  | { readonly kind: 'private'; readonly host: string }
  | { readonly kind: 'trouble'; readonly problem: string; readonly code: string | null };

/**
 * What `fetch` throws hides why in its causes.
 *
 * @throws what is no error of a connection
 */
export const connectionProblem = (error: unknown): ConnectionProblem => {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateAddressError) return { kind: 'private', host: cause.host };
    if ('code' in cause && typeof cause.code === 'string') {
      const { code } = cause;
      return { kind: 'trouble', problem: REASONS[code] ?? `cannot be read (${code})`, code };
    }
    if (!(cause.cause instanceof Error)) {
      return { kind: 'trouble', problem: `cannot be read (${cause.message})`, code: null };
    }
  }
  throw error;
};

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has a host that no name server knows',
  EAI_AGAIN: 'has a host whose name server does not answer',
  ECONNREFUSED: 'has a host that takes no connection',
  ECONNRESET: 'broke off',
  UND_ERR_SOCKET: 'broke off',
  UND_ERR_CONNECT_TIMEOUT: 'has a host that does not answer',
};
