import { readdirSync, readFileSync } from 'node:fs';

export interface ChildProcess {
  readonly pid: number;
  readonly name: string;
  /** As the kernel says it: `Z` has died and nobody has asked for its end. */
  readonly state: string;
}

/** The children of a process, dead ones that were not reaped among them. Linux only; elsewhere nobody can tell. */
export function childrenOf(parent: number): ChildProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [, name = '', state = '', of = ''] = /\((.*)\) (\S) (\d+)/.exec(statOf(pid)) ?? [];
      return Number(of) === parent ? [{ pid: Number(pid), name, state }] : [];
    });
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}
