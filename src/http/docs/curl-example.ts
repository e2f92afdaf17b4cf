import type { Operation, Parameter } from '../openapi-types.ts';

/** Parameters that show what a call is for, beside those that it needs. */
const TELLING = new Set(['q', 'text']);

const exampleOf = ({ example, schema }: Parameter): string => String([example ?? schema.example].flat()[0]);

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A call of an operation as a line for the shell, made from its examples. */
export const curlFor = (method: string, path: string, operation: Operation): string => {
  const { parameters = [], requestBody, security } = operation;
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
    quoted(`http://localhost:3000${filled}`),
    ...query.map((one) => `--data-urlencode ${quoted(`${one.name}=${exampleOf(one)}`)}`),
    ...(security === undefined ? [] : [`-H 'Authorization: Bearer KEY'`]),
    ...(type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
    ...(isStream ? ['-T articles.jsonl'] : []),
    ...(type !== undefined && !isStream ? [`-d ${quoted(JSON.stringify(media?.example))}`] : []),
  ];
  return words.join(' ');
};
