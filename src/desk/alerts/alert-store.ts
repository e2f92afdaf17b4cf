import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Alert, AlertInput, AlertOwner } from '../../domain/alert.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CallOptions, Engine, WritePlace } from '../../engine/engine.ts';
import { ifThere } from '../../engine/if-there.ts';
import type { AlertIndices } from './alert-indices.ts';
import { writeDocument } from '../write-documents.ts';

/** An alert with what nobody is shown. */
export interface AlertRecord {
  readonly alert: Alert;
  /** What its deliveries are known by: another one for an alert of the same id that is made later. */
  readonly key: string;
  /** What its webhooks are signed with, `whsec_…`; `null` where there are none. */
  readonly secret: string | null;
  /** The part of the archive of the key that it was made with; `null`: all of it. */
  readonly within: AlertOwner;
}

/** As it is stored. */
interface AlertDocument {
  readonly key: string;
  readonly createdAt: string;
  readonly definition: AlertInput & {
    readonly updatedAt: string;
    readonly fault: string | null;
    readonly secret: string | null;
    readonly within: AlertOwner;
  };
}

/** More than a newsroom has, and few enough to be asked together. */
export const MOST_ALERTS = 5_000;

const toRecord = (id: string, { key, createdAt, definition }: AlertDocument): AlertRecord => {
  const { secret, within, ...rest } = definition;
  return { alert: { ...rest, id, createdAt }, key, secret, within };
};

const toDocument = ({ alert, key, secret, within }: AlertRecord): AlertDocument => {
  const { id: _id, createdAt, ...definition } = alert;
  return { key, createdAt, definition: { ...definition, secret, within } };
};

/** 192 bits, as Standard Webhooks has them. */
export const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

export const newKey = (): string => randomBytes(12).toString('hex');

/** An alert, and where it stands. */
export interface PlacedAlert {
  readonly record: AlertRecord;
  readonly place: WritePlace;
}

export const readAlert = async (
  engine: Engine,
  { alerts }: AlertIndices,
  id: string,
  options: CallOptions = {},
): Promise<PlacedAlert | null> => {
  const found = await ifThere(engine.get<AlertDocument>(alerts, id, options), null);
  if (found === null) return null;
  const { seqNo, primaryTerm, source } = found;
  return { record: toRecord(id, source), place: { seqNo, primaryTerm } };
};

/** @returns whether it stands now: not where something else was written meanwhile */
export const writeAlert = async (
  engine: Engine,
  { alerts }: AlertIndices,
  record: AlertRecord,
  expected: WritePlace | 'new',
  options: CallOptions = {},
): Promise<boolean> => {
  const write = { id: record.alert.id, source: toDocument(record), expected };
  return (await writeDocument(engine, alerts, write, options)) !== null;
};

/** @returns whether there was such an alert still */
export const removeAlert = async (
  engine: Engine,
  { alerts }: AlertIndices,
  { record, place }: PlacedAlert,
  options: CallOptions = {},
): Promise<boolean> => {
  const write = { id: record.alert.id, source: null, expected: place };
  return (await writeDocument(engine, alerts, write, options)) !== null;
};

/** All alerts, the newest first; none where nobody has made one. */
export const readAlerts = async (
  engine: Engine,
  { alerts }: AlertIndices,
  options: CallOptions = {},
): Promise<readonly AlertRecord[]> => {
  const read = async (): Promise<readonly AlertRecord[]> => {
    await engine.refresh(alerts, options);
    const { hits, partial } = await engine.search<AlertDocument>(
      alerts,
      { size: MOST_ALERTS, track_total_hits: false },
      options,
    );
    if (partial) throw new AppError('engine_unavailable', 'The alerts cannot be read right now.');
    return hits
      .flatMap(({ id, source }) => (source === null ? [] : [toRecord(id, source)]))
      .toSorted(({ alert: a }, { alert: b }) =>
        a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1,
      );
  };
  return ifThere(read(), []);
};

/** Whether somebody who is to see a part of the archive has to do with an alert. Whoever sees all has with each. */
export const isOf = ({ within }: AlertRecord, owner: AlertOwner): boolean =>
  owner === null || isDeepStrictEqual(plain(within), plain(owner));

/** As it comes back from the engine. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
