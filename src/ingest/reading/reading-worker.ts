import { runTask, type TaskInput, type TaskName, type TaskOutcome } from './reading-tasks.ts';

/** What another thread is sent. */
export interface SentTask<Name extends TaskName = TaskName> {
  readonly name: Name;
  readonly input: TaskInput<Name>;
}

/** The entry of the threads of `create-article-reader.ts`. */
export const read = ({ name, input }: SentTask): TaskOutcome<TaskName> => runTask(name, input);
