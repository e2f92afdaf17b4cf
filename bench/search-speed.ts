// How long a search with its highlights takes, beside plain Elasticsearch on the same engine in the same run.
//
//   npm run search-speed -- --data DIR [--sets a,b] [--ways accented,…] [--limit N] [--passes N]
//
// Every query is sent to each of them in turn, the first one another each time, so that whatever else the machine
// does falls on all alike. What counts are the ratios.
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { withConnection } from '../src/service/connect.ts';
import { startHttpServer } from '../src/service/http-server.ts';
import { languageOf } from '../src/cli/language-of.ts';
import { readConfig } from '../src/config.ts';
import type { Answer } from '../src/domain/answer.ts';
import type { Engine, Searcher } from '../src/engine/engine.ts';
import { createApp } from '../src/http/create-app.ts';
import { engineUrl } from './engine-url.ts';
import { mergeSegments } from './merge-segments.ts';
import { FOLDING, indexCollection, STANDARD, TIMBAO } from './collection.ts';
import { quantile } from './figures.ts';
import { readServices } from './read-services.ts';
import { collectionOf, dataFolder, readQueries } from './relevance-data.ts';
import { plain, timbao } from './searches.ts';
import { shuffled } from './shuffled.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: 'keywords_news,knownitem_news' },
    ways: { type: 'string', default: 'accented,unaccented,halfaccented,nfd,toneswap' },
    limit: { type: 'string', default: '300' },
    passes: { type: 'string', default: '1' },
  },
});
const data = dataFolder(values.data, 'search-speed');

/** What the searches of one set-up came to: milliseconds of each, and what they asked of the engine. */
class Clock {
  readonly times: number[] = [];
  requests = 0;
  /** Milliseconds that a request was under way, and those that the engine says it worked. */
  waited = 0;
  took = 0;

  at(share: number): number {
    return quantile(this.times, share);
  }

  /** An engine whose searches are counted here. */
  listening(engine: Engine): Searcher {
    const timed = async <T>(work: Promise<T>, tookOf: (answer: T) => number): Promise<T> => {
      const started = performance.now();
      this.requests++;
      const answer = await work;
      this.waited += performance.now() - started;
      this.took += tookOf(answer);
      return answer;
    };
    return {
      search: <T>(...call: Parameters<Searcher['search']>) =>
        timed(engine.search<T>(...call), (answer: Answer<T>) => answer.tookMs),
      msearch: <T>(...call: Parameters<Searcher['msearch']>) =>
        timed(engine.msearch<T>(...call), (answers) => Math.max(0, ...answers.map(({ tookMs }) => tookMs))),
    };
  }
}

interface Contender {
  readonly name: string;
  readonly search: (query: string) => Promise<unknown>;
  readonly clock: Clock;
}

const race = async (queries: readonly string[], contenders: readonly Contender[]): Promise<void> => {
  for (const [i, query] of queries.entries()) {
    for (let k = 0; k < contenders.length; k++) {
      const { search, clock } = contenders[(i + k) % contenders.length] as Contender;
      const started = performance.now();
      await search(query);
      clock.times.push(performance.now() - started);
    }
  }
};

const overHttp = (port: number) => async (query: string) => {
  const response = await fetch(`http://127.0.0.1:${port}/v1/search?q=${encodeURIComponent(query)}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return response.text();
};

const WARM_UP = 40;

const config = readConfig();
const url = engineUrl(config);

await withConnection(config, async (engine) => {
  const head = ['set', 'way', 'searches'];
  const columns = ['timbao p50 p95', 'asc p50 p95', 'asc, titles only', 'std p50 p95', 'HTTP p50 p95'];
  console.log(
    [...head, ...columns, '× asc', '× titles', '× std', 'HTTP × asc', 'requests', 'waited', 'took'].join(
      '\t',
    ),
  );
  for (const set of values.sets.split(',')) {
    const collection = collectionOf(data, set);
    const at = async (setup: typeof TIMBAO) => {
      const index = await indexCollection(engine, data, collection, setup, console.error);
      await mergeSegments(url, index);
      return index;
    };
    const [ours, asc, std] = [await at(TIMBAO), await at(FOLDING), await at(STANDARD)];
    const language = await languageOf(engine, ours);
    // A name of its own: what the service remembers by the index of one way of asking must not help the other.
    const byHttp = `${ours}-http`;
    const [behind] = await engine.getAlias(ours);
    await engine.updateAliases([{ add: { index: behind?.index ?? ours, alias: byHttp } }]);
    const { services, close } = await readServices(engine, byHttp);
    const app = createApp({
      config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const server = await startHttpServer(app.fetch, { port: 0, host: '127.0.0.1' });
    for (const way of values.ways.split(',')) {
      const judged = await readQueries(data, set, way);
      if (judged === null) continue;
      const queries = shuffled(judged.map(({ query }) => query.slice(0, 500)));
      const contender = (name: string, make: (engine: Searcher) => Contender['search']): Contender => {
        const clock = new Clock();
        return { name, search: make(clock.listening(engine)), clock };
      };
      const contenders = () => [
        contender('timbao', (listening) => timbao(listening, ours, language)),
        contender('asc', (listening) => plain(listening, asc)),
        contender('titles', (listening) => plain(listening, asc, ['title'])),
        contender('std', (listening) => plain(listening, std)),
        contender('http', () => overHttp(server.port)),
      ];
      // Those that warm up are the last ones: what the service remembers of them helps no query that is timed.
      await race(queries.slice(-WARM_UP), contenders());
      const raced = contenders();
      for (let pass = 0; pass < Number(values.passes); pass++) {
        await race(queries.slice(0, Number(values.limit)), raced);
      }
      const [first, ...others] = raced.map(({ clock }) => clock) as [Clock, ...Clock[]];
      const n = first.times.length;
      const times = [first, ...others].map(
        (clock) => `${clock.at(0.5).toFixed(1)} ${clock.at(0.95).toFixed(1)}`,
      );
      const ratios = others.slice(0, 3).map((clock) => (first.at(0.5) / clock.at(0.5)).toFixed(2));
      const http = ((others[3] as Clock).at(0.5) / (others[0] as Clock).at(0.5)).toFixed(2);
      const share = [first.requests, first.waited, first.took].map((sum) => (sum / n).toFixed(2));
      console.log([set, way, n, ...times, ...ratios, http, ...share].join('\t'));
    }
    await server.close(1_000);
    await close();
  }
});
