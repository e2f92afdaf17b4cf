import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FieldError } from './domain/app-error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables with what stands in files of secrets, and what was wrong with those. */
export interface SecretsRead {
  readonly environment: Variables;
  readonly errors: readonly FieldError[];
}

/** The variable that names the file of a secret, as images of Docker have it: `ELASTICSEARCH_PASSWORD_FILE`. */
export const fileVariable = (name: string): string => `${name}_FILE`;

/**
 * Gives each secret whose file is named the text of that file, so that no secret has to stand in the environment,
 * where whoever may look at a process or a container sees it.
 *
 * @param secrets the settings that may be in files
 * @param workingDir what a relative path starts from
 */
export const readSecretFiles = (
  environment: Variables,
  secrets: readonly string[],
  workingDir: string,
): SecretsRead => {
  const read: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const name of secrets) {
    const variable = fileVariable(name);
    const path = trimmed(environment[variable]);
    if (path === '') continue;
    if (trimmed(environment[name]) !== '') {
      errors.push({ path: variable, message: `${variable} is set beside ${name}: keep one of them.` });
      continue;
    }
    try {
      const text = readFileSync(resolve(workingDir, path), 'utf8').trim();
      if (text === '') errors.push({ path: variable, message: `The file of ${variable} is empty: ${path}.` });
      read[name] = text;
    } catch {
      errors.push({
        path: variable,
        message: `The file of ${variable} cannot be read: ${path}. Check the path and who may read it.`,
      });
    }
  }
  return { environment: { ...environment, ...read }, errors };
};

const trimmed = (text: string | undefined): string => text?.trim() ?? '';
