import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** What `npm pack` says of a tarball. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** A new project that has the package `timbao` installed from its tarball, as a developer would. */
export interface FreshProject {
  readonly folder: string;
  readonly packed: Packed;
  write(name: string, text: string): Promise<void>;
  /** Makes packages of the repository's own `node_modules` the project's. */
  link(names: Readonly<Record<string, string>>): Promise<void>;
  /** What the compiler has against the project; empty where nothing. */
  check(options: object, files: readonly string[]): Promise<string>;
  /** The same for a project that has settings of its own. */
  checkOwn(): Promise<string>;
  close(): Promise<void>;
}

/** Packs what is published and installs it without a network, which nothing but the tarball can come from. */
export const freshProject = async (): Promise<FreshProject> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'timbao-project-')));
  const npm = (args: readonly string[], cwd: string) =>
    run('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd, maxBuffer: 64e6 });
  const { stdout } = await npm(
    ['pack', '--json', '--pack-destination', folder],
    join(root, 'dist', 'packages', 'timbao'),
  );
  const answer = JSON.parse(stdout) as readonly Packed[] | Readonly<Record<string, Packed>>;
  const [packed] = Object.values(answer);
  if (packed === undefined) throw new Error(`npm pack said nothing of a package: ${stdout}`);
  const write: FreshProject['write'] = async (name, text) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  await write('package.json', JSON.stringify({ name: 'fresh', private: true, type: 'module' }));
  await npm(['install', '--offline', `./${packed.filename}`], folder);
  const checkOwn: FreshProject['checkOwn'] = () =>
    run(process.execPath, [tsc, '-p', folder], { cwd: folder }).then(
      ({ stdout: said }) => said,
      ({ stdout: said }: { stdout: string }) => said,
    );
  return {
    folder,
    packed,
    write,
    link: async (names) => {
      for (const [name, from] of Object.entries(names)) {
        const place = join(folder, 'node_modules', name);
        await mkdir(dirname(place), { recursive: true });
        await rm(place, { recursive: true, force: true });
        await symlink(join(root, 'node_modules', from), place, 'junction');
      }
    },
    check: async (compilerOptions, files) => {
      const options = { strict: true, noEmit: true, target: 'es2022', types: [], ...compilerOptions };
      await write('tsconfig.json', JSON.stringify({ compilerOptions: options, files }));
      return checkOwn();
    },
    checkOwn,
    close: () => rm(folder, { recursive: true, force: true }),
  };
};
