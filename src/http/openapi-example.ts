import type { Schema } from './openapi-types.ts';

type Schemas = Readonly<Record<string, Schema>>;

/** The schema that a reference names. */
export const resolveSchema = (schema: Schema, schemas: Schemas): Schema => {
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  if (found === undefined) throw new Error(`There is no schema ${schema.$ref}.`);
  return found;
};

/**
 * An example of what a schema describes: its own, otherwise one put together from those of its parts.
 *
 * @returns `undefined` where its parts have none
 */
export const exampleOf = (schema: Schema, schemas: Schemas): unknown => {
  const { example, const: only, items, properties, allOf, anyOf, oneOf } = resolveSchema(schema, schemas);
  if (schema.example !== undefined) return schema.example;
  if (example !== undefined) return example;
  if (only !== undefined) return only;
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(([name, field]) => [name, exampleOf(field, schemas)]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (items !== undefined) {
    const item = exampleOf(items, schemas);
    return item === undefined ? undefined : [item];
  }
  return [...(allOf ?? anyOf ?? oneOf ?? [])]
    .map((one) => exampleOf(one, schemas))
    .find((one) => one !== undefined);
};
