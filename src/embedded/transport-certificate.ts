import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEnvironment } from './engine-environment.ts';
import { engineError } from './engine-error.ts';
import type { Jdk } from './locate-jdk.ts';
import { runCommand } from './run-command.ts';

/** What an engine shows to other nodes, and the only thing that it believes of them. */
export interface TransportCertificate {
  readonly keystore: string;
  readonly keystorePassword: string;
  /** The certificate in the keystore, as PEM. */
  readonly certificate: string;
}

const ALIAS = 'node';

/**
 * The certificate of an engine, made at its first start and kept in `folder`. It has no other node to talk to, but
 * listens for one, and believes whatever a node says: so the only node let in is one with the engine's own key.
 * @throws AppError `embedded_engine`
 */
export async function ensureTransportCertificate(
  folder: string,
  { jdk, env, signal }: { readonly jdk: Jdk; readonly env: EngineEnvironment; readonly signal: AbortSignal },
): Promise<TransportCertificate> {
  if (!existsSync(folder)) {
    const temporary = `${folder}.new`;
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { mode: 0o700 });
    await makeCertificate(temporary, { jdk, env, signal });
    await rename(temporary, folder);
  }
  const { keystore, certificate, password } = filesIn(folder);
  return { keystore, certificate, keystorePassword: (await readFile(password, 'utf8')).trim() };
}

const filesIn = (folder: string): Record<'keystore' | 'certificate' | 'password', string> => ({
  keystore: join(folder, 'node.p12'),
  certificate: join(folder, 'node.crt'),
  password: join(folder, 'password'),
});

async function makeCertificate(
  folder: string,
  { jdk, env, signal }: { readonly jdk: Jdk; readonly env: EngineEnvironment; readonly signal: AbortSignal },
): Promise<void> {
  const { keystore, certificate, password } = filesIn(folder);
  const secret = randomBytes(32).toString('base64url');
  await writeFile(password, `${secret}\n`, { mode: 0o600 });
  const keytool = async (...args: string[]): Promise<void> => {
    const result = await runCommand(
      jdk.keytool,
      // By its name in the environment: what a command is called with can be seen by everybody on the machine.
      [
        ...args,
        '-alias',
        ALIAS,
        '-keystore',
        keystore,
        '-storetype',
        'PKCS12',
        '-storepass:env',
        'STORE_PASSWORD',
      ],
      { env: { ...env, STORE_PASSWORD: secret }, signal },
    );
    if (result.code !== 0) {
      throw engineError(`The JDK's keytool could not make the engine's certificate: ${result.output.trim()}`);
    }
  };
  await keytool(
    '-genkeypair',
    '-keyalg',
    'EC',
    '-groupname',
    'secp256r1',
    '-dname',
    'CN=timbao',
    '-validity',
    '36500',
  );
  await keytool('-exportcert', '-rfc', '-file', certificate);
  for (const file of [keystore, certificate]) await chmod(file, 0o600);
}
