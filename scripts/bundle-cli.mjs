// The command line in a few files: hundreds of small ones, and packages of which it needs little, take most of a
// short command's time to load. The service, which starts once, is left as compiled.
import { readdirSync, rmSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { build } from 'esbuild';
import { writeIfChanged } from './write-if-changed.mjs';

/** Loaded by most commands, and large: they go into the bundle, and what they need with them. */
const BUNDLED = new Set([
  '@elastic/elasticsearch',
  '@hono/zod-openapi',
  'cheerio',
  'commander',
  'csv-parse',
  'csv-stringify',
  'entities',
  'hono',
  'lru-cache',
  'prom-client',
  'zod',
]);

/** What a service shares with tools that watch it is one, whoever loads it. */
const SHARED = /^@opentelemetry\//;

/** `@hono/zod-openapi` of `@hono/zod-openapi/x`. */
const packageOf = (path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/');

const chosenPackages = {
  name: 'chosen-packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point' || path.startsWith('node:')) return undefined;
      const isWithin = importer.split(sep).includes('node_modules');
      const isBundled = !SHARED.test(path) && (isWithin || BUNDLED.has(packageOf(path)));
      return isBundled ? undefined : { external: true };
    }),
};

/**
 * @param root The repository's folder.
 * @param folder Where to; `dist/cli` is compiled before.
 * @returns what esbuild tells of its outputs
 */
export const bundleCli = async (root, folder = join(root, 'dist', 'cli')) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [chosenPackages],
    // Packages that are no modules ask for those of Node.js by `require`.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const isChunk = (path) => basename(path).startsWith('chunk-');
  // What others load comes before what loads them: a command may be starting meanwhile.
  for (const { path, contents } of outputFiles.toSorted((a, b) => isChunk(b.path) - isChunk(a.path)))
    writeIfChanged(path, contents);
  const current = new Set(outputFiles.map(({ path }) => path));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (isChunk(path) && !current.has(path)) rmSync(path, { force: true });
  }
  return metafile;
};
