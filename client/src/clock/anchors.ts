import { median, quantile } from './quantile.js';

/**
 * Where the clock of the loudspeaker stands against the local one. Browsers tell both in steps as long as one of their
 * buffers, so a single reading is wrong by up to 20 ms, always to the same side: the lower edge of many is the truth.
 */
export interface Reading {
  /** All in milliseconds. */
  readonly now: number;
  readonly currentMs: number;
  /** What comes out of the loudspeaker, and the local moment when it does. Older browsers do not tell. */
  readonly stamp: { readonly contextMs: number; readonly performanceMs: number } | undefined;
  /** Zero where it is not told. */
  readonly baseLatencyMs: number;
  readonly outputLatencyMs: number;
}

/** One reading, made small. */
export interface Anchor {
  readonly at: number;
  /** Loudspeaker time less local time, as this reading has it. */
  readonly anchorMs: number;
  readonly outputLatencyMs: number;
  readonly kind: 'stamped' | 'without-latency' | 'plain';
  /** Of the stamp: the same one read twice says nothing new. */
  readonly stampMs: number;
}

export interface AudioMapping {
  /** Loudspeaker time less local time, for the sound that is heard. */
  readonly anchorMs: number;
  /** 95 % bound of what it may be wrong by. */
  readonly withinMs: number;
}

export const WINDOW_MS = 8_000;
const STEP_WINDOW_MS = 2_000;
const STEP_MS = 1.5;
const LOWER_EDGE = 0.02;
/** Fewer say nothing of a step. */
const STEP_ANCHORS = 20;
/** Of an older browser that does not tell how late its sound is. */
const LATENCY_UNKNOWN_MS = 40;
const SAME_MS = 2;
const LATENCY_MIN_MS = 5;
/** Of readings that look as if a browser leaves its latency out; others look so by chance now and then. */
const LOOKS_ALIKE = 0.9;
/** Fewer are not trusted at all. */
const ANCHORS_MIN = 10;
const PLAIN_WITHIN_MS = 25;

export function anchorOf({ now, currentMs, stamp, baseLatencyMs, outputLatencyMs }: Reading): Anchor | undefined {
  if (stamp === undefined) {
    const told = baseLatencyMs + outputLatencyMs;
    const latencyMs = told > 0 ? told : LATENCY_UNKNOWN_MS;
    if (currentMs === 0) return undefined;
    return { at: now, anchorMs: currentMs - now - latencyMs, outputLatencyMs: 0, kind: 'plain', stampMs: now };
  }
  const { contextMs, performanceMs } = stamp;
  if (contextMs === 0 || performanceMs === 0) return undefined;
  // Firefox dates the stamp back by its latency on both clocks, which leaves it out of the difference.
  const isDatedBack = Math.abs(currentMs - contextMs - (now - performanceMs)) < SAME_MS;
  const kind = isDatedBack && outputLatencyMs > LATENCY_MIN_MS ? 'without-latency' : 'stamped';
  return { at: now, anchorMs: contextMs - performanceMs, outputLatencyMs, kind, stampMs: performanceMs };
}

/** With one more. Those that are too old, or from before a step of the clock, are let go. */
export function withAnchor(anchors: readonly Anchor[], anchor: Anchor): readonly Anchor[] {
  if (anchors.at(-1)?.stampMs === anchor.stampMs) return anchors;
  const kept = [...anchors.filter(({ at }) => at > anchor.at - WINDOW_MS), anchor];
  const older = kept.filter(({ at }) => at <= anchor.at - STEP_WINDOW_MS);
  const recent = kept.slice(older.length);
  if (recent.length < STEP_ANCHORS || older.length === 0) return kept;
  const edge = lowerEdge(older);
  const step = lowerEdge(recent) - edge;
  if (Math.abs(step) <= STEP_MS) return kept;
  if (step > 0) return recent;
  // A step back shows at once, in readings that none before it could have had.
  const since = recent.slice(recent.findIndex(({ anchorMs }) => anchorMs < edge - STEP_MS));
  return isEnough(since) ? since : kept;
}

export function isEnough(anchors: readonly Anchor[]): boolean {
  return anchors.length >= ANCHORS_MIN;
}

/** Not known before there are enough. */
export function mappingOf(anchors: readonly Anchor[]): AudioMapping | undefined {
  if (!isEnough(anchors)) return undefined;
  if (anchors.some(({ kind }) => kind === 'plain')) {
    return { anchorMs: median(anchors.map(({ anchorMs }) => anchorMs)), withinMs: PLAIN_WITHIN_MS };
  }
  const datedBack = anchors.filter(({ kind }) => kind === 'without-latency').length;
  const edgeMs = lowerEdge(anchors);
  if (datedBack < LOOKS_ALIKE * anchors.length) return { anchorMs: edgeMs, withinMs: edgeWithinMs(anchors) };
  // Such a browser tells how full its buffer was at one moment of its own; at the lower edge it is emptiest. On average
  // half a buffer lies between, and a buffer is as long as the readings are apart.
  const halfMs = widthOf(anchors) / 2;
  const latencyMs = median(anchors.map(({ outputLatencyMs }) => outputLatencyMs)) - halfMs;
  return { anchorMs: edgeMs - latencyMs, withinMs: edgeWithinMs(anchors) + halfMs };
}

function lowerEdge(anchors: readonly Anchor[]): number {
  return quantile(
    anchors.map(({ anchorMs }) => anchorMs),
    LOWER_EDGE,
  );
}

/** Of `n` readings spread evenly over a width, the lowest lies further from the edge than this only one time in twenty. */
function edgeWithinMs(anchors: readonly Anchor[]): number {
  return widthOf(anchors) * (LOWER_EDGE + 1 - 0.05 ** (1 / anchors.length));
}

function widthOf(anchors: readonly Anchor[]): number {
  const values = anchors.map(({ anchorMs }) => anchorMs);
  return quantile(values, 1 - LOWER_EDGE) - quantile(values, LOWER_EDGE);
}
