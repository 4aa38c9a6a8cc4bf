import {
  BURST,
  type ClockFilter,
  type Probe,
  serverAt,
  uncertaintyMs,
  withBurst,
} from '../../../src/radio/model/clock-filter.js';
import { ClockAnswer } from '../../../src/wire/radio.js';
import type { Asker } from './asking.js';
import type { Surroundings } from './line.js';

const FIRST_BURSTS = 5;
const UNSURE_MS = 2_000;
const SURE_MS = 10_000;
const SURE_WITHIN_MS = 1;
const PROBE_MS = 3_000;
/** So many unanswered probes in a row, and the line is taken for dead. */
const SILENT_MAX = 2;

interface Told {
  /** The clock is known better, or another one. */
  onClock(): void;
  onSilence(): void;
}

/** Knows the server's time of a channel by asking for it in bursts while the line is open. */
export class Probing {
  private filter: ClockFilter | undefined;
  // What is held of another clock's time plays on by that.
  private former: ClockFilter | undefined;
  private firstBursts = 0;
  private probeMs = 0;
  private quickestMs: number | undefined;
  private cancel: (() => void) | undefined;
  // Of the bursts begun, only the newest goes on.
  private turn = 0;

  constructor(
    private readonly channel: string,
    private readonly asker: Asker,
    private readonly surroundings: Surroundings,
    private readonly told: Told,
  ) {}

  get clock(): ClockFilter | undefined {
    return this.filter;
  }

  /** There and back, in the last burst; the quickest of it, since the others waited on the way. */
  get roundTripMs(): number | undefined {
    return this.quickestMs;
  }

  /** By the clock that is asked for; by the newest, where it is all the same. */
  serverNow(clockId = this.filter?.clockId): number | undefined {
    const filter = [this.filter, this.former].find((known) => known?.clockId === clockId);
    return filter && serverAt(filter, this.surroundings.now());
  }

  start(): void {
    this.firstBursts = this.filter === undefined ? FIRST_BURSTS : 1;
    this.probeSoon();
  }

  /** Something may have moved the clocks: the page slept, the network is another. */
  probeSoon(): void {
    this.stop();
    void this.burst(this.turn);
  }

  stop(): void {
    this.turn += 1;
    this.cancel?.();
  }

  /** No burst begins sooner after another than the server says. */
  slowDownTo(probeMs: number): void {
    this.probeMs = probeMs;
  }

  /** A message was in the time of this clock: another than the probed one is probed afresh. */
  heardOf(clockId: string): void {
    if (this.filter === undefined || this.filter.clockId === clockId) return;
    this.former = this.filter;
    this.filter = undefined;
    this.start();
  }

  private async burst(turn: number): Promise<void> {
    const probes: Probe[] = [];
    let silent = 0;
    while (probes.length < BURST && silent < SILENT_MAX) {
      const answer = await this.asker.ask({
        event: 'clock',
        body: { channel: this.channel },
        answer: ClockAnswer,
        withinMs: PROBE_MS,
      });
      if (turn !== this.turn) return;
      if ('ok' in answer) {
        silent = 0;
        probes.push({ ...answer.ok, sentAt: answer.sentAt, answeredAt: answer.answeredAt });
      } else if ('lost' in answer && answer.lost === 'silence') silent += 1;
      else break;
    }
    if (silent === SILENT_MAX) {
      this.told.onSilence();
      return;
    }
    this.take(probes);
    this.cancel = this.surroundings.after(this.pauseMs(), () => void this.burst(turn));
    this.told.onClock();
  }

  private take(probes: readonly Probe[]): void {
    this.firstBursts = Math.max(0, this.firstBursts - 1);
    if (probes.length > 0) {
      this.quickestMs = Math.min(...probes.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
    }
    const before = this.filter;
    this.filter = withBurst(before, probes);
    if (before === undefined || this.filter?.clockId === before.clockId) return;
    this.former = before;
    this.firstBursts = FIRST_BURSTS - 1;
  }

  private pauseMs(): number {
    if (this.filter !== undefined && this.firstBursts > 0) return 0;
    const { filter } = this;
    const isSure =
      filter !== undefined && filter.awry === 0 && uncertaintyMs(filter, this.surroundings.now()) < SURE_WITHIN_MS;
    return Math.max(this.probeMs, isSure ? SURE_MS : UNSURE_MS);
  }
}
