import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own notation; empty where that can't be found out (Windows). */
  readonly began: string;
}

/** The identity of a running process; undefined when there is none of that number, or only a zombie. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!answersSignals(pid)) return undefined;
  if (process.platform === 'linux') return fromProc(pid);
  if (process.platform === 'win32') return { pid, began: '' };
  return fromPs(pid);
}

/** Whether this very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.began === identity.began;
}

/** This process. */
export function identifySelf(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, began: '' };
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function fromProc(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): after the name in brackets come the state (field 3) and, as field 22, the start in clock ticks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const began = fields[19];
  // A dead process that nobody waits for stays a zombie where process 1 is no real init (containers).
  return fields[0] === 'Z' || began === undefined ? undefined : { pid, began };
}

function fromPs(pid: number): ProcessIdentity | undefined {
  try {
    const began = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return began === '' ? undefined : { pid, began };
  } catch {
    return undefined;
  }
}
