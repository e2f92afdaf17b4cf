import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { engineAccount, giveTo } from '../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../src/embedded/engine-environment.ts';
import { endEngine, launchEngine } from '../../src/embedded/engine-process.ts';
import { installEngine } from '../../src/embedded/install-engine.ts';
import { locateJdk } from '../../src/embedded/locate-jdk.ts';
import { identifyProcess } from '../../src/embedded/process-identity.ts';
import { runCommand } from '../../src/embedded/run-command.ts';
import { ensureTransportCertificate } from '../../src/embedded/transport-certificate.ts';
import { engineLayout, writeEngineConfig } from '../../src/embedded/write-engine-config.ts';

/** An engine as a newsroom's cluster is: HTTPS, with users, roles and API keys. */
export interface SecuredEngine {
  readonly url: string;
  /** The certificate that signed its own, as PEM, and its SHA-256. */
  readonly ca: string;
  readonly fingerprint: string;
  /** A folder for backups. */
  readonly backups: string;
  /** By whoever may do everything. */
  readonly admin: Client;
  stop(): Promise<void>;
}

const ADMIN = { username: 'elastic-admin', password: 'p'.repeat(43) };
const KEYSTORE_PASSWORD = 'of-the-tests';
const START_MS = 240_000;

/** Starts the embedded engine with what it leaves out when it runs for one service on loopback. */
export const startSecuredEngine = async (): Promise<SecuredEngine> => {
  const work = await mkdtemp(join(tmpdir(), 'timbao-secured-'));
  await chmod(work, 0o755);
  const env = inheritedEnvironment();
  const account = engineAccount();
  const jdk = await locateJdk(env, account);
  const home = await installEngine({ jdk, env, account, onProgress: () => {} });
  const layout = engineLayout(join(work, 'engine'));
  const backups = join(work, 'backups');
  await mkdir(layout.root);
  await mkdir(backups);
  const { signal } = new AbortController();
  await writeEngineConfig(layout, 'secured', {
    port: 0,
    access: ADMIN,
    certificate: await ensureTransportCertificate(layout.transport, { jdk, env, signal }),
    heap: '512m',
    shortLived: true,
    backups,
  });
  const keystore = join(layout.config, 'http.p12');
  const keytool = async (...args: string[]): Promise<void> => {
    const store = [
      '-alias',
      'http',
      '-keystore',
      keystore,
      '-storetype',
      'PKCS12',
      '-storepass',
      KEYSTORE_PASSWORD,
    ];
    const { code, output } = await runCommand(jdk.keytool, [...args, ...store], { env });
    if (code !== 0) throw new Error(output);
  };
  const key = [
    '-keyalg',
    'EC',
    '-groupname',
    'secp256r1',
    '-dname',
    'CN=cluster',
    '-ext',
    'san=ip:127.0.0.1',
  ];
  await keytool('-genkeypair', ...key);
  await keytool('-exportcert', '-rfc', '-file', join(layout.config, 'http.crt'));
  const ca = await readFile(join(layout.config, 'http.crt'), 'utf8');

  const yml = join(layout.config, 'elasticsearch.yml');
  const settings = (await readFile(yml, 'utf8'))
    .split('\n')
    .filter((line) => !/^xpack\.security\.(?:http|authc\.(?:api_key|realms\.native))/.test(line));
  await writeFile(
    yml,
    [
      ...settings,
      'xpack.security.authc.api_key.enabled: true',
      'xpack.security.http.ssl.enabled: true',
      'xpack.security.http.ssl.keystore.path: http.p12',
      `xpack.security.http.ssl.keystore.password: ${KEYSTORE_PASSWORD}`,
      'xpack.security.authc.realms.native.native.order: 1',
    ].join('\n'),
  );
  for (const folder of [layout.root, backups]) await giveTo(account, folder);

  const child = await launchEngine({ home, layout, jdk, env, account });
  const launcher = identifyProcess(child.pid ?? 0) ?? { pid: child.pid ?? 0, began: '' };
  const stop = async (): Promise<void> => {
    await endEngine(launcher, undefined);
    await rm(work, { recursive: true, force: true });
  };
  try {
    const deadline = performance.now() + START_MS;
    for (;;) {
      const ports = await readFile(join(layout.logs, 'http.ports'), 'utf8').catch(() => '');
      const address = /^(127\.0\.0\.1:\d+)\r?\n/m.exec(ports)?.[1];
      if (address !== undefined) {
        const url = `https://${address}`;
        const admin = new Client({ node: url, auth: ADMIN, tls: { ca }, requestTimeout: 120_000 });
        const answer = await admin.cluster.health({ wait_for_status: 'yellow' }).catch(() => null);
        if (answer !== null) {
          const { fingerprint256: fingerprint } = new X509Certificate(ca);
          return {
            url,
            ca,
            fingerprint,
            backups,
            admin,
            stop: async () => {
              await admin.close();
              await stop();
            },
          };
        }
        await admin.close();
      }
      if (performance.now() > deadline || child.exitCode !== null)
        throw new Error(`The engine did not start: ${await readFile(layout.console, 'utf8')}`);
      await sleep(500);
    }
  } catch (error) {
    await stop();
    throw error;
  }
};
