import { expect, it } from 'vitest';
import { exitStatusOf } from '../../../src/cli/exit-status.ts';
import { errorText } from '../../../src/cli/report-error.ts';
import { AppError, type AppErrorCode } from '../../../src/domain/app-error.ts';

it.each<[AppErrorCode, number]>([
  ['configuration', 2],
  ['invalid_parameters', 2],
  ['engine_unavailable', 3],
  ['embedded_engine', 3],
  ['index_missing', 3],
  ['internal', 1],
])('%s ends with %i', (code, status) => {
  expect(exitStatusOf(new AppError(code, ''))).toBe(status);
});

it('anything unforeseen ends with 1', () => {
  expect(exitStatusOf(new TypeError('x'))).toBe(1);
});

it('a message names each thing that is wrong once', () => {
  const errors = [{ path: 'from', message: 'is not a date' }];
  expect(
    errorText(new AppError('invalid_parameters', 'The parameter from is not a date.', { errors }), false),
  ).toBe('The parameter from is not a date.');
  expect(errorText(new AppError('invalid_parameters', '2 of them are wrong.', { errors }), false)).toBe(
    '2 of them are wrong.\n  - from is not a date',
  );
});

it('the stack is for debugging only', () => {
  const error = new TypeError('x is not a function');
  expect(errorText(error, false)).toBe(
    'Something unforeseen went wrong: x is not a function. Set LOG_LEVEL=debug to see where.',
  );
  expect(errorText(error, true)).toContain('exit-status.test.ts');
});
