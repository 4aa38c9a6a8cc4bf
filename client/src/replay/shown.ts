import type { Chapters } from '../../../src/wire/replay.js';
import { lineAt, type Line } from './places.js';
import type { Archive } from './use-archive.js';

/** What of a recording is shown: all of it, or what was heard until a second of it. */
export interface Shown {
  readonly untilS: number;
  readonly isAll: boolean;
  readonly lines: readonly Line[];
  readonly chapters: Chapters['chapters'];
}

export function shownOf({ transcript, chapters, durationS }: Archive, untilS: number): Shown {
  const { segments } = transcript;
  const isAll = untilS >= durationS;
  return {
    untilS,
    isAll,
    lines: isAll ? segments : segments.slice(0, lineAt(segments, untilS) + 1),
    chapters: chapters.chapters.filter(({ startTime }) => startTime <= untilS),
  };
}
