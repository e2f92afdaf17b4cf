import type { TestProject } from 'vitest/node';
import { maskUrl } from '../../src/config.ts';
import { startDockerEngine } from './docker-engine.ts';
import { engineFetch } from './engine-fetch.ts';
import { RELEASE_8 } from './release-8.ts';
import { startTemporaryEngine } from './temporary-engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the Elasticsearch that all test files share, with its password. */
    elasticsearchUrl: string;
  }
}

/**
 * Finds the one Elasticsearch of a test run, in the order: `ELASTICSEARCH_URL`, Docker, the embedded one; prints
 * which it is. With `TEST_ENGINE=docker` none but Docker's will do, with `embedded` none but the embedded one, with
 * `embedded-8` none but an embedded Elasticsearch 8.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (startsItsOwn(process.argv)) {
    project.provide('elasticsearchUrl', '');
    return async () => {};
  }
  const say = (message: string): void => console.error(message);

  const given = process.env['ELASTICSEARCH_URL'];
  if (given !== undefined && given !== '') {
    await requireIcu(given);
    say(`Tests use the Elasticsearch of ELASTICSEARCH_URL: ${maskUrl(given)}`);
    project.provide('elasticsearchUrl', given);
    return async () => {};
  }
  const wanted = process.env['TEST_ENGINE'];
  const docker = wanted?.startsWith('embedded') ? undefined : await startDockerEngine(say);
  if (docker === undefined && wanted === 'docker') {
    throw new Error('TEST_ENGINE=docker is set, and there is no Elasticsearch in Docker to be had.');
  }
  const engine =
    docker ?? (await startTemporaryEngine(wanted === 'embedded-8' ? { release: RELEASE_8 } : {}));
  say(`Tests use ${engine.description}: ${maskUrl(engine.url)}`);
  project.provide('elasticsearchUrl', engine.url);
  return () => engine.stop();
}

/** The drill of a cluster has an engine of three nodes to itself. */
function startsItsOwn(args: readonly string[]): boolean {
  const files = args.filter((arg) => arg.endsWith('.test.ts'));
  return files.length > 0 && files.every((file) => file.includes('test/drill/cluster'));
}

async function requireIcu(url: string): Promise<void> {
  const plugins = await engineFetch(new URL('_cat/plugins', `${url}/`).href).then(
    (response) => response.text(),
    (error: unknown) => {
      throw new Error(`ELASTICSEARCH_URL is set, but nothing answers there: ${String(error)}`);
    },
  );
  if (!plugins.includes('analysis-icu')) {
    throw new Error(
      'The Elasticsearch of ELASTICSEARCH_URL does not have the analysis-icu plugin, which the tests need.',
    );
  }
}
