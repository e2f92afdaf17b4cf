// Writes mappings/articles.vN.json from src/analysis. A released file is never rendered over: a changed body
// is the next version.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
const { MAPPING_VERSION, renderIndexBody } = await import('../dist/analysis/index-body.js');

const file = join('mappings', `articles.v${MAPPING_VERSION}.json`);
const rendered = renderIndexBody();
const unchanged = existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8') === rendered;
if (unchanged) {
  console.log(`${file} is current.`);
} else if (existsSync(join(root, file)) && !process.argv.includes('--unreleased')) {
  console.error(
    `${file} differs from src/analysis. A released mapping is never edited: raise MAPPING_VERSION and render again.` +
      ' (Only while a version has not been released: npm run mapping -- --unreleased)',
  );
  process.exitCode = 1;
} else {
  writeFileSync(join(root, file), rendered);
  console.log(`${file} written.`);
}
