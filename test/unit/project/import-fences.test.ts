import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');

const PURE = [
  'domain',
  'text',
  'query',
  'language',
  'matching',
  'completion',
  'correction',
  'likeness',
  'dsl',
  'results',
  'analysis',
] as const;
const FENCE = 'eslint(no-restricted-imports)';

/** A file that the linter must refuse: where it stands, what it holds, and the rule that it breaks. */
const forbidden: readonly (readonly [file: string, source: string, rule: string])[] = [
  ...PURE.flatMap((folder): [string, string, string][] => [
    [`src/${folder}/a.ts`, `export { a } from '../engine/a.ts';`, FENCE],
    [`src/${folder}/b.ts`, `import { a } from '../config.ts';\nexport const b = a;`, FENCE],
    [`src/${folder}/c.ts`, `import { readFile } from 'node:fs/promises';\nexport const c = readFile;`, FENCE],
    [
      `src/${folder}/d.ts`,
      `import { Client } from '@elastic/elasticsearch';\nexport const d = Client;`,
      FENCE,
    ],
    [`src/${folder}/e.ts`, `export const e = () => import('../http/a.ts');`, FENCE],
    [`src/${folder}/f.ts`, `import { z } from 'zod';\nexport const f = z;`, FENCE],
  ]),
  ['src/domain/g.ts', `import { a } from '../text/a.ts';\nexport const g = a;`, FENCE],
  ['src/text/g.ts', `import { a } from '../query/a.ts';\nexport const g = a;`, FENCE],
  ['src/text/h.ts', `import { load } from 'cheerio/slim';\nexport const h = load;`, FENCE],
  ['src/query/g.ts', `import { a } from '../matching/a.ts';\nexport const g = a;`, FENCE],
  ['src/language/g.ts', `import { a } from '../matching/a.ts';\nexport const g = a;`, FENCE],
  ['src/matching/g.ts', `import { a } from '../dsl/a.ts';\nexport const g = a;`, FENCE],
  ['src/likeness/g.ts', `import { a } from '../query/a.ts';\nexport const g = a;`, FENCE],
  ['src/completion/g.ts', `import { a } from '../query/a.ts';\nexport const g = a;`, FENCE],
  ['src/correction/g.ts', `import { a } from '../query/a.ts';\nexport const g = a;`, FENCE],
  ['src/dsl/clauses/g.ts', `import { a } from '../../results/a.ts';\nexport const g = a;`, FENCE],
  [
    'src/dsl/clauses/h.ts',
    `import { estypes } from '@elastic/elasticsearch';\nexport const h = estypes;`,
    FENCE,
  ],
  ['src/results/g.ts', `import { a } from '../dsl/a.ts';\nexport const g = a;`, FENCE],
  [
    'src/results/h.ts',
    `import type { estypes } from '@elastic/elasticsearch';\nexport type H = estypes;`,
    FENCE,
  ],
  ['src/engine/a.ts', `import { a } from '../search/a.ts';\nexport const b = a;`, FENCE],
  ['src/engine/b.ts', `import type { A } from '../ingest/a.ts';\nexport type B = A;`, FENCE],
  ['src/engine/c.ts', `import { a } from '../config.ts';\nexport const c = a;`, FENCE],
  ['src/search/a.ts', `import { a } from '../http/a.ts';\nexport const b = a;`, FENCE],
  ['src/search/b.ts', `import { Client } from '@elastic/elasticsearch';\nexport const b = Client;`, FENCE],
  ['src/ingest/a.ts', `import { a } from '../search/a.ts';\nexport const b = a;`, FENCE],
  ['src/ingest/sources/a.ts', `import { a } from '../../cli/a.ts';\nexport const b = a;`, FENCE],
  ['src/index-lifecycle/a.ts', `import { a } from '../ingest/a.ts';\nexport const b = a;`, FENCE],
  ['src/web-access/a.ts', `import { a } from '../ingest/a.ts';\nexport const b = a;`, FENCE],
  ['src/embedded/a.ts', `import { a } from '../engine/a.ts';\nexport const b = a;`, FENCE],
  ['src/http/a.ts', `import { a } from '../engine/a.ts';\nexport const b = a;`, FENCE],
  ['src/http/b.ts', `import { readConfig } from '../config.ts';\nexport const b = readConfig;`, FENCE],
  ['src/http/routes/a.ts', `import { a } from '../../search/a.ts';\nexport const b = a;`, FENCE],
  ['src/client/a.ts', `import { a } from '../domain/a.ts';\nexport const b = a;`, FENCE],
  ['src/client/b.ts', `import { readFile } from 'node:fs/promises';\nexport const b = readFile;`, FENCE],
  ['src/client/c.ts', `import { z } from 'zod';\nexport const c = z;`, FENCE],
  ['src/web/a.ts', `import { a } from '../cli/a.ts';\nexport const b = a;`, FENCE],
  ['src/web/components/a.tsx', `import { a } from '../../http/a.ts';\nexport const b = a;`, FENCE],
  ['src/instantsearch/a.ts', `import { a } from '../web/search-page.ts';\nexport const b = a;`, FENCE],
  ['src/instantsearch/b.ts', `import { a } from 'instantsearch.js';\nexport const b = a;`, FENCE],
  ['src/web/client/a.ts', `import { a } from '../../search/a.ts';\nexport const b = a;`, FENCE],
  ['src/web/client/b.ts', `import { z } from 'zod';\nexport const b = z;`, FENCE],
  ['src/service/a.ts', `import { a } from '../cli/a.ts';\nexport const b = a;`, FENCE],
  ['src/cli/a.ts', `import { Client } from '@elastic/elasticsearch';\nexport const a = Client;`, FENCE],
  ['src/cli/b.ts', `import { env } from 'node:process';\nexport const b = env;`, FENCE],
  ['src/cli/c.ts', `export const c = process.env['HOME'];`, 'node(no-process-env)'],
  ['src/cli/d.ts', `console.log('d');`, 'eslint(no-console)'],
  ['src/cli/camelCase.ts', `export const a = 1;`, 'unicorn(filename-case)'],
  ['src/cli/e.ts', `export default 1;`, 'import(no-default-export)'],
  ['src/cli/f.ts', `export const f = (a: any) => a;`, 'typescript(no-explicit-any)'],
  [
    'src/cli/g.ts',
    `import { Engine } from '../engine/allowed.ts';\nexport type G = Engine;`,
    'typescript(consistent-type-imports)',
  ],
  [
    'src/cli/h.ts',
    `const later = async (): Promise<void> => {};\nexport const h = () => {\n  later();\n};`,
    'typescript(no-floating-promises)',
  ],
  [
    'src/cli/i.ts',
    `const later = async (): Promise<boolean> => true;\nexport const i = () => (later() ? 1 : 2);`,
    'typescript(no-misused-promises)',
  ],
  ['src/cli/j.ts', `export const j = async () => {\n  await 1;\n};`, 'typescript(await-thenable)'],
];

/** What the fences must let through. */
const allowed: readonly (readonly [file: string, source: string])[] = [
  ['src/config.ts', `export const home = process.env['HOME'];`],
  [
    'src/engine/allowed.ts',
    `import { Client } from '@elastic/elasticsearch';\nexport type Engine = Client;\nexport const a = Client;`,
  ],
  [
    'src/dsl/clauses/allowed.ts',
    `import type { estypes } from '@elastic/elasticsearch';\nimport { a } from '../../text/allowed.ts';\nexport type A = estypes;\nexport const b = a;`,
  ],
  ['src/text/allowed.ts', `export const a = 1;`],
  ['src/http/routes/allowed.ts', `import { a } from '../schemas/allowed.ts';\nexport const b = a;`],
  ['src/http/schemas/allowed.ts', `export const a = 1;`],
  ['src/http/allowed.ts', `import type { Config } from '../config.ts';\nexport type B = Config;`],
  ['src/web/allowed.ts', `export const a = 1;`],
  ['src/client/allowed.ts', `export const a = 1;`],
  ['src/instantsearch/allowed.ts', `import { a } from '../client/allowed.ts';\nexport const b = a;`],
  ['src/web/client/allowed-client.ts', `import { a } from '../../client/allowed.ts';\nexport const b = a;`],
  ['src/web/client/allowed.ts', `import { a } from '../allowed.ts';\nexport const b = a;`],
  ['src/cli/allowed.ts', `import { a } from '../engine/allowed.ts';\nexport const b = a;`],
  ['src/search/allowed.ts', `import { a } from '../engine/allowed.ts';\nexport const b = a;`],
];

let folder = '';
let reported: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timbao-fences-'));
  for (const name of ['.oxlintrc.json', '.oxlint-fences.json'])
    await copyFile(join(root, name), join(folder, name));
  await copyFile(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [file, source] of [...forbidden, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${source}\n`);
  }
  reported = await lint(folder);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The rules that each file breaks. */
const lint = (cwd: string): Promise<ReadonlyMap<string, readonly string[]>> =>
  new Promise((resolve, reject) => {
    const args = [oxlint, '--type-aware', '--format=json'];
    // A tree with faults ends with status 1: the report tells whether the linter ran.
    execFile(process.execPath, args, { cwd, maxBuffer: 16e6 }, (error, stdout) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
        const found = new Map<string, string[]>();
        for (const { code, filename } of diagnostics)
          found.set(filename, [...(found.get(filename) ?? []), code]);
        resolve(found);
      } catch {
        reject(error ?? new Error(stdout));
      }
    });
  });

test('the fences are those of the table (npm run fences)', async () => {
  const { renderFences } = (await import(join(root, 'scripts', 'fences.mjs'))) as {
    renderFences: () => object;
  };
  expect(JSON.parse(await readFile(join(root, '.oxlint-fences.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(renderFences())),
  );
});

test.each(forbidden)('%s is refused', (file, _source, rule) => {
  expect(reported.get(file) ?? []).toContain(rule);
});

test.each(allowed)('%s is let through', (file) => {
  expect(reported.get(file) ?? []).toEqual([]);
});
