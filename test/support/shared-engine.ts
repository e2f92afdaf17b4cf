import type { TestProject } from 'vitest/node';
import { maskUrl } from '../../src/config.ts';
import { startDockerEngine } from './docker-engine.ts';
import { engineFetch } from './engine-fetch.ts';
import { startTemporaryEngine } from './temporary-engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the Elasticsearch that all test files share, with its password; empty where none of them was to need one. */
    elasticsearchUrl: string;
  }
}

/** Tests that need no engine, or start their own. */
const WITHOUT = /(^|\/)test\/(unit|golden|drill\/cluster)(\/|$)/;

/**
 * Finds the one Elasticsearch of a test run, in the order: `ELASTICSEARCH_URL`, Docker, the embedded one; prints
 * which it is. With `TEST_ENGINE=docker` none but Docker's will do. A run that names nothing but tests without it gets none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (onlyTestsWithoutNamed(process.argv.slice(2))) {
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
  const docker = await startDockerEngine(say);
  if (docker === undefined && process.env['TEST_ENGINE'] === 'docker') {
    throw new Error('TEST_ENGINE=docker is set, and there is no Elasticsearch in Docker to be had.');
  }
  const engine = docker ?? (await startTemporaryEngine());
  say(`Tests use ${engine.description}: ${maskUrl(engine.url)}`);
  project.provide('elasticsearchUrl', engine.url);
  return () => engine.stop();
}

/** `vitest run test/unit/text` needs no engine; anything that is not surely so gets one. */
function onlyTestsWithoutNamed(args: readonly string[]): boolean {
  const named = args.filter((arg) => arg !== 'run' && arg !== 'watch' && !arg.startsWith('-'));
  return named.length > 0 && named.every((name) => WITHOUT.test(name));
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
