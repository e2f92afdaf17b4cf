import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usersLine, type EngineAccess } from './engine-access.ts';
import type { TransportCertificate } from './transport-certificate.ts';

const CLUSTER = 'timbao';
const KEYSTORE = 'transport.p12';
const CERTIFICATE = 'transport.crt';

/** Folders of one engine, all inside its own folder. */
export interface EngineLayout {
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly temp: string;
  /** The certificate for other nodes. */
  readonly transport: string;
  /** What the engine's processes print. */
  readonly console: string;
  /** What Elasticsearch logs. */
  readonly log: string;
}

/** The folders of the engine whose folder is `root`. */
export function engineLayout(root: string): EngineLayout {
  const logs = join(root, 'logs');
  return {
    root,
    config: join(root, 'config'),
    data: join(root, 'data'),
    logs,
    temp: join(root, 'tmp'),
    transport: join(root, 'transport'),
    console: join(logs, 'console.log'),
    log: join(logs, `${CLUSTER}.log`),
  };
}

/** How an engine is set up. */
export interface EngineSetup extends EngineJvm {
  /** The port to answer on; 0: one that is free. */
  readonly port: number;
  /** Who alone may ask it. */
  readonly access: EngineAccess;
  readonly certificate: TransportCertificate;
  /** The folder that snapshots may be put into; none without it. */
  readonly backups?: string;
}

interface EngineJvm {
  /** Java's notation: `512m`, `1g`. */
  readonly heap: string;
  /** For an engine of minutes: compiles less, which halves the work of a start, and answers slower later on. */
  readonly shortLived: boolean;
}

/**
 * Creates the folders, for their owner alone, and writes the configuration anew; the data is left as it is.
 * @param nodeName a name of this very start, by which the engine is recognised
 */
export async function writeEngineConfig(
  layout: EngineLayout,
  nodeName: string,
  setup: EngineSetup,
): Promise<void> {
  const { access, certificate } = setup;
  for (const folder of [layout.temp, layout.config]) await rm(folder, { recursive: true, force: true });
  for (const folder of [layout.config, layout.data, layout.logs, layout.temp]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
  }
  // These tell the ports of this start; those of the last one must not be taken for them.
  for (const name of ['http.ports', 'transport.ports']) await rm(join(layout.logs, name), { force: true });
  const write = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(layout.config, name), content, { mode: 0o600 });
  await write('elasticsearch.yml', elasticsearchYml(layout, nodeName, setup));
  await write('jvm.options', jvmOptions(layout, setup));
  await write('log4j2.properties', LOG4J);
  // Elasticsearch lets its security read nothing outside the folder of its configuration.
  await write(KEYSTORE, await readFile(certificate.keystore));
  await write(CERTIFICATE, await readFile(certificate.certificate));
  await write('users', usersLine(access));
  await write('users_roles', `superuser:${access.username}\n`);
}

function elasticsearchYml(
  layout: EngineLayout,
  nodeName: string,
  { port, certificate, backups, heap }: EngineSetup,
): string {
  const settings: Record<string, string | number | boolean> = {
    'cluster.name': CLUSTER,
    'node.name': nodeName,
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    // Port 0: the system gives a free one, and the ports file tells which.
    'http.port': port,
    'transport.port': 0,
    'node.portsfile': true,
    'path.data': layout.data,
    'path.logs': layout.logs,
    ...(backups === undefined ? {} : { 'path.repo': backups }),
    // Loopback is open to every account of the machine, and to the pages in its browsers.
    'xpack.security.enabled': true,
    // What goes over loopback can be read by root alone.
    'xpack.security.http.ssl.enabled': false,
    // The one user of the file `users`, and none besides.
    'xpack.security.authc.realms.file.file.order': 0,
    'xpack.security.authc.realms.native.native.enabled': false,
    'xpack.security.authc.reserved_realm.enabled': false,
    'xpack.security.authc.api_key.enabled': false,
    'xpack.security.enrollment.enabled': false,
    'xpack.security.transport.ssl.enabled': true,
    'xpack.security.transport.ssl.client_authentication': 'required',
    'xpack.security.transport.ssl.verification_mode': 'certificate',
    'xpack.security.transport.ssl.keystore.path': KEYSTORE,
    'xpack.security.transport.ssl.keystore.password': certificate.keystorePassword,
    'xpack.security.transport.ssl.certificate_authorities': CERTIFICATE,
    // What counts garbage as used refuses all requests from then on, which leaves nothing that would have it collected: of
    // G1 alone Elasticsearch asks for that first.
    ...(isSmall(heap) && { 'indices.breaker.total.use_real_memory': false }),
    // The defaults are shares of the disk: on a developer's well filled disk they stop all writing with tens of
    // gigabytes free. A floor stays: a disk that is really full can damage the index.
    'cluster.routing.allocation.disk.watermark.low': '1gb',
    'cluster.routing.allocation.disk.watermark.high': '500mb',
    'cluster.routing.allocation.disk.watermark.flood_stage': '200mb',
  };
  // JSON's strings are YAML's, whatever a path may hold.
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');
}

function jvmOptions(layout: EngineLayout, { heap, shortLived }: EngineJvm): string {
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    // A small heap has no use for a collector that takes threads and memory of its own.
    isSmall(heap) ? '-XX:+UseSerialGC' : '-XX:+UseG1GC',
    ...(shortLived ? ['-XX:TieredStopAtLevel=1'] : []),
    // The heap is taken as it is needed: a small index stays far below it.
    '-XX:-AlwaysPreTouch',
    '-Djava.io.tmpdir=${ES_TMPDIR}',
    '--add-modules=jdk.incubator.vector',
    '-XX:+ExitOnOutOfMemoryError',
    // Would write an index about roles that nobody has, at each start.
    '-Des.queryable_built_in_roles_enabled=false',
    `-XX:ErrorFile=${join(layout.logs, 'hs_err_pid%p.log')}`,
    // As in the stock jvm.options.
    '-Dorg.apache.lucene.store.defaultReadAdvice=normal',
    '-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1',
    '',
  ].join('\n');
}

function isSmall(heap: string): boolean {
  return Number.parseInt(heap, 10) <= (/g$/i.test(heap) ? 1 : 1024);
}

const PATTERN = '%d{ISO8601} %-5p %c{1.} %m%n%throwable';

const LOG4J = `status = error

appender.rolling.type = RollingFile
appender.rolling.name = rolling
appender.rolling.fileName = \${sys:es.logs.base_path}\${sys:file.separator}\${sys:es.logs.cluster_name}.log
appender.rolling.filePattern = \${sys:es.logs.base_path}\${sys:file.separator}\${sys:es.logs.cluster_name}-%i.log
appender.rolling.layout.type = PatternLayout
appender.rolling.layout.pattern = ${PATTERN}
appender.rolling.policies.type = Policies
appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
appender.rolling.policies.size.size = 10MB
appender.rolling.strategy.type = DefaultRolloverStrategy
appender.rolling.strategy.max = 2

rootLogger.level = info
rootLogger.appenderRef.rolling.ref = rolling

logger.deprecation.name = deprecation
logger.deprecation.level = off
`;
