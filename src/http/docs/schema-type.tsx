import type { Schema } from '../openapi-types.ts';

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** The anchor of a schema on the page. */
export const schemaAnchor = (name: string): string => `schema-${name}`;

/** What a value is, in a few words, with links to schemas that have a name. */
export const SchemaType = ({ schema }: { readonly schema: Schema }) => {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return <a href={`#${schemaAnchor(name)}`}>{name}</a>;
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined)
    return <Choices choices={choices} join={schema.allOf === undefined ? ' or ' : ' with '} />;
  if (schema.items !== undefined) {
    return (
      <>
        list of <SchemaType schema={schema.items} />
      </>
    );
  }
  const types = [schema.type ?? (schema.properties === undefined ? 'any' : 'object')].flat();
  return <>{types.join(' or ')}</>;
};

const Choices = ({ choices, join }: { readonly choices: readonly Schema[]; readonly join: string }) => (
  <>
    {choices
      .filter(({ $ref, type, properties, items, anyOf }) =>
        [$ref, type, properties, items, anyOf].some(Boolean),
      )
      .map((choice, i) => (
        <>
          {i > 0 && join}
          <SchemaType schema={choice} />
        </>
      ))}
  </>
);

const number = (value: number): string => value.toLocaleString('en-US');

/** What a value is bounded by, in words. */
export const limitsOf = (schema: Schema): readonly string[] => {
  const { minimum, maximum, maxLength, minLength, maxItems, pattern, format } = schema;
  const own = [
    schema.enum === undefined
      ? null
      : `one of ${schema.enum
          .filter((one) => one !== null)
          .map(String)
          .join(', ')}`,
    minimum === undefined
      ? null
      : maximum === undefined
        ? `at least ${number(minimum)}`
        : `${number(minimum)} to ${number(maximum)}`,
    minimum === undefined && maximum !== undefined ? `at most ${number(maximum)}` : null,
    minLength === undefined ? null : `at least ${number(minLength)} characters`,
    maxLength === undefined ? null : `at most ${number(maxLength)} characters`,
    maxItems === undefined ? null : `at most ${number(maxItems)}`,
    format ?? null,
    pattern ?? null,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ].filter((one) => one !== null);
  const entries = schema.items === undefined || schema.items.$ref !== undefined ? [] : limitsOf(schema.items);
  const choices = (schema.anyOf ?? []).flatMap(limitsOf);
  return [...own, ...choices, ...entries.map((limit) => `each ${limit}`)];
};
