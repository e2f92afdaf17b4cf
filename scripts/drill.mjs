// Runs the drills, at the size of an archive: `npm run drill`, `npm run drill -- killed`.
import { runVitest } from './run-vitest.mjs';

/** Test files, by a word to choose them by. */
const DRILLS = {
  killed: 'test/engine/ingest/engine-killed.test.ts',
  rebuild: 'test/engine/index-lifecycle/rebuild-under-load.test.ts',
  walk: 'test/drill/walk-and-export.test.ts',
  cluster: 'test/drill/cluster/cluster.test.ts',
};

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in DRILLS));
if (unknown !== undefined) {
  console.error(`There is no drill “${unknown}”. Choose of: ${Object.keys(DRILLS).join(', ')}.`);
  process.exit(2);
}
const files = (names.length === 0 ? Object.keys(DRILLS) : names).map((name) => DRILLS[name]);
runVitest(['--config=vitest.drill.config.ts', ...files], { DRILL_ARTICLES: '50000' });
