// The npm package `timbao`: what an application in a browser or on Node.js installs, made of src/ and of nothing else.
// See docs/decisions/a-light-package.md.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { writeIfChanged } from './write-if-changed.mjs';

/** What it exports, by the source of each. */
const ENTRIES = {
  client: 'client/create-client',
  element: 'web/client/search-element',
  instantsearch: 'instantsearch/create-search-client',
};

/** Where `scripts/package/tsconfig.json` puts the declarations of them. */
const TYPES = join('dist', 'packages', '.types');

/** @param root The repository's folder. */
export const buildPackage = async (root) => {
  const folder = join(root, 'dist', 'packages', 'timbao');
  const files = new Map([
    ['package.json', `${JSON.stringify(manifestOf(root), null, 2)}\n`],
    ['README.md', readFileSync(join(root, 'scripts', 'package', 'README.md'), 'utf8')],
    ...(await scriptsOf(root, folder)),
    ...typesOf(root),
  ]);
  for (const [name, text] of files) writeIfChanged(join(folder, name), text);
  // An image is built without it.
  if (existsSync(join(root, 'LICENSE'))) copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    const name = relative(folder, path).split(sep).join('/');
    if (file.isFile() && name !== 'LICENSE' && !files.has(name)) rmSync(path, { force: true });
  }
};

const manifestOf = (root) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const names = Object.keys(ENTRIES);
  return {
    name,
    version,
    description:
      'Search of a Tìm Báo service for web pages and programs: element, client, InstantSearch adapter',
    license,
    keywords: ['search', 'vietnamese', 'news', 'instantsearch', 'web-components'],
    type: 'module',
    engines: { node: '>=20' },
    exports: {
      ...Object.fromEntries(
        names.map((entry) => [`./${entry}`, { types: `./${entry}.d.ts`, default: `./${entry}.js` }]),
      ),
      './package.json': './package.json',
    },
    // To import the element is to define it.
    sideEffects: ['./element.js'],
    files: ['*.js', '*.d.ts', 'types'],
  };
};

/** The scripts, each whole but for what several of them share. Not minified: that is for whoever bundles them. */
const scriptsOf = async (root, folder) => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).map(([entry, source]) => [entry, join('src', `${source}.ts`)]),
    ),
    outdir: folder,
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles.map(({ path, text }) => [relative(folder, path), text]);
};

const IMPORT = /(\bfrom\s*|\bimport\(\s*)(['"])(\.[^'"]*)\.ts\2/g;

/** The declarations that the entries lead to, beside the entries themselves: where resolvers without `exports` look, too. */
const typesOf = (root) => {
  const declarations = join(root, TYPES);
  const found = new Map();
  const follow = (source) => {
    const name = `types/${source}.d.ts`;
    if (found.has(name)) return;
    const text = readFileSync(join(declarations, `${source}.d.ts`), 'utf8');
    found.set(name, text.replace(IMPORT, '$1$2$3.js$2'));
    for (const [, , , to] of text.matchAll(IMPORT)) follow(posix.join(posix.dirname(source), to));
  };
  for (const [entry, source] of Object.entries(ENTRIES)) {
    follow(source);
    found.set(`${entry}.d.ts`, `export * from './types/${source}.js';\n`);
  }
  found.set(
    'types/frameworks.d.ts',
    readFileSync(join(root, 'scripts', 'package', 'frameworks.d.ts'), 'utf8'),
  );
  found.set('element.d.ts', `import './types/frameworks.js';\n${found.get('element.d.ts')}`);
  return found;
};
