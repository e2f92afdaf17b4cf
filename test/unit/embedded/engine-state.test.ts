import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  engineStateFile,
  readEngineState,
  removeEngineState,
  writeEngineState,
  type EngineState,
} from '../../../src/embedded/engine-state.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'timbao-state-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const state: EngineState = {
  phase: 'running',
  node: 'timbao-1a2b3c4d',
  url: 'http://127.0.0.1:39421',
  folder: join(dataDir, 'engine'),
  heap: '512m',
  startedAt: '2022-01-21T00:00:00.000Z',
  launcher: { pid: 100, began: '12345' },
  server: { pid: 101, began: '12346' },
  users: [{ pid: 99, began: '12344' }],
  kept: false,
};

test('what is written is read', () => {
  expect(readEngineState(dataDir)).toBeUndefined();
  writeEngineState(dataDir, state);
  expect(readEngineState(dataDir)).toEqual(state);
  expect(readdirSync(dataDir)).toEqual(['engine.json']);
  removeEngineState(dataDir);
  expect(readdirSync(dataDir)).toEqual([]);
});

test.each([
  ['no JSON', '{"phase":"runn'],
  ['no object', '[]'],
  ['nothing', ''],
  ['an unknown phase', JSON.stringify({ ...state, phase: 'flying' })],
  ['no process', JSON.stringify({ ...state, launcher: 100 })],
  ['users that are no processes', JSON.stringify({ ...state, users: [99] })],
])('a file that holds %s is no state', (_, content) => {
  writeFileSync(engineStateFile(dataDir), content);
  expect(readEngineState(dataDir)).toBeUndefined();
});
