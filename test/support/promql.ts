import { parser } from '@prometheus-io/lezer-promql';

/** What a PromQL expression reads: a figure by its name, and the labels that it is narrowed by. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly { readonly label: string; readonly value: string }[];
}

/**
 * What an expression reads, as Prometheus parses it.
 *
 * @throws Error where it is no PromQL
 */
export const selectorsOf = (expression: string): readonly Selector[] => {
  const selectors: { name: string; matchers: { label: string; value: string }[] }[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`No PromQL at ${from}: ${expression}`);
      if (type.name === 'VectorSelector') {
        const name = node.getChild('Identifier');
        selectors.push({ name: name === null ? '' : expression.slice(name.from, name.to), matchers: [] });
      }
      if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*(?:=~|!~|!=|=)\s*"(.*)"$/.exec(text) ?? [];
        selectors.at(-1)?.matchers.push({ label, value });
      }
    },
  });
  return selectors;
};
