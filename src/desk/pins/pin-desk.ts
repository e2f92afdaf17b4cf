import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { PIN_LIMITS, type CheckedPin, type Pin } from '../../domain/pin.ts';
import type { Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import { NO_PINS, preparePins, type PinList } from '../../matching/pin-list.ts';
import { deskIndexName } from '../desk-index.ts';
import { createDeskStore } from '../desk-store.ts';
import { holdEntries, type HeldEntriesOptions } from '../held-entries.ts';
import { checkPin, type PinAsTyped } from './check-pin.ts';
import { warnOfPin, type SeenArticles } from './warn-of-pin.ts';

export interface PinDeskOptions extends HeldEntriesOptions {
  readonly clock?: Clock;
}

export interface PinCall extends CallOptions {
  /** Given, the articles of the pin that are not seen are warned of. */
  readonly seen?: SeenArticles;
}

/** The pins of a newsroom. */
export interface PinDesk {
  /** For searches: as this instance knows them. */
  readonly known: () => Promise<PinList>;
  readonly start: () => void;
  /** As they are stored, the oldest first. */
  readonly list: (options?: CallOptions) => Promise<readonly Pin[]>;
  /** `null` where there is none of that id. */
  readonly get: (id: string, options?: PinCall) => Promise<CheckedPin | null>;
  /** @throws AppError `invalid_parameters` */
  readonly create: (typed: PinAsTyped, options?: PinCall) => Promise<CheckedPin>;
  /** `null` where there is none of that id. @throws AppError `invalid_parameters` · `stale_version` */
  readonly replace: (id: string, typed: PinAsTyped, options?: PinCall) => Promise<CheckedPin | null>;
  /** Whether there was one. */
  readonly remove: (id: string, options?: CallOptions) => Promise<boolean>;
}

/** Kept as they are, and not searched. */
const KEPT = { type: 'keyword', index: false, doc_values: false };

const PROPERTIES = {
  queries: KEPT,
  first: KEPT,
  never: KEPT,
  from: { type: 'date' },
  until: { type: 'date' },
};

/** @param alias the setting TIMBAO_INDEX */
export const createPinDesk = (
  engine: Engine,
  alias: string,
  { clock = Date.now, ...options }: PinDeskOptions = {},
): PinDesk => {
  const store = createDeskStore<Pin>(engine, {
    index: deskIndexName(alias, 'pins'),
    properties: PROPERTIES,
    most: PIN_LIMITS.pins,
  });
  const held = holdEntries(store, preparePins, NO_PINS, options);
  const now = (): string => new Date(clock()).toISOString();

  return {
    known: held.known,
    start: held.start,
    list: store.all,
    get: async (id, { seen, ...call } = {}) => {
      const pin = (await store.get(id, call))?.source;
      return pin === undefined ? null : { ...pin, warnings: await warnOfPin(pin, seen, call) };
    },
    create: async (typed, { seen, ...call } = {}) => {
      const pin = checkPin(typed);
      const warnings = await warnOfPin(pin, seen, call);
      if ((await store.all(call)).length >= PIN_LIMITS.pins) throw tooMany();
      const created = { id: randomUUID(), ...pin, createdAt: now(), updatedAt: now() };
      await store.put(created, null, call);
      await held.reread();
      return { ...created, warnings };
    },
    replace: async (id, typed, { seen, ...call } = {}) => {
      const pin = checkPin(typed);
      const before = await store.get(id, call);
      if (before === null) return null;
      const warnings = await warnOfPin(pin, seen, call);
      const replaced = { id, ...pin, createdAt: before.source.createdAt, updatedAt: now() };
      await store.put(replaced, before, call);
      await held.reread();
      return { ...replaced, warnings };
    },
    remove: async (id, call) => {
      const isRemoved = await store.remove(id, call);
      await held.reread();
      return isRemoved;
    },
  };
};

const tooMany = (): AppError =>
  new AppError(
    'invalid_parameters',
    `There are ${PIN_LIMITS.pins} pins already, which is the most. Remove some that are over.`,
  );
