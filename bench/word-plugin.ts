// Builds the tokenizer plugin of the tests with a list of words of your own, to measure with:
//
//   npm run word-plugin -- --words FILE --to DIR
//   TIMBAO_ENGINE_PLUGINS=DIR TIMBAO_TOKENIZER=word_list_tokenizer npm run relevance -- --data …
//
// FILE has a word a line. An engine that runs already goes on without it: timbao engine stop.
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWordPlugin, WORD_PLUGIN_SOURCES } from '../test/support/build-word-plugin.ts';

const { values } = parseArgs({ options: { words: { type: 'string' }, to: { type: 'string' } } });
if (values.words === undefined || values.to === undefined) {
  console.error('Say which words, and where to: npm run word-plugin -- --words FILE --to DIR');
  process.exit(2);
}
const sources = await mkdtemp(join(tmpdir(), 'timbao-word-plugin-'));
try {
  await cp(WORD_PLUGIN_SOURCES, sources, { recursive: true });
  await copyFile(values.words, join(sources, 'words.txt'));
  await buildWordPlugin(resolve(values.to), sources);
} finally {
  await rm(sources, { recursive: true });
}
