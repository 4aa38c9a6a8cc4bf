import { useMemo, useRef, useState } from 'preact/hooks';
import type { Chapters } from '../../../src/wire/replay.js';
import { REPLAY } from '../words/replay.js';
import { timeWords } from './time-words.js';

const HEIGHT = 64;
const MIDDLE = HEIGHT / 2;
/** What is silent is drawn too, as a line. */
const LEAST = 1;
const LEVEL_MAX = 255;
const STEP_S = 5;
const PAGE_S = 60;

const KEYS: Readonly<Record<string, (atS: number, endS: number) => number>> = {
  ArrowLeft: (atS) => atS - STEP_S,
  ArrowDown: (atS) => atS - STEP_S,
  ArrowRight: (atS) => atS + STEP_S,
  ArrowUp: (atS) => atS + STEP_S,
  PageDown: (atS) => atS - PAGE_S,
  PageUp: (atS) => atS + PAGE_S,
  Home: () => 0,
  End: (_atS, endS) => endS,
};

interface Drawn {
  readonly peaks: readonly number[];
  readonly durationS: number;
  readonly atS: number;
  /** Where it is by now: several keys may be pressed before it is drawn. */
  readonly atNow: () => number;
  readonly chapters: Chapters['chapters'];
  /** Beyond it nothing is shown: it was not heard yet. */
  readonly shownS: number;
  readonly onSeek: (toS: number) => void;
}

/** The whole recording in one line, how loud it is and where it stands: to be clicked, dragged, or moved by keys. */
export function Timeline({ peaks, durationS, atS, atNow, chapters, shownS, onSeek }: Drawn) {
  const place = useRef<HTMLDivElement>(null);
  // Where a finger is that has not let go yet: each place on its way would be asked of the server.
  const [heldS, hold] = useState<number>();
  const shownAtS = heldS ?? atS;
  const share = durationS === 0 ? 0 : Math.min(1, shownAtS / durationS);
  const under = ({ clientX }: PointerEvent): number => {
    const { left = 0, width = 1 } = place.current?.getBoundingClientRect() ?? {};
    return Math.min(1, Math.max(0, (clientX - left) / width)) * durationS;
  };
  const pressed = (event: KeyboardEvent): void => {
    const to = KEYS[event.key]?.(atNow(), durationS);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(durationS, Math.max(0, to)));
  };
  return (
    <div class="timeline">
      <div
        ref={place}
        class="timeline-place"
        role="slider"
        tabIndex={0}
        aria-label={REPLAY.place}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationS)}
        aria-valuenow={Math.round(shownAtS)}
        aria-valuetext={REPLAY.placeOf(timeWords(shownAtS), timeWords(durationS))}
        onKeyDown={pressed}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          hold(under(event));
        }}
        onPointerMove={(event) => heldS !== undefined && hold(under(event))}
        onPointerUp={(event) => {
          hold(undefined);
          onSeek(under(event));
        }}
        onPointerCancel={() => hold(undefined)}
      >
        <Waves peaks={peaks} shown={durationS === 0 ? 1 : shownS / durationS} share={share} />
        {chapters.map(({ startTime }, nth) => (
          <span key={nth} class="timeline-chapter" style={{ left: `${(100 * startTime) / durationS}%` }} />
        ))}
        <span class="timeline-needle" style={{ left: `${100 * share}%` }} />
      </div>
      <p class="timeline-times quiet small">
        <span>{timeWords(shownAtS)}</span>
        <span>{timeWords(durationS)}</span>
      </p>
    </div>
  );
}

function Waves({
  peaks,
  shown,
  share,
}: {
  readonly peaks: readonly number[];
  readonly shown: number;
  readonly share: number;
}) {
  const count = Math.round(Math.min(1, shown) * peaks.length);
  const path = useMemo(() => pathOf(peaks.map((peak, nth) => (nth < count ? peak : 0))), [peaks, count]);
  const view = `0 0 ${Math.max(1, peaks.length)} ${HEIGHT}`;
  return (
    <>
      <svg class="waves" viewBox={view} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} />
      </svg>
      <div class="waves-heard" style={{ clipPath: `inset(0 ${100 * (1 - share)}% 0 0)` }}>
        <svg class="waves" viewBox={view} preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
      </div>
    </>
  );
}

function pathOf(peaks: readonly number[]): string {
  return peaks
    .map((peak, nth) => {
      const reach = Math.max(LEAST, (peak / LEVEL_MAX) * MIDDLE);
      return `M${nth + 0.5} ${(MIDDLE - reach).toFixed(1)}V${(MIDDLE + reach).toFixed(1)}`;
    })
    .join('');
}
