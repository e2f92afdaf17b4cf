import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type BundleCli = (root: string, folder: string) => Promise<Metafile>;

const script: string = '../../../scripts/bundle-cli.mjs';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'timbao-cli-'));

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { bundleCli } = (await import(script)) as { readonly bundleCli: BundleCli };
  ({ outputs } = await bundleCli(root, folder));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The files of the bundle that are loaded before a command begins. */
const loadedFor = (source: string): string[] => {
  const loaded = new Set<string>();
  const load = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || loaded.has(path)) return;
    loaded.add(path);
    for (const { path: other, kind } of output.imports) if (kind === 'import-statement') load(other);
  };
  const holds = (name: string) => (path: string) => name in (outputs[path]?.inputs ?? {});
  for (const name of ['src/cli/main.ts', source]) load(Object.keys(outputs).find(holds(name)) ?? '');
  return [...loaded];
};

const kilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / 1_000;

const packagesIn = (paths: readonly string[]): Set<string> =>
  new Set(
    paths.flatMap((path) =>
      Object.keys(outputs[path]?.inputs ?? {}).flatMap(
        (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
      ),
    ),
  );

// What a command loads is what its start takes.
describe('code that is loaded', () => {
  it('for a search: the engine’s client and the checks of what is typed', () => {
    const loaded = loadedFor('src/cli/search-command.ts');
    expect(kilobytes(loaded)).toBeGreaterThan(500);
    expect(kilobytes(loaded)).toBeLessThan(2_600);
    expect(packagesIn(loaded)).toContain('@elastic/elasticsearch');
  });

  it('for the help: next to nothing', () => {
    const loaded = loadedFor('src/cli/main.ts');
    expect(kilobytes(loaded)).toBeLessThan(100);
    expect([...packagesIn(loaded)]).toEqual(['commander']);
  });
});
