import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../../src/domain/app-error.ts';
import { createAdmission, NOTHING_ASKED } from '../../../../src/http/admission/admission.ts';

beforeEach(() => void vi.useFakeTimers());

afterEach(() => void vi.useRealTimers());

const nobody = new AbortController().signal;
const timeout = (): AppError => new AppError('engine_timeout', 'It took too long.');

it('an engine that has gone is tried once a second, though all places are taken by those that wait for it', async () => {
  const admission = createAdmission({ registry: new Registry(), mostSearches: 2 });
  const failing = async (): Promise<void> => (await admission.enter('search', nobody))(timeout());
  for (let i = 0; i < 9; i++) await failing();
  expect(admission.turnsAwaySearch()).toBeNull();
  // These two hang.
  const hanging = [await admission.enter('search', nobody), await admission.enter('search', nobody)];
  hanging.pop()?.(timeout());
  await admission.enter('search', nobody).catch(() => {});
  expect(admission.turnsAwaySearch()).toBe('engine_unavailable');
  await expect(admission.enter('search', nobody)).rejects.toMatchObject({ code: 'engine_unavailable' });
  await expect(admission.enter('write', nobody)).rejects.toMatchObject({ code: 'engine_unavailable' });

  const probe = async (): Promise<(error?: unknown) => void> => {
    vi.advanceTimersByTime(1_000);
    expect(admission.turnsAwaySearch()).toBeNull();
    return admission.enter('search', nobody);
  };
  await probe();
  await probe();
  const third = await probe();
  expect(admission.turnsAwaySearch()).toBe('engine_unavailable');
  // It was answered from memory, say: that tells nothing, and the next one may go at once.
  third(NOTHING_ASKED);
  expect(admission.turnsAwaySearch()).toBeNull();
  (await admission.enter('search', nobody))();
  await expect(admission.enter('write', nobody)).resolves.toBeTypeOf('function');
});
