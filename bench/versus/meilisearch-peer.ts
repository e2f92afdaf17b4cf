import { setTimeout as sleep } from 'node:timers/promises';
import { flatArticle, startOfYear } from './flat-article.ts';
import { httpAsker, httpSender } from './http-asker.ts';
import { secondsOf, type Ask, type Peer, type Told } from './peer.ts';

interface MeilisearchTask {
  readonly taskUid: number;
}

const requestOf = (ask: Ask): object | null => {
  const page = {
    limit: 10,
    attributesToHighlight: ['title', 'body'],
    attributesToCrop: ['body'],
    cropLength: 30,
    attributesToRetrieve: ['id', 'title', 'at', 'section'],
  };
  switch (ask.kind) {
    case 'words':
      return { ...page, q: ask.q };
    case 'phrase':
      return { ...page, q: `"${ask.q}"` };
    case 'newest':
      return { ...page, q: ask.q, sort: ['at:desc'], matchingStrategy: 'all' };
    case 'dates': {
      const from = startOfYear(ask.from);
      const to = startOfYear(Number(ask.to) + 1);
      return {
        ...page,
        q: ask.q,
        filter: `at >= ${from} AND at < ${to}`,
        facets: ['year', 'month', 'section'],
      };
    }
    case 'suggest':
    case 'related':
      return null;
    default:
      return ask satisfies never;
  }
};

const told = (answer: Buffer): Told => {
  const { hits } = JSON.parse(answer.toString()) as { readonly hits: readonly { readonly id: string }[] };
  return { ids: hits.map(({ id }) => id), bytes: answer.length };
};

/** Meilisearch where `MEILISEARCH_URL` is, with `MEILISEARCH_KEY`. @throws Error where none is named */
export const meilisearchPeer = (index: string): Peer => {
  const { MEILISEARCH_URL: url, MEILISEARCH_KEY: key } = process.env;
  if (url === undefined) throw new Error('MEILISEARCH_URL names none');
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const { ask, close } = httpAsker(url, authorization);
  const sendText = httpSender(url, authorization);
  const send = async (method: string, path: string, body?: object): Promise<unknown> =>
    JSON.parse(await sendText(method, path, body === undefined ? undefined : JSON.stringify(body)));
  /** It answers at once, and works on it afterwards. */
  const done = async (sent: Promise<unknown>): Promise<void> => {
    const { taskUid } = (await sent) as MeilisearchTask;
    for (;;) {
      const { status, error } = (await send('GET', `/tasks/${taskUid}`)) as {
        readonly status: string;
        readonly error?: { readonly message: string } | null;
      };
      if (status === 'succeeded') return;
      if (status === 'failed' || status === 'canceled') throw new Error(error?.message ?? status);
      await sleep(100);
    }
  };
  return {
    name: 'Meilisearch',
    load: (articles) =>
      secondsOf(async () => {
        await done(send('DELETE', `/indexes/${index}`)).catch(() => {});
        await done(send('POST', '/indexes', { uid: index, primaryKey: 'id' }));
        await done(
          send('PATCH', `/indexes/${index}/settings`, {
            searchableAttributes: ['title', 'body'],
            filterableAttributes: ['at', 'year', 'month', 'section'],
            sortableAttributes: ['at'],
            localizedAttributes: [{ attributePatterns: ['*'], locales: ['vie'] }],
          }),
        );
        for (let at = 0; at < articles.length; at += 5_000) {
          const some = articles.slice(at, at + 5_000).map(flatArticle);
          await done(send('POST', `/indexes/${index}/documents`, some));
        }
      }),
    size: async () => ((await send('GET', '/stats')) as { readonly databaseSize: number }).databaseSize,
    asker: (question) => {
      const request = requestOf(question);
      const body = request === null ? null : JSON.stringify(request);
      return body === null ? null : async () => told(await ask(`/indexes/${index}/search`, body));
    },
    close: () => Promise.resolve(close()),
  };
};
