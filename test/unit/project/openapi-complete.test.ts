import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../src/http/openapi-types.ts';
import { createCheck } from '../../support/contract.ts';
import { describedInterface, operationsOf } from '../http/described-operations.ts';

const PRIMITIVE = new Set(['string', 'number', 'integer', 'boolean']);

/** Every property that a schema has, however deep, with the path to it. */
const propertiesOf = (schema: Schema, path: string): [path: string, property: Schema][] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, Schema][] => [
    [`${path}.${name}`, property],
    ...propertiesOf(property, `${path}.${name}`),
  ]),
  ...[schema.items ?? [], schema.allOf ?? [], schema.anyOf ?? [], schema.oneOf ?? []]
    .flat()
    .flatMap((part) => propertiesOf(part, path)),
];

/** Whether a schema stands for one value, or a list of them: what an example of its own shows best. */
const isPlain = ({ type, items, anyOf, enum: values }: Schema): boolean =>
  values !== undefined ||
  [type ?? []].flat().some((one) => PRIMITIVE.has(one)) ||
  (items !== undefined && isPlain(items)) ||
  (anyOf ?? []).some(isPlain);

describe('everything in /openapi.json', () => {
  it('that can be called has a name, a summary, a known tag and descriptions of its answers', async () => {
    const whole = await describedInterface();
    const tags = (whole.tags ?? []).map(({ name }) => name);
    const names = operationsOf(whole).map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [name, operation] of operationsOf(whole)) {
      expect(operation.operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary?.length, name).toBeGreaterThan(5);
      expect(operation.tags?.length, name).toBe(1);
      for (const tag of operation.tags ?? []) expect(tags, name).toContain(tag);
      for (const [status, { description, headers }] of Object.entries(operation.responses)) {
        expect(description.length, `${name} ${status}`).toBeGreaterThan(3);
        expect(headers, `${name} ${status}`).toHaveProperty('X-Request-Id');
        if (status === '429' || status === '503') expect(headers, name).toHaveProperty('Retry-After');
      }
    }
  });

  it('that can be sent has a description and an example', async () => {
    const whole = await describedInterface();
    const check = createCheck(whole);
    for (const [name, { parameters = [], requestBody }] of operationsOf(whole)) {
      for (const parameter of parameters) {
        const what = `${name} ${parameter.name}`;
        const example = parameter.example ?? parameter.schema.example;
        expect(parameter.description ?? parameter.schema.description, what).toEqual(expect.any(String));
        expect(example, what).toBeDefined();
        expect(check.complaint(parameter.schema, example), what).toBeNull();
      }
      for (const { example } of Object.values(requestBody?.content ?? {}))
        expect(example, name).toBeDefined();
    }
  });

  it('that comes back has a description, and an example that is as described', async () => {
    const whole = await describedInterface();
    const check = createCheck(whole);
    const schemas = Object.entries(whole.components?.schemas ?? {});
    const inline = operationsOf(whole).flatMap(([name, { responses }]) =>
      Object.values(responses).flatMap(({ content = {} }) =>
        Object.values(content).flatMap(({ schema }): [string, Schema][] =>
          schema === undefined ? [] : [[name, schema]],
        ),
      ),
    );
    let seen = 0;
    for (const [name, schema] of [...schemas, ...inline]) {
      if (schema.$ref === undefined && schema.properties !== undefined && !name.includes(' '))
        expect(schema.description, name).toEqual(expect.any(String));
      for (const [path, property] of propertiesOf(schema, name)) {
        seen += 1;
        if (property.$ref === undefined) expect(property.description, path).toEqual(expect.any(String));
        if (!isPlain(property)) continue;
        expect(property, path).toHaveProperty('example');
        expect(check.complaint(property, property.example), path).toBeNull();
      }
    }
    expect(seen).toBeGreaterThan(100);
    for (const [name, { responses }] of operationsOf(whole)) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const { schema = {}, example } of Object.values(content)) {
          expect(example, `${name} ${status}`).toBeDefined();
          expect(check.complaint(schema, example), `${name} ${status}`).toBeNull();
        }
      }
    }
  });
});
