import type { ScriptLine } from './script.js';

export interface Pace {
  readonly startedAt: number;
  /** The moment of the script that is told as it starts; all before it is told at once. */
  readonly fromMs: number;
  readonly factor: number;
}

/** When a line of the script happens. */
export function dueAt({ afterMs }: Pick<ScriptLine, 'afterMs'>, { startedAt, fromMs, factor }: Pace): number {
  return startedAt + (afterMs - fromMs) / factor;
}

export interface StartPlace {
  /** An over of cricket, or a minute of play. */
  readonly over?: number | undefined;
  /** Not played: all of it is told at once. */
  readonly atOnce?: boolean | undefined;
  /** The place among all lines, from 1. */
  readonly seq?: number | undefined;
}

/** Where in the script it is to begin; nothing where the script does not reach so far. */
export function startOf(lines: readonly ScriptLine[], { over, seq, atOnce }: StartPlace): number | undefined {
  if (atOnce) return lines.at(-1)?.afterMs;
  if (seq !== undefined) return lines[seq - 1]?.afterMs;
  if (over === undefined || over === 0) return 0;
  return lines.find((line) => 'content' in line && reaches(line.content, over))?.afterMs;
}

/** Where a script that was told in part goes on: what it told last happens now. */
export function goesOnFrom(lines: readonly ScriptLine[], isTold: (key: string) => boolean): number {
  // What is told again, or otherwise, is so long after it happened.
  const first = new Map(lines.toReversed().map(({ key, afterMs }) => [key, afterMs]));
  return Math.max(0, ...[...first].filter(([key]) => isTold(key)).map(([, afterMs]) => afterMs));
}

function reaches({ delivery, clock }: Extract<ScriptLine, { content: unknown }>['content'], over: number): boolean {
  return delivery === undefined ? clock !== undefined && clock.sec >= over * 60 : delivery.over >= over;
}
