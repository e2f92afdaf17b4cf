import { Command, InvalidArgumentError, Option } from 'commander';

/** A command of a command; errors are thrown, not told. */
export const subcommand = (name: string, description: string): Command =>
  new Command(name).exitOverride().description(description);

/** Reads an option that may be given again and again. */
export const repeated = (value: string, values: readonly string[] = []): string[] => [...values, value];

/** Removes by ids. @returns those that there were none of */
export const removeAll = async (
  ids: readonly string[],
  remove: (id: string) => Promise<boolean>,
): Promise<string[]> => {
  const missing: string[] = [];
  for (const id of ids) if (!(await remove(id))) missing.push(id);
  return missing;
};

const WHOLE_NUMBER = /^[1-9]\d{0,8}$/;

/** Reads how many of something there are to be. */
export const wholeNumber = (text: string): number => {
  if (WHOLE_NUMBER.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
};

/** How many hidden articles an index of an older mapping may show, which has no fields for what hides them. */
export const showHiddenOption = (): Option =>
  new Option(
    '--show-hidden <n>',
    'let so many articles be seen, at most, that are hidden and that an older mapping cannot hide; or all',
  ).argParser((text) => {
    if (text === 'all') return Infinity;
    if (WHOLE_NUMBER.test(text)) return Number(text);
    throw new InvalidArgumentError('It must be a whole number, 1 or more, or all.');
  });
