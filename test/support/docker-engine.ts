import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestEngine } from './temporary-engine.ts';

const DOCKERFILE_FOLDER = fileURLToPath(new URL('../../docker/elasticsearch', import.meta.url));
const BUILT_IMAGE = 'timbao-elasticsearch:9.4.3';
const OFFICIAL_IMAGE = 'docker.elastic.co/elasticsearch/elasticsearch:9.4.3';

/** What `docker/elasticsearch` is built on where it is not the official image, by the name that Compose has for it. */
const baseImage = (): Record<string, string> => {
  const image = process.env['ELASTICSEARCH_IMAGE'];
  return image === undefined || image === '' ? {} : { ELASTICSEARCH_IMAGE: image };
};

/**
 * Starts Elasticsearch in a container, where Docker answers: the image of `docker/elasticsearch`, or, where that
 * can't be built, an image of the official name that has the ICU plugin. Says why when it comes to nothing.
 * @returns undefined when there is no Docker or no usable image
 */
export async function startDockerEngine(say: (message: string) => void): Promise<TestEngine | undefined> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const docker = await getContainerRuntimeClient().catch(() => undefined);
  if (docker === undefined) return undefined;

  if (existsSync(DOCKERFILE_FOLDER)) {
    try {
      await GenericContainer.fromDockerfile(DOCKERFILE_FOLDER)
        .withBuildArgs(baseImage())
        .build(BUILT_IMAGE, { deleteOnExit: false });
      return await startContainer(BUILT_IMAGE, say);
    } catch (error) {
      say(`Docker answers, but the image of docker/elasticsearch can't be used: ${firstLine(error)}`);
    }
  }
  try {
    return await startContainer(OFFICIAL_IMAGE, say);
  } catch (error) {
    say(`Docker answers, but ${OFFICIAL_IMAGE} can't be used: ${firstLine(error)}`);
    return undefined;
  }
}

async function startContainer(
  image: string,
  say: (message: string) => void,
): Promise<TestEngine | undefined> {
  const { ElasticsearchContainer } = await import('@testcontainers/elasticsearch');
  const container = await new ElasticsearchContainer(image)
    .withEnvironment({
      'xpack.security.enabled': 'false',
      'xpack.ml.enabled': 'false',
      // The defaults are shares of the disk: on a well filled one no index could be created.
      'cluster.routing.allocation.disk.watermark.low': '1gb',
      'cluster.routing.allocation.disk.watermark.high': '500mb',
      'cluster.routing.allocation.disk.watermark.flood_stage': '200mb',
      ES_JAVA_OPTS: '-Xms512m -Xmx512m',
    })
    .start();
  const url = container.getHttpUrl();
  const plugins = await fetch(`${url}/_cat/plugins`).then((response) => response.text());
  if (!plugins.includes('analysis-icu')) {
    await container.stop();
    say(`${image} has no analysis-icu plugin.`);
    return undefined;
  }
  return {
    description: `Elasticsearch in Docker (${image})`,
    url,
    stop: async () => {
      await container.stop();
    },
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
