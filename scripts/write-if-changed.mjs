import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file whole or not at all, and not where it is the same already: others may be reading it. */
export const writeIfChanged = (path, contents) => {
  const bytes = Buffer.from(contents);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  const whole = `${path}.${process.pid}.tmp`;
  writeFileSync(whole, bytes);
  renameSync(whole, path);
};
