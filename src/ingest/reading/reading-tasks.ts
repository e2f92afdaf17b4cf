import { AppError } from '../../domain/app-error.ts';
import { parseArticle } from '../article-schema.ts';
import { readPage } from '../sources/read-page.ts';
import { readArticleBody, readArticleLine } from './article-json.ts';
import { toRefusal, type Refusal } from './refusal.ts';

/** What articles are read from: pure functions, of values that can be sent to another thread. */
interface Tasks {
  readonly body: typeof readArticleBody;
  readonly line: typeof readArticleLine;
  readonly record: typeof parseArticle;
  readonly page: typeof readPage;
}

export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>;
export type TaskValue<Name extends TaskName> = ReturnType<Tasks[Name]>;

const TASKS: { readonly [Name in TaskName]: (...input: TaskInput<Name>) => TaskValue<Name> } = {
  body: readArticleBody,
  line: readArticleLine,
  record: parseArticle,
  page: readPage,
};

/** What came of a task. */
export type TaskOutcome<Name extends TaskName> =
  { readonly value: TaskValue<Name> } | { readonly refusal: Refusal };

/** Does a task, on whichever thread; what was refused by name is an outcome as well. */
export const runTask = <Name extends TaskName>(name: Name, input: TaskInput<Name>): TaskOutcome<Name> => {
  try {
    return { value: TASKS[name](...input) };
  } catch (error) {
    if (error instanceof AppError) return { refusal: toRefusal(error) };
    throw error;
  }
};
