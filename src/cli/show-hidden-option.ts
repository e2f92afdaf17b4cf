import { InvalidArgumentError, Option } from 'commander';

/** How many hidden articles an index of an older mapping may show, which has no fields for what hides them. */
export const showHiddenOption = (): Option =>
  new Option(
    '--show-hidden <n>',
    'let so many articles be seen, at most, that are hidden and that an older mapping cannot hide; or all',
  ).argParser((text) => {
    if (text === 'all') return Infinity;
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    throw new InvalidArgumentError('It must be a whole number, 1 or more, or all.');
  });
