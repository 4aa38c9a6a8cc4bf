import { CHUNK_FRAMES_MAX, CUT_FRAMES_MAX, type Span } from './frames.js';
import { WINDOWS_PER_FRAME } from './silence.js';

// 72 ms.
const SILENCE_WINDOWS_MIN = 18;
// A cut before frame f falls, for the ear, 1,105 samples earlier in what was encoded: in the sixth window before it. A decoder
// that starts there is wrong for up to 18 ms. So these windows must be silent for the cut to go unheard.
const WINDOWS_BEFORE = 7;
const WINDOWS_AFTER = -1;
// Pieces under 1.2 s are not worth a chunk; a cut where there is no silence is not looked for nearer than that.
const PIECE_FRAMES_MIN = 50;
// Without a silence the sound is hurt at every border, so there are to be few.
const FORCED_FRAMES_MIN = 166;

export interface Piece extends Span {
  /** Frame numbers from the piece's beginning; the last is its end. */
  readonly cutPoints: readonly number[];
}

export interface Cutting {
  readonly pieces: readonly Piece[];
  /** Frames at which a piece had to end in the middle of sound. */
  readonly forced: readonly number[];
}

/** Divides a sound into chunks of at most 8 s and finds where each may be left. */
export function cut(powers: Float64Array, threshold: number): Cutting {
  const frames = Math.floor(powers.length / WINDOWS_PER_FRAME);
  const silences = silencesIn(powers, threshold);
  const borders = [0];
  const forced: number[] = [];
  for (let start = 0; frames - start > CHUNK_FRAMES_MAX; start = borders.at(-1) ?? frames) {
    const range = borderRange(start, frames);
    const border = borderWithin(range, silences);
    const place = border ?? quietest(powers, { start: start + FORCED_FRAMES_MIN, end: range.end });
    if (border === undefined) forced.push(place);
    borders.push(place);
  }
  borders.push(frames);
  const pieces = borders.slice(1).map((end, at) => piece({ start: borders[at] ?? 0, end }, silences, powers));
  return { pieces, forced };
}

/** The frames, per silence, at which a cut goes unheard. */
function silencesIn(powers: Float64Array, threshold: number): Span[] {
  const silences: Span[] = [];
  for (let w = 0, from = 0; w <= powers.length; w += 1) {
    if (w < powers.length && (powers[w] ?? 0) < threshold) continue;
    if (w - from >= SILENCE_WINDOWS_MIN) silences.push(cutsWithin({ start: from, end: w }));
    from = w + 1;
  }
  return silences;
}

function cutsWithin({ start, end }: Span): Span {
  return {
    start: Math.ceil((start + WINDOWS_BEFORE) / WINDOWS_PER_FRAME),
    end: Math.floor((end - WINDOWS_AFTER) / WINDOWS_PER_FRAME) + 1,
  };
}

function borderRange(start: number, frames: number): Span {
  return {
    start: start + PIECE_FRAMES_MIN,
    end: Math.min(start + CHUNK_FRAMES_MAX, frames - PIECE_FRAMES_MIN) + 1,
  };
}

/** The middle of the longest silence within the range; of equals the last. */
function borderWithin(range: Span, silences: readonly Span[]): number | undefined {
  let best: Span | undefined;
  for (const silence of silences) {
    const part = { start: Math.max(silence.start, range.start), end: Math.min(silence.end, range.end) };
    if (part.end <= part.start) continue;
    if (best === undefined || part.end - part.start >= best.end - best.start) best = part;
  }
  return best && Math.floor((best.start + best.end - 1) / 2);
}

function piece(span: Span, silences: readonly Span[], powers: Float64Array): Piece {
  const cuts: number[] = [];
  const fill = (until: number): void => {
    for (let last = cuts.at(-1) ?? span.start; until - last > CUT_FRAMES_MAX; last = cuts.at(-1) ?? until) {
      cuts.push(quietest(powers, { start: last + PIECE_FRAMES_MIN, end: last + CUT_FRAMES_MAX + 1 }));
    }
  };
  for (const silence of silences) {
    // The silences at both ends of the piece are no places to leave it.
    if (silence.start <= span.start || silence.end > span.end) continue;
    fill(silence.start);
    cuts.push(silence.start);
  }
  fill(span.end);
  return { ...span, cutPoints: [...cuts, span.end].map((frame) => frame - span.start) };
}

/** Of equals the last: fewer cuts do. */
function quietest(powers: Float64Array, { start, end }: Span): number {
  let best = start;
  let lowest = Infinity;
  for (let frame = start; frame < end; frame += 1) {
    const power = powerAtCut(powers, frame);
    if (power <= lowest) {
      lowest = power;
      best = frame;
    }
  }
  return best;
}

function powerAtCut(powers: Float64Array, frame: number): number {
  const at = frame * WINDOWS_PER_FRAME;
  let sum = 0;
  for (const power of powers.subarray(at - WINDOWS_BEFORE, at + WINDOWS_AFTER)) sum += power;
  return sum;
}
