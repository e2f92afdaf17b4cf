/** The steps of a path through lists and objects, `*` for every entry of a list. */
export type FieldPath = readonly string[];

/** `bylines[].name`, `images[0].url`, `[2].data`, `a\\.b` */
export const parsePath = (written: string): FieldPath =>
  written
    .replaceAll('[]', '.*')
    .replace(/\[(\d+)\]/gu, '.$1')
    .replace(/^\./u, '')
    .split(/(?<!\\)\./u)
    .map((step) => step.replaceAll('\\.', '.'));

/** Whether a value holds something. */
export const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** What is at a path; `undefined` where nothing is. */
export const lookUp = (value: unknown, path: FieldPath): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === '*') {
    if (!Array.isArray(value)) return undefined;
    return value.flatMap((entry) => lookUp(entry, rest)).filter(isThere);
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? lookUp((value as Readonly<Record<string, unknown>>)[step], rest)
    : undefined;
};

/** The path as it is written: `db[0].data.posts`. */
export const printPath = (path: FieldPath): string =>
  path
    .map((step) =>
      step === '*' ? '[]' : /^\d+$/u.test(step) ? `[${step}]` : `.${step.replaceAll('.', '\\.')}`,
    )
    .join('')
    .replace(/^\./u, '');
