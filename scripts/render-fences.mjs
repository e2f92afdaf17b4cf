// Writes .oxlint-fences.json from the table in fences.mjs.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { renderFences } from './fences.mjs';

const file = new URL('../.oxlint-fences.json', import.meta.url);
writeFileSync(file, await format(JSON.stringify(renderFences()), { parser: 'json', printWidth: 110 }));
