import type { Operation, Parameter } from '../openapi-types.ts';

/** Parameters that show what a call is for, beside those that it needs. */
const TELLING = new Set(['q', 'text']);

const exampleOf = ({ example, schema }: Parameter): string => String([example ?? schema.example].flat()[0]);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Whether an operation is for nobody without a key. */
export const needsKey = ({ security = [] }: Operation): boolean =>
  security.length > 0 && security.every((schemes) => Object.keys(schemes).length > 0);

/**
 * A call of an operation as a line for the shell, made from its examples.
 *
 * @param base the address of the service, without a slash at its end
 */
export const curlFor = (base: string, method: string, path: string, operation: Operation): string => {
  const { parameters = [], requestBody } = operation;
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
    const parameter = parameters.find((one) => one.name === name && one.in === 'path');
    return parameter === undefined ? String(name) : encodeURIComponent(exampleOf(parameter));
  });
  const query = parameters.filter(
    (one) => one.in === 'query' && (one.required === true || TELLING.has(one.name)),
  );
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const isStream = type !== undefined && !type.endsWith('/json');
  const words = [
    'curl',
    ...(query.length > 0 && method === 'get' ? ['-G'] : []),
    ...(method === 'get' || (method === 'post' && type !== undefined) ? [] : [`-X ${method.toUpperCase()}`]),
    quoted(`${base}${filled}`),
    ...query.map((one) => `--data-urlencode ${quoted(`${one.name}=${exampleOf(one)}`)}`),
    ...(needsKey(operation) ? [`-H 'Authorization: Bearer KEY'`] : []),
    ...(type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
    ...(isStream ? ['-T articles.jsonl'] : []),
    ...(type !== undefined && !isStream ? [`-d ${quoted(JSON.stringify(media?.example))}`] : []),
  ];
  return words.join(' ');
};
