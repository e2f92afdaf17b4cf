import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFiles, root } from './repository-files.ts';

const files = repositoryFiles();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Somebody's own folders, wherever they are, and those of this machine. */
const machinePaths = [
  root.replace(/[\\/]$/, ''),
  `${homedir()}/`,
  ...['home', 'Users', 'root', 'workspace'].map((folder) => `/${folder}/`),
];

test('no file names a folder of somebody’s machine', () => {
  // `/` before it makes it the end of a longer path or an address, such as a home page's.
  const named = files.flatMap((path) => {
    const text = read(path);
    return machinePaths
      .filter((folder) => new RegExp(`(?<![\\w./-])${escaped(folder)}`).test(text))
      .map((folder) => `${path}: ${folder}`);
  });
  expect(named).toEqual([]);
});

describe('the lock file', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string; integrity?: string; resolved?: string; optional?: boolean }>;
  };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('names no registry, so that everybody’s own is used', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  // A registry may lack the binaries that are for other systems; then their checksums cannot be known.
  test('has a checksum for every package that must be there', () => {
    const needed = packages.filter(([, { optional }]) => optional !== true);
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });
});

test('no npm setting of the repository names a registry', () => {
  const settings = files.filter((path) => basename(path) === '.npmrc').map(read);
  expect(settings.join('\n')).not.toMatch(/registry *=/);
});

describe('the layout', () => {
  const sources = files.filter((path) => path.startsWith('src/'));

  test('every folder of src has its fence', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && sources.some((path) => path.startsWith(`src/${entry.name}/`)))
      .map((entry) => entry.name);
    expect(folders.length).toBeGreaterThan(10);
    const config = read('.oxlint-fences.json');
    // Only cli puts everything together.
    const open = folders.filter((folder) => folder !== 'cli' && !config.includes(`"src/${folder}/`));
    expect(open).toEqual([]);
  });

  test('no file is a drawer for everything, and none only passes others on', () => {
    const drawers = /^(?:index|utils?|helpers?|common|misc|types|constants)\.tsx?$/;
    expect(sources.filter((path) => drawers.test(basename(path)))).toEqual([]);
  });
});

/** For a regular expression that finds the text itself. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
