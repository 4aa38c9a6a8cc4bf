import { FRAME_MS } from '../../audio/model/frames.js';
import type { Waveform } from '../../wire/replay.js';
import { framesOf, type Part } from '../../radio/model/layout.js';

interface Loud {
  /** The peak level of each frame, 0 to 255. */
  readonly peaks: Uint8Array;
  /** Where its frames are; nothing: its sound was deleted. */
  readonly key: string | null;
}

/** A file as it is drawn: the loudest of each of so many equal pieces. */
export function waveformOf(parts: readonly Part<Loud>[], points: number): Waveform {
  const all = framesOf(parts);
  const peaks = Array.from({ length: points }, () => 0);
  for (const { of, from, frames } of parts) {
    if (of === null || of.key === null) continue;
    for (let nth = 0; nth < frames; nth += 1) {
      const point = Math.floor(((from + nth) * points) / all);
      peaks[point] = Math.max(peaks[point] ?? 0, of.peaks[nth] ?? 0);
    }
  }
  return { durationS: (all * FRAME_MS) / 1_000, peaks };
}
