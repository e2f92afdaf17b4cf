import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_NAMES, createProgram, loadCommand } from '../../../src/cli/commands.ts';
import { completionScript, SHELLS, type Shell } from '../../../src/cli/completion-scripts.ts';
import { allCommands, completionTree, type CompletedCommand } from '../../../src/cli/completion-tree.ts';

const deps = {
  connect: () => Promise.reject(new Error('Nothing is connected to.')),
  get config(): never {
    throw new Error('No setting is read.');
  },
  out: process.stdout,
  err: process.stderr,
};

/**
 * Runs the script in the shell itself and tells what it offers after the words of a command line. Of zsh the functions that
 * a script of completion calls are there for a terminal alone, and tell here what they are given.
 */
const RUN: Readonly<
  Record<Shell, (script: string, words: readonly string[]) => readonly [string, ...string[]]>
> = {
  bash: (script, words) => [
    '--norc',
    '-c',
    `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _timbao; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    script,
    ...words.flatMap((word) => word.split(/(=)/)),
  ],
  zsh: (script, words) => [
    '-f',
    '-c',
    `compdef() { }
    compset() { PREFIX=\${PREFIX#*=} }
    compadd() { shift; print -l -- \${(M)@:#$PREFIX*} }
    _describe() { local -a given=("\${(@P)2%%:*}"); print -l -- \${(M)given:#$PREFIX*} }
    _files() { print -l -- $PREFIX*(N) }
    source "$1"; shift; words=("$@"); CURRENT=$#; PREFIX=\${words[-1]}; _timbao || true`,
    'zsh',
    script,
    ...words,
  ],
  fish: (script, words) => [
    '--no-config',
    '-c',
    'source $argv[1]; complete -C (string join " " -- $argv[2..-1])',
    script,
    ...words,
  ],
};

const isInstalled = (shell: Shell): boolean => {
  try {
    execFileSync(shell, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

let folder: string;
let tree: CompletedCommand;

beforeAll(async () => {
  const program = createProgram();
  for (const name of COMMAND_NAMES) program.addCommand(await loadCommand(name, deps));
  tree = completionTree(program);
  folder = mkdtempSync(join(tmpdir(), 'timbao-completion-'));
  for (const shell of SHELLS) writeFileSync(join(folder, shell), completionScript(shell, tree));
  writeFileSync(join(folder, 'bai viet.txt'), '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const offered = (shell: Shell, line: string): string[] =>
  execFileSync(shell, RUN[shell](join(folder, shell), line.split(' ')), {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOME: folder },
  })
    .split('\n')
    // fish tells what each is for, and repeats what is before a value.
    .map((text) => (text.split('\t')[0] ?? '').replace(/^--[\w-]+=/, '').replaceAll('\\ ', ' '))
    .filter((text) => text !== '');

describe.each(SHELLS.filter(isInstalled))('%s', (shell) => {
  test('offers every command', () => {
    expect(offered(shell, 'timbao ').toSorted()).toEqual([...COMMAND_NAMES].toSorted());
    expect(offered(shell, 'timbao index re')).toEqual(['rebuild']);
    expect(offered(shell, 'timbao index rebuild ')).toEqual([]);
  });

  test('offers every option of every command', () => {
    const commands = allCommands(tree);
    expect(commands.length).toBeGreaterThan(30);
    for (const { place, options } of commands) {
      const long = options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--')));
      expect(offered(shell, `${place} --`).toSorted(), place).toEqual(long.toSorted());
    }
  });

  test('offers the values of an option, parted by a space or an equals sign', () => {
    expect(offered(shell, 'timbao search --sort n')).toEqual(['newest']);
    expect(offered(shell, 'timbao search --sort=n')).toEqual(['newest']);
    expect(offered(shell, 'timbao search --sort ').toSorted()).toEqual(['newest', 'oldest', 'relevance']);
    expect(offered(shell, 'timbao import --format ht')).toEqual(['html']);
    expect(offered(shell, 'timbao completion ').toSorted()).toEqual([...SHELLS].toSorted());
  });

  test('offers files where files belong, and nothing where nobody can know', () => {
    expect(offered(shell, 'timbao import ba')).toEqual(expect.arrayContaining(['bai viet.txt', 'bash']));
    expect(offered(shell, 'timbao search --file bai')).toEqual(['bai viet.txt']);
    expect(offered(shell, 'timbao search --section ba')).toEqual([]);
    expect(offered(shell, 'timbao search ba')).toEqual([]);
  });

  test('is not misled by a word that is a command elsewhere', () => {
    expect(offered(shell, 'timbao search index --sor')).toEqual(['--sort']);
  });
});

test('a list that begins a description is what can be given; any other text is none', () => {
  const valueOf = (flags: string, description: string) =>
    completionTree(new Command('x').option(flags, description)).options[0]?.value;
  expect(valueOf('--sort <order>', 'relevance, newest or oldest')).toEqual(['relevance', 'newest', 'oldest']);
  expect(
    valueOf('--format <f>', 'csv (for a table) or json (for a program), in place of what it seems'),
  ).toEqual(['csv', 'json']);
  expect(valueOf('--to <day>', 'this day or earlier')).toBe('other');
  expect(valueOf('--report <file>', 'csv or json')).toBe('file');
  expect(valueOf('--json', 'as JSON')).toBeNull();
});
