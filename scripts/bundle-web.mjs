// What the browser loads: bundled, minified, named by its content, listed in dist/web/assets/manifest.json.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { writeIfChanged } from './write-if-changed.mjs';

/** Each by the name that the service asks for it by. */
const ENTRIES = {
  script: 'src/web/client/search-page.ts',
  style: 'src/web/styles/page.css',
  icon: 'src/web/icons/icon.svg',
  favicon: 'src/web/icons/favicon.ico',
  touchIcon: 'src/web/icons/touch-icon.png',
};

/** What other sites load with a plain `<script>`: no module, which a browser would ask CORS for. */
const ELEMENT = { element: 'src/web/client/search-element.ts' };

/** @param root The repository's folder. */
export const bundleWeb = async (root) => {
  const folder = join(root, 'dist', 'web', 'assets');
  mkdirSync(folder, { recursive: true });
  const built = [await bundle(root, folder, ENTRIES, 'esm'), await bundle(root, folder, ELEMENT, 'iife')];
  const outputFiles = built.flatMap((one) => one.outputFiles);
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents);
  const manifest = Object.assign({}, ...built.map(({ names }) => names));
  writeIfChanged(join(folder, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  const current = new Set(['manifest.json', ...outputFiles.map(({ path }) => relative(folder, path))]);
  for (const file of readdirSync(folder)) if (!current.has(file)) rmSync(join(folder, file), { force: true });
};

/** Bundles entries, and tells what each is called by its content. */
const bundle = async (root, folder, entries, format) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.values(entries),
    outdir: folder,
    entryNames: '[name].[hash]',
    bundle: true,
    minify: true,
    format,
    target: ['es2022', 'chrome100', 'firefox100', 'safari15.4'],
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.svg': 'copy', '.ico': 'copy', '.png': 'copy' },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const names = {};
  for (const [path, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    // A copied file is no entry point to esbuild, but has one input.
    const source = (entryPoint ?? Object.keys(inputs)[0]).split(sep).join('/');
    const name = Object.keys(entries).find((key) => entries[key] === source);
    if (name !== undefined) names[name] = basename(path);
  }
  return { outputFiles, names };
};
