import type { Config } from '../src/config.ts';

/** The address of the engine with its account, for what speaks to the engine itself; ends the process where none is set. */
export const engineUrl = ({ engine }: Pick<Config, 'engine'>): string => {
  if (engine.kind !== 'remote') {
    console.error(
      'Say which engine: ELASTICSEARCH_URL=$(npm run --silent timbao -- engine url), after: timbao engine start',
    );
    process.exit(2);
  }
  const { urls, auth } = engine;
  const url = new URL(urls[0] ?? '');
  if (auth?.kind === 'basic') {
    url.username = encodeURIComponent(auth.username);
    url.password = encodeURIComponent(auth.password);
  }
  return url.href;
};
