import { FRAME_MS } from '../../src/audio/model/frames.js';
import type { Entry, Message, Rates } from '../../src/wire/radio.js';
import { answering } from './answering.js';
import type { Opened, Received } from './crowd.js';
import { clock, Listener, type Place } from './listener.js';
import { monotonicMs } from './moments.js';

/** The listeners of one channel in this process. */
class Gathering {
  private readonly listeners: Listener[] = [];
  private readonly lastSeq: number[] = [];
  private times = new Map<string, number[]>();
  private disordered = 0;
  private rates: Rates | undefined;
  private lastHeard = '';
  private readonly awaited = new Set<string>();

  /** All at once, as after a cut. */
  async open(place: Place, count: number): Promise<Opened> {
    const startedAt = monotonicMs();
    for (let at = 0; at < count; at += 1) {
      this.listeners.push(new Listener(place, (message, when) => this.take(at, message, when)));
    }
    const joined = await Promise.all(this.listeners.map((listener) => listener.open()));
    const refused = joined.find((answer) => !('rates' in answer));
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
    const connects = this.listeners.reduce((sum, listener) => sum + listener.connects, 0);
    return { ms: monotonicMs() - startedAt, turnedAway: connects - count };
  }

  begin(rates: Rates): void {
    this.rates = rates;
    this.times = new Map();
    this.lastSeq.length = 0;
    this.disordered = 0;
    for (const listener of this.listeners) listener.begin(rates);
  }

  end(): Received {
    for (const listener of this.listeners) listener.rest();
    this.rates = undefined;
    const times = [...this.times].map(([name, all]) => [name, Float64Array.from(all)] as const);
    return { times: new Map(times), disordered: this.disordered };
  }

  private take(listener: number, message: Message, at: number): void {
    if (this.rates === undefined) return;
    const { epoch, seq } = message;
    if (seq !== (this.lastSeq[listener] ?? seq - 1) + 1) this.disordered += 1;
    this.lastSeq[listener] = seq;
    const name = `${epoch}.${seq}`;
    const times = this.times.get(name);
    if (times === undefined) {
      this.times.set(name, [at]);
      this.listenTo(message);
    } else times.push(at);
  }

  // What all of them hear at the same moment needs one timer.
  private listenTo({ change: { started, chunks = [] }, serverNow }: Message): void {
    for (const entry of [...(started?.entries ?? []), ...chunks]) {
      if (!entry.last || this.awaited.has(entry.chunk)) continue;
      this.awaited.add(entry.chunk);
      clock.after(entry.startsAt + entry.frames * FRAME_MS - serverNow, () => this.heard(entry));
    }
  }

  private heard({ chunk }: Entry): void {
    const { rates } = this;
    this.awaited.delete(chunk);
    this.lastHeard = chunk;
    if (rates === undefined) return;
    for (const listener of this.listeners) listener.heard(() => this.lastHeard, rates);
  }
}

const gatherings = new Map<string, Gathering>();

function gathering({ origin }: Place): Gathering {
  const known = gatherings.get(origin) ?? new Gathering();
  gatherings.set(origin, known);
  return known;
}

answering({
  open: (given) => {
    const { place, count } = given as { place: Place; count: number };
    return gathering(place).open(place, count);
  },
  begin: (given) => {
    const { place, rates } = given as { place: Place; rates: Rates };
    gathering(place).begin(rates);
  },
  end: (given) => gathering(given as Place).end(),
});
