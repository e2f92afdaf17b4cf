import type { CallOptions, Engine } from '../../engine/engine.ts';
import { deskIndexName } from '../desk-index.ts';

/** Where alerts are kept: what is wanted, and beside it what is changed all the time. */
export interface AlertIndices {
  /** The alerts themselves. Nothing else is written here, so that its last write tells whether one has changed. */
  readonly alerts: string;
  /** Which article is for which alert, how far the articles were looked through, and whose work that is. */
  readonly deliveries: string;
}

/** @param alias the setting TIMBAO_INDEX */
export const alertIndices = (alias: string): AlertIndices => ({
  alerts: deskIndexName(alias, 'alerts'),
  deliveries: deskIndexName(alias, 'deliveries'),
});

const settings = { index: { number_of_shards: 1, auto_expand_replicas: '0-1' } };

const KEPT = { type: 'object', enabled: false } as const;

const ALERTS_BODY = {
  settings,
  mappings: {
    dynamic: 'strict',
    properties: { key: { type: 'keyword' }, createdAt: { type: 'date' }, definition: KEPT },
  },
} as const;

const DELIVERIES_BODY = {
  settings,
  mappings: {
    dynamic: 'strict',
    properties: {
      kind: { type: 'keyword' },
      alert: { type: 'keyword' },
      article: { type: 'keyword' },
      text: { type: 'keyword', index: false },
      state: { type: 'keyword' },
      notedAt: { type: 'date' },
      dueAt: { type: 'date' },
      sentAt: { type: 'date' },
      tries: { type: 'integer' },
      reason: { type: 'keyword', index: false, doc_values: false },
      message: { type: 'keyword' },
      position: KEPT,
      owner: { type: 'keyword', index: false },
      holder: { type: 'keyword', index: false },
      until: { type: 'date', index: false },
    },
  },
} as const;

/** Creates them where there are none. */
export const ensureAlertIndices = async (
  engine: Engine,
  indices: AlertIndices,
  options: CallOptions = {},
): Promise<void> => {
  if (await engine.indexExists(indices.alerts, options)) return;
  await engine.createIndex(indices.deliveries, DELIVERIES_BODY, options);
  // The last one: where it is, both are.
  await engine.createIndex(indices.alerts, ALERTS_BODY, options);
};
