import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshProject, type FreshProject } from '../../support/packed-package.ts';

const run = promisify(execFile);

vi.setConfig({ testTimeout: 60_000 });

let project: FreshProject;

beforeAll(async () => {
  project = await freshProject();
});

afterAll(() => project?.close());

/** The two ways in which today's projects find the files of a package. */
const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;
const DOM = { lib: ['es2023', 'dom', 'dom.iterable'] };

const manifest = async () =>
  JSON.parse(await readFile(join(project.folder, 'node_modules/timbao/package.json'), 'utf8')) as Record<
    string,
    unknown
  > & { exports: Record<string, string | Record<string, string>> };

describe('what is published', () => {
  test('is light, and nothing comes beside it', async () => {
    expect(project.packed.unpackedSize).toBeLessThan(200_000);
    expect(project.packed.size).toBeLessThan(60_000);
    expect(
      (await readdir(join(project.folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    ).toEqual(['timbao']);
  });

  test('may be published, has the version of the service, and depends on nothing', async () => {
    const own = JSON.parse(await readFile('package.json', 'utf8')) as { version: string; license: string };
    const published = await manifest();
    expect(published).toMatchObject({ name: 'timbao', version: own.version, license: own.license });
    for (const name of [
      'private',
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'scripts',
      'bin',
    ]) {
      expect(published).not.toHaveProperty(name);
    }
    const names = project.packed.files.map(({ path }) => path);
    expect(names).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
  });

  test('has every file that its exports name, types before all else', async () => {
    const names = new Set(project.packed.files.map(({ path }) => `./${path}`));
    const { exports } = await manifest();
    expect(Object.keys(exports)).toEqual(['./client', './element', './instantsearch', './package.json']);
    for (const [entry, conditions] of Object.entries(exports)) {
      if (typeof conditions === 'string') continue;
      expect(Object.keys(conditions)[0], entry).toBe('types');
      for (const file of Object.values(conditions)) expect(names, entry).toContain(file);
    }
  });

  test('every import in it leads to a file of it', async () => {
    const folder = join(project.folder, 'node_modules/timbao');
    for (const { path } of project.packed.files.filter((file) => /\.(?:js|d\.ts)$/.test(file.path))) {
      const text = await readFile(join(folder, path), 'utf8');
      const wrong = [...text.matchAll(/^(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]/gm)]
        .map(([, to = '']) => to)
        .filter(
          (to) =>
            !/^\.{1,2}\/.*\.js$/.test(to) &&
            !(path === 'types/frameworks.d.ts' && /^(?:react|vue)$/.test(to)),
        );
      expect(wrong, path).toEqual([]);
    }
  });
});

const PROGRAM = `
import { createClient, TimbaoError } from 'timbao/client';
import type { Client, SearchResult } from 'timbao/client';
import { createSearchClient } from 'timbao/instantsearch';

const client: Client = createClient({ baseUrl: 'http://127.0.0.1:9', retries: 0 });
const searchClient = createSearchClient(client, { snippetSize: 100 });
try {
  const result: SearchResult = await client.search({ q: 'thủy điện', facets: ['year'] });
  console.log(result.total.value);
} catch (error) {
  console.log(error instanceof TimbaoError ? error.code : 'other', typeof searchClient.search);
}
// @ts-expect-error There is no such sort.
client.search({ q: 'bão', sort: 'best' }).catch(() => {});
`;

const ELEMENT = `
import { TimbaoSearch } from 'timbao/element';

const element = document.createElement('timbao-search');
const same: TimbaoSearch = element;
element.section = ['Kinh tế', 'Văn hóa'];
element.sort = 'newest';
element.labels = { button: 'Tra cứu' };
// @ts-expect-error There is no such sort.
element.sort = 'best';
document.addEventListener('timbao-search', (event) => {
  const count: number = event.detail.total.value;
  const title: string | undefined = event.detail.result.hits[0]?.title;
  // @ts-expect-error There is no such detail.
  console.log(count, title, event.detail.titles);
});
void same.search('bão').then(() => element.result?.total.exact);
`;

describe.each(Object.entries(RESOLUTIONS))(
  'a TypeScript project that resolves as %s does',
  (name, resolution) => {
    test('knows the types of every entry', async () => {
      await project.write('program.ts', PROGRAM);
      await project.write('element.ts', ELEMENT);
      // The declarations of the package are checked, too, with neither React nor Vue there.
      const options = { ...resolution, ...DOM, skipLibCheck: false };
      expect(await project.check(options, ['program.ts', 'element.ts'])).toBe('');
    });

    test('runs what it compiled', async () => {
      await project.write('program.ts', PROGRAM);
      const folder = `out-${name}`;
      expect(
        await project.check({ ...resolution, ...DOM, noEmit: false, outDir: folder }, ['program.ts']),
      ).toBe('');
      const { stdout } = await run(process.execPath, [join(project.folder, folder, 'program.js')]);
      expect(stdout).toBe('network function\n');
    });
  },
);

test('a server that renders pages may import the element, which is not there', async () => {
  await project.write(
    'server.mjs',
    `const { TimbaoSearch } = await import('timbao/element');\nconsole.log(typeof TimbaoSearch);`,
  );
  const { stdout } = await run(process.execPath, [join(project.folder, 'server.mjs')]);
  expect(stdout).toBe('function\n');
});

test('CommonJS may require the client', async () => {
  await project.write('old.cjs', `console.log(typeof require('timbao/client').createClient);`);
  const { stdout } = await run(process.execPath, [join(project.folder, 'old.cjs')]);
  expect(stdout).toBe('function\n');
});

const JSX = `
import 'timbao/element';
export const Box = () => (
  <timbao-search
    endpoint="https://search.example"
    query="bão"
    section={['Kinh tế']}
    sort="newest"
    size={5}
    routing
    className="wide"
    LISTENERS
  >
    <span slot="button">Tra cứu</span>
  </timbao-search>
);
// @ts-expect-error There is no such sort.
export const Wrong = () => <timbao-search sort="best" />;
`;

describe.each([
  ['19', '@types/react', 'ontimbao-search={(event) => console.log(event.detail.total.value)}'],
  ['18', 'types-react-18', ''],
])('React %s', (_version, types, listeners) => {
  test('knows the element, its attributes and its events', async () => {
    await project.link({
      react: 'react',
      '@types/react': types,
      csstype: 'csstype',
      '@types/prop-types': '@types/prop-types',
    });
    await project.write('box.tsx', JSX.replace('LISTENERS', listeners));
    const options = {
      ...RESOLUTIONS.bundler,
      ...DOM,
      jsx: 'react-jsx',
      skipLibCheck: true,
      preserveSymlinks: true,
    };
    expect(await project.check(options, ['box.tsx'])).toBe('');
  });
});

test('Vue knows the element, its attributes and its events', async () => {
  await project.link({ vue: 'vue', '@vue': '@vue', csstype: 'csstype' });
  await project.write(
    'vue.ts',
    `import 'timbao/element';
import type { GlobalComponents } from 'vue';
type Props = InstanceType<GlobalComponents['timbao-search']>['$props'];
export const right: Props = { query: 'bão', section: ['Kinh tế'], class: 'wide', onTimbaoSearch: ({ detail }) => console.log(detail.total.value) };
// @ts-expect-error There is no such sort.
export const wrong: Props = { sort: 'best' };
`,
  );
  const options = { ...RESOLUTIONS.bundler, ...DOM, skipLibCheck: true, preserveSymlinks: true };
  expect(await project.check(options, ['vue.ts'])).toBe('');
});

/** Bytes after compression; beyond them somebody pays on every page. */
const BUDGETS = { client: 3_500, element: 9_500, instantsearch: 5_500 };

test.each(Object.entries(BUDGETS))(
  'timbao/%s stays small where it is bundled, and runs in a browser',
  async (entry, budget) => {
    await project.write('entry.js', `export * from 'timbao/${entry}';\n`);
    const { outputFiles, metafile } = await build({
      entryPoints: [join(project.folder, 'entry.js')],
      absWorkingDir: project.folder,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      metafile: true,
    });
    expect(
      Object.keys(metafile.inputs).every((path) => /^(?:entry\.js|node_modules\/timbao\/)/.test(path)),
    ).toBe(true);
    const text = outputFiles[0]?.text ?? '';
    expect(text).not.toMatch(/node:|require\(|process\.|Buffer/);
    const size = gzipSync(text).length;
    expect(size).toBeGreaterThan(500);
    expect(size).toBeLessThan(budget);
  },
);
