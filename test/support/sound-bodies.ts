/** What of a JSON Schema bodies are made from; each field of ours has an example. */
export interface BodySchema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, BodySchema>>;
  readonly items?: BodySchema;
  readonly oneOf?: readonly BodySchema[];
  readonly anyOf?: readonly BodySchema[];
  readonly allOf?: readonly BodySchema[];
}

export type Schemas = Readonly<Record<string, BodySchema>>;

/** A value as a schema has it, of its examples. @param choose one of several ways */
export const soundValue = (
  schema: BodySchema,
  schemas: Schemas,
  choose: <T>(of: readonly T[]) => T,
): unknown => {
  const { $ref, example, properties, items, oneOf, anyOf, allOf } = schema;
  if ($ref !== undefined) {
    const named = schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
    return named === undefined ? null : soundValue(named, schemas, choose);
  }
  if (example !== undefined) return example;
  if (properties !== undefined) {
    return Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, soundValue(one, schemas, choose)]),
    );
  }
  const ways = oneOf ?? anyOf ?? allOf;
  if (ways !== undefined) return soundValue(choose(ways), schemas, choose);
  return items === undefined ? null : [soundValue(items, schemas, choose)];
};

/** The same with something in it that is another: a field somewhere, left out, replaced or added. */
export const changedSomewhere = (
  value: unknown,
  {
    choose,
    chance,
    field,
    names,
  }: {
    readonly choose: <T>(of: readonly T[]) => T;
    readonly chance: (share: number) => boolean;
    readonly field: () => unknown;
    readonly names: readonly string[];
  },
): unknown => {
  const again = (one: unknown): unknown => changedSomewhere(one, { choose, chance, field, names });
  if (Array.isArray(value) && value.length > 0 && chance(0.7))
    return chance(0.3) ? [...(value as unknown[]), field()] : value.map(again);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return field();
  const entries = Object.entries(value);
  if (entries.length === 0 || chance(0.1)) return { ...value, [choose(names)]: field() };
  const [changed] = choose(entries);
  return Object.fromEntries(
    entries.flatMap(([name, one]) =>
      name !== changed ? [[name, one]] : chance(0.3) ? [] : [[name, again(one)]],
    ),
  );
};
