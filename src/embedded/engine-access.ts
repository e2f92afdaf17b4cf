import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How to sign in to the embedded engine. */
export interface EngineAccess {
  readonly username: string;
  readonly password: string;
}

const USERNAME = 'timbao';
/** The least and the most that a password of ours can be: 256 bits in base64url. */
const PASSWORD = /^[\w-]{43}$/;

/** The file in a data folder with the password of its engine, which its owner alone may read. */
export function engineAccessFile(dataDir: string): string {
  return join(dataDir, 'engine-password');
}

/** How to sign in to the engine of a data folder; undefined before its first start. */
export function readEngineAccess(dataDir: string): EngineAccess | undefined {
  let password: string;
  try {
    password = readFileSync(engineAccessFile(dataDir), 'utf8').trim();
  } catch {
    return undefined;
  }
  return PASSWORD.test(password) ? { username: USERNAME, password } : undefined;
}

/** The same; makes the password up where there is none. It stays for as long as the data folder does. */
export async function ensureEngineAccess(dataDir: string): Promise<EngineAccess> {
  const file = engineAccessFile(dataDir);
  const known = readEngineAccess(dataDir);
  const access = known ?? { username: USERNAME, password: randomBytes(32).toString('base64url') };
  if (known === undefined) await writeFile(file, `${access.password}\n`, { mode: 0o600 });
  // A mode counts only for files that are created, and this one may have come from a backup.
  await chmod(file, 0o600);
  return access;
}

/** The header that signs in. */
export function authorization({ username, password }: EngineAccess): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** An address that signs in by itself, as `ELASTICSEARCH_URL` takes it. Not for logs. */
export function addressWithAccess(url: string, { username, password }: EngineAccess): string {
  const address = new URL(url);
  Object.assign(address, { username, password });
  return address.href.replace(/\/$/, '');
}

// The password is random through and through: no iterations make it any harder to guess.
const ITERATIONS = 1000;

/** The line for Elasticsearch's file `users`. */
export function usersLine({ username, password }: EngineAccess): string {
  const salt = randomBytes(32);
  const hash = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha512');
  return `${username}:{PBKDF2}${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
}
