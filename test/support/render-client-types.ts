import type { OpenApiDocument, Operation, Parameter, Schema } from '../../src/http/openapi-types.ts';

const HEADER = `// Rendered from the OpenAPI document by \`npm run client-types\`; not edited by hand.
`;

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');

const listOf = (type: string): string => `readonly ${/[ |&]/.test(type) ? `(${type})` : type}[]`;

const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined)
    return union([...schema.enum.map(literal), ...(isNullable(schema) ? ['null'] : [])]);
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(' & ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map(typeOf));
  if (schema.properties !== undefined)
    return `{\n${fieldsOf(schema)}\n}${isNullable(schema) ? ' | null' : ''}`;
  if (schema.items !== undefined) return listOf(typeOf(schema.items)) + (isNullable(schema) ? ' | null' : '');
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? 'unknown'
    : union(types.map((type) => PRIMITIVES[type] ?? 'Readonly<Record<string, unknown>>'));
};

const isNullable = ({ type }: Schema): boolean => Array.isArray(type) && type.includes('null');

const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '*\\/')} */\n`;

const fieldsOf = ({ properties = {}, required = [] }: Schema): string =>
  Object.entries(properties)
    .map(
      ([name, field]) =>
        `${comment(field.description)}readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`,
    )
    .join('\n');

const declaration = (name: string, schema: Schema): string =>
  schema.properties !== undefined && !isNullable(schema)
    ? `${comment(schema.description)}export interface ${name} {\n${fieldsOf(schema)}\n}\n`
    : `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`;

/** As a caller writes it: a boolean for what an address has as a word, one value where there may be several. */
const parameterType = ({ schema }: Parameter): string => {
  const { enum: values = [], items } = schema;
  if (values.length === 2 && values.includes('true') && values.includes('false')) return 'boolean';
  return items === undefined ? typeOf(schema) : `${typeOf(items)} | ${listOf(typeOf(items))}`;
};

const parameters = ({ operationId = '', summary, parameters: all = [] }: Operation): string => {
  const inQuery = all.filter((one) => one.in === 'query');
  if (inQuery.length === 0) return '';
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Parameters`;
  const fields = inQuery.map(
    (one) =>
      `${comment(one.description ?? one.schema.description)}readonly ${one.name}${one.required === true ? '' : '?'}: ${parameterType(one)} | undefined;`,
  );
  return `${comment(`Of ${operationId}: ${summary}`)}export interface ${name} {\n${fields.join('\n')}\n}\n`;
};

/** The types that the client gives and takes: every schema of a document, and the parameters of every call. */
export const renderClientTypes = (document: OpenApiDocument): string => {
  const schemas = Object.entries(document.components?.schemas ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item) as Operation[]);
  return [
    HEADER,
    ...schemas.map(([name, schema]) => declaration(name, schema)),
    ...operations.map(parameters).filter((text) => text !== ''),
  ].join('\n');
};
