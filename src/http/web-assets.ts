import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { packageFile } from '../package-file.ts';

/** One file that the browser loads. */
export interface WebAsset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface WebAssets {
  /** What each is called by its content; `element` is the script that other sites embed. */
  readonly names: z.infer<typeof manifestSchema>;
  readonly files: ReadonlyMap<string, WebAsset>;
}

const manifestSchema = z
  .object({
    script: z.string(),
    style: z.string(),
    icon: z.string(),
    favicon: z.string(),
    touchIcon: z.string(),
    element: z.string(),
  })
  .readonly();

const fileOf = (name: string): string => packageFile('dist', 'web', 'assets', name);

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
};

/**
 * The bundles of the search page, as the build left them.
 *
 * @throws AppError `configuration` where they were not built
 */
export const readWebAssets = (): WebAssets => {
  try {
    const names = manifestSchema.parse(JSON.parse(readFileSync(fileOf('manifest.json'), 'utf8')));
    const files = Object.values(names).map((name): [string, WebAsset] => [
      name,
      { type: TYPES[extname(name)] ?? 'application/octet-stream', bytes: bytesOf(name) },
    ]);
    return { names, files: new Map(files) };
  } catch (cause) {
    throw new AppError('configuration', 'The files of the search page are missing. Run: npm run build', {
      cause,
    });
  }
};

const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(fileOf(name)));
