import type { Chapters } from '../../../src/wire/replay.js';
import { STEP_S } from './controls.js';
import { SPEEDS, type Speed } from './kept-place.js';
import { useKeys } from './use-keys.js';

interface Keyed {
  readonly toggle: () => void;
  readonly step: (seconds: number) => void;
  readonly seek: (toS: number) => void;
  readonly chapters: Chapters['chapters'];
  readonly atS: number;
  readonly speed: Speed;
  readonly onSpeed: (speed: Speed) => void;
}

const KEY_STEP_S = STEP_S / 2;
/** Who goes back right after a chapter began wants the one before it. */
const JUST_BEGUN_S = 3;

/** The keys of a player of recordings. */
export function useReplayKeys({ toggle, step, seek, chapters, atS, speed, onSpeed }: Keyed): void {
  const faster = (by: number): void => onSpeed(SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed);
  const chapter = (found: { readonly startTime: number } | undefined): void => {
    if (found !== undefined) seek(found.startTime);
  };
  useKeys({
    ' ': toggle,
    arrowleft: () => step(-KEY_STEP_S),
    arrowright: () => step(KEY_STEP_S),
    n: () => chapter(chapters.find(({ startTime }) => startTime > atS)),
    p: () => chapter(chapters.findLast(({ startTime }) => startTime < atS - JUST_BEGUN_S) ?? chapters[0]),
    '<': () => faster(-1),
    '>': () => faster(1),
  });
}
