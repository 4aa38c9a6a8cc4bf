import { Registry } from 'prom-client';
import { isRefusal } from '../../src/kernel/outcome.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { Bed } from '../../src/transmitter/bed.js';
import type { Sink } from '../../src/transmitter/cohort.js';
import type { PlaceAsked } from '../../src/transmitter/model/place.js';
import { Transmitter, type TransmitterParts, type Tuned } from '../../src/transmitter/transmitter.js';
import { TransmitterMetrics } from '../../src/transmitter/transmitter.metrics.js';
import { MemoryLog } from './memory.log.js';
import { MemorySink } from './memory.sink.js';
import { PaperProgrammes, paperFrame } from './paper.programmes.js';
import { CHANNEL } from './wire.js';

export const BED_FRAMES = 50;
const PAPER_BED = Buffer.concat(Array.from({ length: BED_FRAMES }, (_, frame) => paperFrame('bed', 0, frame)));

interface With<S> {
  readonly bed?: boolean;
  readonly session?: string;
  /** Instead of one that keeps what it is sent. */
  readonly sink?: S;
}

/** A transmitter on a virtual clock, with a channel on paper. */
export class Transmitting {
  /** Server time, at the beginning of a frame that ends a hundred. */
  readonly clock = new VirtualClock(1_700_000_040_000);
  readonly programme = new PaperProgrammes(this.clock);
  readonly log = new MemoryLog();
  readonly metrics = new TransmitterMetrics({ registry: new Registry() });
  readonly transmitter: Transmitter;

  constructor(more: Partial<TransmitterParts> = {}) {
    this.transmitter = new Transmitter({
      programmes: this.programme,
      clock: this.clock,
      bed: new Bed(PAPER_BED),
      log: this.log,
      metrics: this.metrics,
      listenersMax: 10_000,
      listenersOfChannelMax: 10_000,
      batchMs: 240,
      isOpen: ({ visibility }) => visibility !== 'private',
      ...more,
    });
  }

  /** The frame that lasts now. */
  get frame(): number {
    return Math.floor(this.programme.now() / 24);
  }

  async tuneIn<S extends Sink = MemorySink>(
    asked: Partial<PlaceAsked> = {},
    { bed = true, session, sink }: With<S> = {},
  ) {
    const to = sink ?? (new MemorySink() as unknown as S);
    let tuned: Tuned | undefined;
    const place = { behindMs: 2_000, delayMs: 0, titles: false, ...asked };
    const refusal = await this.transmitter.tuneIn({ channel: CHANNEL, bed }, { sink: to, session }, place, (begun) => {
      tuned = begun;
      return true;
    });
    return { sink: to, refusal, startsAt: tuned?.startsAt ?? NaN, leave: () => tuned?.leave() };
  }

  async segments(bed = true) {
    const segments = await this.transmitter.segments({ channel: CHANNEL, bed });
    if (isRefusal(segments)) throw new Error(segments.refused);
    return segments;
  }

  /** What a counter or a gauge says. */
  async value(name: keyof TransmitterMetrics): Promise<number> {
    const { values } = await this.metrics[name].get();
    return values.reduce((sum, { value }) => sum + value, 0);
  }
}

/** Sound and titles apart, as a radio takes them. */
export function withoutTitles(stream: Uint8Array): { sound: Buffer; titles: readonly { at: number; title: string }[] } {
  const sound: Uint8Array[] = [];
  const titles: { at: number; title: string }[] = [];
  for (let at = 0, frames = 0; at < stream.length; frames += 10) {
    sound.push(stream.subarray(at, at + 1_920));
    at += 1_920;
    if (at >= stream.length) break;
    const length = (stream[at] ?? 0) * 16;
    const text = Buffer.from(stream.subarray(at + 1, at + 1 + length)).toString('utf8');
    const title = /^StreamTitle='(.*)';\0*$/.exec(text)?.[1];
    if (length > 0 && title === undefined) throw new Error(`No title: ${text}`);
    if (title !== undefined) titles.push({ at: frames + 10, title });
    at += 1 + length;
  }
  return { sound: Buffer.concat(sound), titles };
}
