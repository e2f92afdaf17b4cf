// Runs the drills, at the size of an archive: `npm run drill`, `npm run drill -- killed`.
import { runVitest } from './run-vitest.mjs';

/** Test files, by a word to choose them by. */
const DRILLS = {
  killed: 'test/engine/ingest/engine-killed.test.ts',
  rebuild: 'test/engine/index-lifecycle/rebuild-under-load.test.ts',
  walk: 'test/drill/walk-and-export.test.ts',
  cluster: 'test/drill/cluster/cluster.test.ts',
};

/** Those that take hours: run by themselves, with as many articles as they say. */
const LONG_DRILLS = {
  million: 'test/drill/million.test.ts',
};

const names = process.argv.slice(2);
const known = { ...DRILLS, ...LONG_DRILLS };
const unknown = names.find((name) => !(name in known));
if (unknown !== undefined) {
  console.error(`There is no drill “${unknown}”. Choose of: ${Object.keys(known).join(', ')}.`);
  process.exit(2);
}
const files = (names.length === 0 ? Object.keys(DRILLS) : names).map((name) => known[name]);
const areLong = names.some((name) => name in LONG_DRILLS);
runVitest(['--config=vitest.drill.config.ts', ...files], areLong ? {} : { DRILL_ARTICLES: '50000' });
