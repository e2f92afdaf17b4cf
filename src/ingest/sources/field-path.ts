/** The steps of a path through lists and objects, `*` for every entry of a list or an object. */
export type FieldPath = readonly string[];

/** `bylines[].name`, `images[0].url`, `[2].data`, `posts.*`, `["body.content"].p`, `a\\.b` */
export const parsePath = (written: string): FieldPath =>
  written
    .replace(/\[(["'])(.*?)\1\]/gu, (_, _quote: string, name: string) => `.${name.replaceAll('.', '\\.')}`)
    .replaceAll('[]', '.*')
    .replaceAll('[*]', '.*')
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
    if (typeof value !== 'object' || value === null) return undefined;
    const entries: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    return entries.flatMap((entry) => lookUp(entry, rest)).filter(isThere);
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? lookUp((value as Readonly<Record<string, unknown>>)[step], rest)
    : undefined;
};

/** The path as it is written: `db[0].data.posts`. */
export const printPath = (path: FieldPath): string => path.map(printStep).join('').replace(/^\./u, '');

const printStep = (step: string): string => {
  if (step === '*') return '[]';
  if (/^\d+$/u.test(step)) return `[${step}]`;
  return /[[\]]/u.test(step) ? `["${step}"]` : `.${step.replaceAll('.', '\\.')}`;
};
