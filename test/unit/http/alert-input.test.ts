import { expect, test } from 'vitest';
import { toAlertInput } from '../../../src/http/schemas/alert-schema.ts';

const alert = (search: object) => ({ name: 'Lũ', search, channel: { kind: 'feed' } });

test('an alert is kept: what is no query or filter is not taken for one', () => {
  expect(toAlertInput(alert({ q: 'lũ', slop: 2 })).search).toMatchObject({ q: 'lũ', slop: 2 });
  expect(toAlertInput(alert({ section: ['Kinh tế'] })).search.filters.section).toEqual(['Kinh tế']);
  for (const field of ['q', 'from', 'section', 'mode', 'slop'])
    for (const value of [null, false, {}, [3]])
      expect(() => toAlertInput(alert({ q: 'lũ', section: ['Kinh tế'], [field]: value })), field).toThrow(
        expect.objectContaining({ code: 'invalid_parameters' }) as Error,
      );
  for (const search of [{ q: 2022 }, { section: 'Kinh tế' }, { q: 'lũ', source: 'Báo' }])
    expect(() => toAlertInput(alert(search))).toThrow();
});
