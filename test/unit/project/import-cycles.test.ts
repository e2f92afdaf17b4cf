import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, root } from './repository-files.ts';

// The linter leaves out imports of types; here they count: files that know each other's types can't be read apart.

/** Which files each file imports, types included. */
type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** `import … from`, `export … from`, `import '…'` and `import('…')`, over as many lines as they take. */
const IMPORTS = [
  /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gmu,
  /^[ \t]*import\s*['"]([^'"]+)['"]/gmu,
  /\bimport\(\s*['"]([^'"]+)['"]/gu,
];

const importsOf = (text: string): string[] =>
  IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, from = '']) => from)).filter((from) =>
    from.startsWith('.'),
  );

const graphOf = (files: readonly string[]): ImportGraph =>
  new Map(
    files.map((file) => [
      file,
      importsOf(readFileSync(join(root, file), 'utf8')).map((from) => posix.join(posix.dirname(file), from)),
    ]),
  );

/** The shortest way from a file back to itself; `null` where there is none. */
const wayBack = (graph: ImportGraph, start: string): readonly string[] | null => {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) {
        const way = [file];
        for (let at = file; at !== start;) {
          at = cameFrom.get(at) ?? start;
          way.unshift(at);
        }
        return [...way, start];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      waiting.push(next);
    }
  }
  return null;
};

/** The shortest cycle of each file that is in one, each cycle once: from its first file by name on. */
const cyclesOf = (graph: ImportGraph): string[] => {
  const cycles = new Set<string>();
  for (const file of graph.keys()) {
    const way = wayBack(graph, file)?.slice(0, -1);
    if (way === undefined) continue;
    const at = way.indexOf(way.toSorted()[0] ?? '');
    const turned = [...way.slice(at), ...way.slice(0, at)];
    cycles.add([...turned, turned[0]].join(' → '));
  }
  return [...cycles].toSorted();
};

describe('the imports of src/', () => {
  const files = repositoryFiles('src').filter((file) => /\.[cm]?tsx?$/.test(file));
  const graph = graphOf(files);

  it('are all read: each leads to a file', () => {
    expect(files.length).toBeGreaterThan(200);
    expect([...graph.values()].flat().length).toBeGreaterThan(files.length);
    const astray = [...graph].flatMap(([file, imported]) =>
      imported.filter((each) => !existsSync(join(root, each))).map((each) => `${file}: ${each}`),
    );
    expect(astray).toEqual([]);
  });

  it('form no cycle, those of types included', () => {
    expect(cyclesOf(graph)).toEqual([]);
  });
});

describe('what is looked for', () => {
  it('is found however an import is written', () => {
    const text = [
      `import { a } from './a.ts';`,
      `import type {\n  B,\n  C,\n} from '../b.ts';`,
      `import d, { type D } from "./d.ts";`,
      `import * as e from './e.ts';`,
      `export { f } from './f.ts';`,
      `export type { G } from './g.ts';`,
      `export * from './h.ts';`,
      `import './i.ts';`,
      `const j = await import('./j.ts');`,
      `type K = import('./k.ts').K;`,
      `import { join } from 'node:path';`,
      `export const from = 'x';`,
      `// import { z } from './z.ts';`,
    ].join('\n');
    const found = importsOf(text).toSorted();
    expect(found).toEqual(
      ['../b.ts', ...'a d e f g h i j k'.split(' ').map((name) => `./${name}.ts`)].toSorted(),
    );
  });

  it('is each cycle once, by its shortest way', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['a', 'd']],
      ['e', ['d']],
    ]);
    expect(cyclesOf(graph)).toEqual(['a → b → c → a', 'a → c → a', 'd → d']);
    expect(
      cyclesOf(
        new Map([
          ['a', ['b']],
          ['b', []],
        ]),
      ),
    ).toEqual([]);
  });
});
