const WINDOW_MS = 10;
// −44 dB over a window: the embedded voice is either well above it or silent.
const LOUD = 200;

export interface AudibleSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** Where 16-bit mono samples can be heard, divided by silences of at least `silenceMs`; true to 10 ms. */
export function audibleSpans(samples: Buffer, sampleRate: number, silenceMs: number): AudibleSpan[] {
  const spans: AudibleSpan[] = [];
  const size = Math.round((sampleRate * WINDOW_MS) / 1_000);
  for (let at = 0; (at + 1) * size * 2 <= samples.length; at += 1) {
    if (levelOf(samples.subarray(at * size * 2, (at + 1) * size * 2)) < LOUD) continue;
    const [startMs, endMs] = [at * WINDOW_MS, (at + 1) * WINDOW_MS];
    const last = spans.at(-1);
    if (last === undefined || startMs - last.endMs >= silenceMs) spans.push({ startMs, endMs });
    else spans[spans.length - 1] = { startMs: last.startMs, endMs };
  }
  return spans;
}

function levelOf(samples: Buffer): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 2) sum += samples.readInt16LE(at) ** 2;
  return Math.sqrt(sum / (samples.length / 2));
}
