import { FRAME_BYTES, FRAME_MS, type Span } from '../audio/model/frames.js';
import type { Bed } from './bed.js';
import { fadeAt } from './model/fade.js';
import { planOf, type Announced, type Run } from './model/plan.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';

export type BytesOf = (chunk: string) => Uint8Array | undefined;

/** Frames of a channel, put one after the other as the timeline says. What cannot be had is silent: nothing is ever left out. */
export class Mixer {
  /** Where the stretch of bed that lasts is to end, and from which frame on that is known. */
  private end = { at: Infinity, knownFrom: -Infinity };
  /** Frames of speech that were silent, because their bytes were not there in time. */
  missing = 0;

  /** Without a bed pauses are silent. */
  constructor(private readonly bed: Bed | undefined) {}

  /** What sounds from now on. It is asked for once, in order: so a fade begins where it can still be heard. */
  next(span: Span, entries: readonly Announced[], bytesOf: BytesOf): Buffer {
    return this.mix(span, entries, bytesOf, (run) => this.endKnownFrom(run));
  }

  /** What has sounded. */
  past(span: Span, entries: readonly Announced[], bytesOf: BytesOf): Buffer {
    return this.mix(span, entries, bytesOf, () => -Infinity);
  }

  private mix(
    span: Span,
    entries: readonly Announced[],
    bytesOf: BytesOf,
    endKnownFrom: (run: BedRun) => number,
  ): Buffer {
    const mixed = Buffer.alloc((span.end - span.start) * FRAME_BYTES);
    for (const run of planOf(entries, span)) {
      const into = mixed.subarray(
        (run.span.start - span.start) * FRAME_BYTES,
        (run.span.end - span.start) * FRAME_BYTES,
      );
      if (run.of === 'speech') this.speak(run, into, bytesOf(run.chunk));
      else if (run.of === 'bed' && this.bed !== undefined) layBed(this.bed, run, into, endKnownFrom(run));
      else fillSilent(into, 0);
    }
    return mixed;
  }

  private speak({ from, span }: SpeechRun, into: Buffer, bytes: Uint8Array | undefined): void {
    const some = bytes?.subarray(from * FRAME_BYTES, (from + span.end - span.start) * FRAME_BYTES);
    const known = some === undefined ? 0 : Math.floor(some.length / FRAME_BYTES) * FRAME_BYTES;
    if (some !== undefined) into.set(some.subarray(0, known));
    this.missing += (into.length - known) / FRAME_BYTES;
    fillSilent(into, known);
  }

  private endKnownFrom({ span, stretch }: BedRun): number {
    const at = stretch.until / FRAME_MS;
    if (at !== this.end.at) this.end = { at, knownFrom: span.start };
    return this.end.knownFrom;
  }
}

type SpeechRun = Run & { readonly of: 'speech' };
type BedRun = Run & { readonly of: 'bed' };

function layBed(bed: Bed, { span, stretch }: BedRun, into: Buffer, endKnownFrom: number): void {
  const whole = { start: stretch.from / FRAME_MS, end: stretch.until / FRAME_MS };
  for (let frame = span.start; frame < span.end; frame += 1) {
    into.set(bed.at(frame, fadeAt(frame, whole, endKnownFrom)), (frame - span.start) * FRAME_BYTES);
  }
}

function fillSilent(into: Buffer, from: number): void {
  for (let at = from; at < into.length; at += FRAME_BYTES) into.set(SILENT_FRAME, at);
}
