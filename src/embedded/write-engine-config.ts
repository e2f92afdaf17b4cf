import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const CLUSTER = 'timbao';

/** Folders of one engine, all inside its own folder. */
export interface EngineLayout {
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly temp: string;
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
    console: join(logs, 'console.log'),
    log: join(logs, `${CLUSTER}.log`),
  };
}

/** How an engine is set up. */
export interface EngineSetup extends EngineJvm {
  /** The port to answer on; 0: one that is free. */
  readonly port: number;
}

interface EngineJvm {
  /** Java's notation: `512m`, `1g`. */
  readonly heap: string;
  /** For an engine of minutes: compiles less, which halves the work of a start, and answers slower later on. */
  readonly shortLived: boolean;
}

/**
 * Creates the folders and writes the configuration anew; the data is left as it is.
 * @param nodeName a name of this very start, by which the engine is recognised
 */
export async function writeEngineConfig(
  layout: EngineLayout,
  nodeName: string,
  { port, ...jvm }: EngineSetup,
): Promise<void> {
  await rm(layout.temp, { recursive: true, force: true });
  await rm(join(layout.config, 'elasticsearch.keystore'), { force: true });
  for (const folder of [layout.config, layout.data, layout.logs, layout.temp])
    await mkdir(folder, { recursive: true });
  // These tell the ports of this start; those of the last one must not be taken for them.
  for (const name of ['http.ports', 'transport.ports']) await rm(join(layout.logs, name), { force: true });
  await writeFile(join(layout.config, 'elasticsearch.yml'), elasticsearchYml(layout, nodeName, port));
  await writeFile(join(layout.config, 'jvm.options'), jvmOptions(layout, jvm));
  await writeFile(join(layout.config, 'log4j2.properties'), LOG4J);
}

function elasticsearchYml(layout: EngineLayout, nodeName: string, port: number): string {
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
    'xpack.security.enabled': false,
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
