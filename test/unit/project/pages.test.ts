import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFiles, root } from './repository-files.ts';

const pages = repositoryFiles().filter((path) => path.endsWith('.md'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Without blocks of code, whose brackets are no links. */
const withoutCode = (text: string): string =>
  text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchors that a page's headings get, as the usual renderers make them. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
        .trim()
        .replace(/ /g, '-'),
    ),
  );

test('there are the pages that everybody looks for', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']),
  );
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('every link within the repository leads somewhere', () => {
    const broken: string[] = [];
    for (const [, target = ''] of withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
      if (!existsSync(join(root, file))) broken.push(target);
      else if (anchor !== undefined && file.endsWith('.md') && !anchorsOf(read(file)).has(anchor)) {
        broken.push(target);
      }
    }
    expect(broken).toEqual([]);
  });

  test('every npm command in it is a script of package.json', () => {
    const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map(
      ([, script, own]) => script ?? own ?? '',
    );
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  test('every file of ours that it names is there', () => {
    const named = [
      ...text.matchAll(/`((?:src|test|docs|mappings|scripts|bench|fixtures|docker)\/[\w./-]+)`/g),
    ]
      .map(([, path = '']) => path)
      // articles.vN.json stands for each of them.
      .filter((path) => !path.includes('vN'));
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

test('the scripts run files that are there', () => {
  const files = Object.values(scripts).flatMap(
    (command) => command.match(/\b(?:scripts|bench)\/[\w./-]+/g) ?? [],
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('the changelog has a place for what is not released yet', () => {
  expect(read('CHANGELOG.md')).toMatch(/^## \[Unreleased\]$/m);
});

test('.ci/run can be run', () => {
  expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0);
});
