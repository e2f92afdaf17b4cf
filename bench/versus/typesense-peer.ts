import { flatArticle, startOfYear } from './flat-article.ts';
import { httpAsker, httpSender } from './http-asker.ts';
import { secondsOf, type Ask, type Peer, type Told } from './peer.ts';

const parametersOf = (ask: Ask): Readonly<Record<string, string>> | null => {
  const page = {
    query_by: 'title,body',
    query_by_weights: '2,1',
    per_page: '10',
    include_fields: 'id,title,at,section',
    highlight_full_fields: 'title',
    highlight_affix_num_tokens: '12',
  };
  switch (ask.kind) {
    case 'words':
      return { ...page, q: ask.q };
    case 'phrase':
      return { ...page, q: `"${ask.q}"` };
    case 'newest':
      return { ...page, q: ask.q, sort_by: 'at:desc', drop_tokens_threshold: '0' };
    case 'dates': {
      const from = startOfYear(ask.from);
      const to = startOfYear(Number(ask.to) + 1);
      return {
        ...page,
        q: ask.q,
        filter_by: `at:>=${from} && at:<${to}`,
        facet_by: 'year,month,section',
        max_facet_values: '240',
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
  const { hits } = JSON.parse(answer.toString()) as {
    readonly hits: readonly { readonly document: { readonly id: string } }[];
  };
  return { ids: hits.map(({ document }) => document.id), bytes: answer.length };
};

/** Typesense where `TYPESENSE_URL` is, with `TYPESENSE_KEY`. @throws Error where none is named */
export const typesensePeer = (collection: string): Peer => {
  const { TYPESENSE_URL: url, TYPESENSE_KEY: key = '' } = process.env;
  if (url === undefined) throw new Error('TYPESENSE_URL names none');
  const headers = { 'x-typesense-api-key': key };
  const { ask, close } = httpAsker(url, headers);
  const send = httpSender(url, headers);
  return {
    name: 'Typesense',
    load: (articles) =>
      secondsOf(async () => {
        await send('DELETE', `/collections/${collection}`).catch(() => '');
        const fields = [
          { name: 'title', type: 'string', locale: 'vi' },
          { name: 'body', type: 'string', locale: 'vi' },
          { name: 'section', type: 'string', facet: true },
          { name: 'year', type: 'string', facet: true },
          { name: 'month', type: 'string', facet: true },
          { name: 'at', type: 'int64' },
        ];
        const schema = { name: collection, fields, default_sorting_field: 'at' };
        await send('POST', '/collections', JSON.stringify(schema));
        for (let at = 0; at < articles.length; at += 1_000) {
          const lines = articles.slice(at, at + 1_000).map((article) => JSON.stringify(flatArticle(article)));
          const results = await send(
            'POST',
            `/collections/${collection}/documents/import?action=create`,
            lines.join('\n'),
          );
          const refused = results.split('\n').find((line) => line.includes('"success":false'));
          if (refused !== undefined) throw new Error(refused.slice(0, 300));
        }
      }),
    size: async () => {
      const metrics = JSON.parse(await send('GET', '/metrics.json')) as Readonly<Record<string, string>>;
      return Number(metrics['typesense_memory_allocated_bytes'] ?? 0);
    },
    asker: (question) => {
      const parameters = parametersOf(question);
      if (parameters === null) return null;
      const path = `/collections/${collection}/documents/search?${new URLSearchParams(parameters).toString()}`;
      return async () => told(await ask(path));
    },
    close: () => Promise.resolve(close()),
  };
};
