import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a program called `mvn` into a folder, to be put first on a PATH: it understands what the real one is
 * asked for and runs `body`, a piece of shell, with `$name`, `$version`, `$type` and `$target` (where the real
 * one would put the file; its folder exists).
 * @returns the folder
 */
export function fakeMaven(folder: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'mvn');
  writeFileSync(
    path,
    `#!/bin/sh
for argument in "$@"; do
  case "$argument" in
    -Dartifact=*) coordinates=\${argument#-Dartifact=} ;;
    -Dmaven.repo.local=*) repository=\${argument#-Dmaven.repo.local=} ;;
  esac
done
group=\${coordinates%%:*}; rest=\${coordinates#*:}
name=\${rest%%:*}; rest=\${rest#*:}
version=\${rest%%:*}; type=\${rest#*:}
target="$repository/$(echo "$group" | tr . /)/$name/$version/$name-$version.$type"
mkdir -p "$(dirname "$target")"
${body}
`,
  );
  chmodSync(path, 0o755);
  return folder;
}
