import { ENGINE_RELEASE, type EngineRelease } from '../../src/embedded/engine-release.ts';

const [icuTokenizer, icu4j] = ENGINE_RELEASE.icuJars;
if (icuTokenizer === undefined || icu4j === undefined) throw new Error('The ICU plugin is made of two jars.');

/** The Elasticsearch 8 that the service is held to work with: 8.19 is the last of it. */
export const RELEASE_8: EngineRelease = {
  ...ENGINE_RELEASE,
  elasticsearch: '8.19.8',
  distribution: {
    ...ENGINE_RELEASE.distribution,
    version: '26.1.0.118079',
    bytes: 909_320_623,
    sha256: 'a35bb7a857424541cbc083374554aea76952b0fc60ba6ff36b369961e5bd1df3',
  },
  folder: 'sonarqube-26.1.0.118079/elasticsearch',
  launcher: [
    '-Dcli.name=server',
    '-Dcli.script=bin/elasticsearch',
    '-Dcli.libs=lib/tools/server-cli',
    '-Des.path.home={home}',
    '-Des.path.conf={config}',
    '-Des.distribution.type=tar',
    '-cp',
    '{home}/lib/*:{home}/lib/cli-launcher/*',
    'org.elasticsearch.launcher.CliToolLauncher',
  ],
  icuJars: [
    {
      ...icuTokenizer,
      version: '9.12.2',
      bytes: 84_062,
      sha256: '4cb8039065c433d50095daf7a2ef2c39c3800d67b1520dfd8ff63688fc215f68',
    },
    // The one of Elasticsearch 8: it reads no data of a later one.
    {
      ...icu4j,
      version: '68.2',
      bytes: 13_298_680,
      sha256: '9bd7bf869a44ba8aeb0cddd7e6616e88cd4795ba5bfce2230447cb0e185a646c',
    },
  ],
};
