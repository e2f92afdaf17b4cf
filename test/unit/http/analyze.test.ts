import { describe, expect, it } from 'vitest';
import { MAX_ANALYZED_LENGTH } from '../../../src/text/analyze-text.ts';
import { tryApp } from './try-app.ts';

const address = (text: string): string => `/v1/analyze?text=${encodeURIComponent(text)}`;

describe('GET /v1/analyze', () => {
  it('answers with each syllable in its forms', async () => {
    const response = await tryApp().send(address('Công an  tỉnh'));
    expect(response.status).toBe(200);
    const { text, tokens } = (await response.json()) as {
      text: string;
      tokens: Record<string, unknown>[];
    };
    expect(text).toBe('Công an  tỉnh');
    expect(
      tokens.map(({ start, end, exact, toneless, folded }) => [start, end, exact, toneless, folded]),
    ).toEqual([
      [0, 4, 'công', 'công', 'cong'],
      [5, 7, 'an', 'an', 'an'],
      [9, 13, 'tỉnh', 'tinh', 'tinh'],
    ]);
  });

  it('answers in the shape that its OpenAPI document promises', async () => {
    const { send } = tryApp();
    const document = (await (await send('/openapi.json')).json()) as {
      components: { schemas: Record<string, { properties: object; required: string[] }> };
    };
    const { tokens } = (await (await send(address('Đảng'))).json()) as { tokens: object[] };
    const shape = document.components.schemas['AnalyzedToken'];
    expect(Object.keys(tokens[0] ?? {}).sort()).toEqual(Object.keys(shape?.properties ?? {}).sort());
    expect(shape?.required.toSorted()).toEqual(Object.keys(shape?.properties ?? {}).sort());
  });

  it('takes a text of the greatest length, counted composed, and finds nothing in punctuation', async () => {
    const longest = 'ề'.repeat(MAX_ANALYZED_LENGTH);
    expect((await tryApp().send(address(longest.normalize('NFD')))).status).toBe(200);
    const answer = (await (await tryApp().send(address('… ?!'))).json()) as { tokens: unknown[] };
    expect(answer.tokens).toEqual([]);
  });

  it.each([
    ['/v1/analyze', 'text', 'is missing'],
    ['/v1/analyze?text=', 'text', 'is empty'],
    ['/v1/analyze?text=%20%0A', 'text', 'is empty'],
    ['/v1/analyze?text=a&text=b', 'text', 'more than once'],
    [address('a'.repeat(MAX_ANALYZED_LENGTH + 1)), 'text', 'at most 2000'],
    ['/v1/analyze?text=a&txt=b', 'txt', '"text" is meant'],
  ])('refuses %.40s and names the parameter', async (path, parameter, message) => {
    const body = await tryApp().problem(path);
    expect(body).toMatchObject({ status: 400, code: 'invalid_parameters' });
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.path).toBe(parameter);
    expect(body.errors?.[0]?.message).toContain(message);
  });
});
