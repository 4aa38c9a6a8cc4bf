import type { Line } from '../../../src/wire/match-doors.js';

/** What is in front of a host who did not read it yet is not aired by a key that was meant for what stood there before. */
export const READ_MS = 400;

/** What a key says of the draft that waits. */
export type DraftKey = 'air' | 'edit' | 'drop';

/** The lines of a channel that wait for a host’s word, the one that waits least first. */
export function draftsOf(lines: readonly Line[], channel: string, now: number): readonly Line[] {
  return lines
    .filter((line) => line.channel === channel && line.state === 'draft' && (line.until ?? 0) > now)
    .toSorted((one, other) => (one.until ?? 0) - (other.until ?? 0));
}

export interface Pressed {
  readonly key: string;
  readonly isModified: boolean;
  /** What has the focus: its name in the document. */
  readonly on: string;
}

const WRITTEN_IN = new Set(['INPUT', 'TEXTAREA', 'SELECT']);
/** They have a use for Enter of their own. */
const PRESSED_BY_ENTER = new Set(['A', 'BUTTON', 'SUMMARY']);

/** What a key means that is pressed somewhere on the page; nothing: it belongs to what has the focus. */
export function meantBy({ key, isModified, on }: Pressed): DraftKey | undefined {
  if (isModified || WRITTEN_IN.has(on)) return undefined;
  switch (key) {
    case 'Enter':
      return PRESSED_BY_ENTER.has(on) ? undefined : 'air';
    case 'e':
    case 'E':
      return 'edit';
    case 'Escape':
      return 'drop';
    default:
      return undefined;
  }
}

/** By which a draft is known. */
export function nameOf({ event, line }: Pick<Line, 'event' | 'line'>): string {
  return `${event}/${line}`;
}
