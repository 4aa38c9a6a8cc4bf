import { type Rates, type Report, Reported } from '../../../src/wire/radio.js';
import type { Asker } from './asking.js';
import type { Surroundings } from './line.js';

/** What only the player knows of how listening goes. */
export type Hearing = Omit<Report, 'channel' | 'roundTripMs'>;

/** Not more often, whatever the server says. */
const EVERY_MS_MIN = 1_000;

/** Of a listener that plays nothing by itself. */
const NOTHING_TO_TELL: Hearing = { skewMs: 0, bufferMs: 0, fetchMs: 0, stalls: 0 };

interface Told {
  /** Not known before the first probes are back. */
  roundTripMs(): number | undefined;
  hearing: (() => Hearing) | undefined;
  onRates(rates: Rates): void;
  /** The server does not know that we listen. */
  onNotJoined(): void;
}

/**
 * Tells the server now and then how listening goes, as often as it wants, and learns how often to speak from then on: a
 * crowd grows after one has joined.
 */
export class Reporting {
  private cancel: (() => void) | undefined;
  // Of the reports begun, only the newest goes on.
  private turn = 0;

  constructor(
    private readonly channel: string,
    private readonly asker: Asker,
    private readonly surroundings: Surroundings,
    private readonly told: Told,
  ) {}

  /** The first of these at any moment of its time: those who came together do not report together. */
  start({ reportMs }: Rates): void {
    this.stop();
    const everyMs = Math.max(EVERY_MS_MIN, reportMs);
    this.after(everyMs * this.surroundings.random(), everyMs);
  }

  stop(): void {
    this.turn += 1;
    this.cancel?.();
  }

  private after(waitMs: number, everyMs: number): void {
    const { turn } = this;
    this.cancel = this.surroundings.after(waitMs, () => void this.report(turn, everyMs));
  }

  private async report(turn: number, everyMs: number): Promise<void> {
    const roundTripMs = this.told.roundTripMs();
    if (roundTripMs === undefined) return this.after(everyMs, everyMs);
    const hearing = this.told.hearing?.() ?? NOTHING_TO_TELL;
    const body: Report = { channel: this.channel, ...hearing, roundTripMs };
    const answer = await this.asker.ask({ event: 'report', body, answer: Reported });
    if (turn !== this.turn) return;
    if ('ok' in answer) this.told.onRates(answer.ok.rates);
    if ('refused' in answer && answer.refused.code === 'radio.not-joined') this.told.onNotJoined();
    const waitMs = Math.max(EVERY_MS_MIN, 'ok' in answer ? answer.ok.rates.reportMs : everyMs);
    this.after(waitMs, waitMs);
  }
}
