/**
 * On whose behalf the engine is asked: a request, or one kind of work in the background. It travels with the signal, as
 * the deadline does, so that nothing else has to be passed on.
 */
export interface Task {
  /** Sent with every call as `X-Opaque-Id`: what Elasticsearch logs and lists for the task has it. */
  readonly id: string;
  /** Calls to the engine so far, and the milliseconds that they took, one added to the other. */
  calls: number;
  engineMs: number;
  /** What it is a part of: its calls are added up there as well. */
  readonly whole?: Task;
}

const tasks = new WeakMap<AbortSignal, Task>();

/** One more call for a task is over. */
export const addCall = (task: Task | undefined, ms: number): void => {
  if (task === undefined) return;
  task.calls++;
  task.engineMs += ms;
  addCall(task.whole, ms);
};

/** From now on whatever is asked with this signal is for a task of its own. */
export const beginTask = (signal: AbortSignal, id: string): Task =>
  begin(signal, { id, calls: 0, engineMs: 0 });

/** The same for a part of a task: it has its id. */
export const beginPart = (signal: AbortSignal, whole: Task): Task =>
  begin(signal, { id: whole.id, calls: 0, engineMs: 0, whole });

const begin = (signal: AbortSignal, task: Task): Task => {
  tasks.set(signal, task);
  return task;
};

/** `undefined` for what is done on nobody's behalf, as by a command. */
export const taskOf = (signal: AbortSignal | undefined): Task | undefined =>
  signal === undefined ? undefined : tasks.get(signal);
