import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What is installed, built, run or measured, and version control itself: none of it is in the repository. */
const NOT_OURS = new Set(['node_modules', 'dist', '.timbao', 'coverage', '.git', 'results']);

/** The files of the repository, as paths from its root with `/`. */
export const repositoryFiles = (folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : repositoryFiles(path);
    return entry.isFile() ? [path] : [];
  });
