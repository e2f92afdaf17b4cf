import { expect, test } from 'vitest';
import { toAlertInput } from '../../../src/http/schemas/alert-schema.ts';

const alert = (search: object) => ({ name: 'Lũ', search, channel: { kind: 'feed' } });

test('an alert is kept: null is no query or filter, and is not taken for none', () => {
  expect(toAlertInput(alert({ q: 'lũ', slop: 2 })).search).toMatchObject({ q: 'lũ', slop: 2 });
  expect(toAlertInput(alert({ section: ['Kinh tế'] })).search.filters.section).toEqual(['Kinh tế']);
  for (const field of ['q', 'from', 'section', 'mode', 'slop'])
    expect(() => toAlertInput(alert({ q: 'lũ', section: ['Kinh tế'], [field]: null })), field).toThrow(
      expect.objectContaining({ code: 'invalid_parameters' }) as Error,
    );
});
