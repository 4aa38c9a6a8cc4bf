import { readFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_S = 100;
const PAGE_BYTES = 4_096;

export interface Usage {
  readonly cpuS: number;
  readonly residentBytes: number;
}

/** What a process has used so far, as the kernel counts it. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // After the name, which may hold anything: user time is the twelfth field, system time the thirteenth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const resident = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
  return {
    cpuS: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S,
    residentBytes: resident * PAGE_BYTES,
  };
}
