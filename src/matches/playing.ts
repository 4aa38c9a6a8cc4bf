import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import type { UnderWay } from '../kernel/under-way.js';
import type { Log } from '../watch/log.port.js';
import { settled } from './model/files/corrections.js';
import { dueAt, type Pace } from './model/pace.js';
import type { ScriptLine } from './model/script.js';
import type { DueLine, Recorder } from './recorder.js';

export interface PlayingParts {
  readonly match: string;
  readonly lines: readonly ScriptLine[];
  readonly pace: Pace;
  readonly source: 'file' | 'simulator';
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly log: Log;
  readonly underWay: UnderWay;
  /** All of it was told. */
  readonly onEnd: () => Promise<void>;
}

/** Told in one go; more follow at once. */
const AT_ONCE = 200;
const AGAIN_MS = 1_000;

/**
 * One script as it is told, line by line when it happens. It may have been told before, up to any place: what is due
 * already is told as it stands by now, and what is known changes nothing.
 */
export class Playing {
  private readonly waiting: DueLine[];
  private cancel: Cancel | undefined;
  private hasEnded = false;

  constructor(private readonly parts: PlayingParts) {
    const now = parts.clock.now();
    const all = parts.lines.map((line) => ({ line, dueAt: dueAt(line, parts.pace) }));
    const past = settled(all.filter((one) => one.dueAt <= now).map(({ line }) => line));
    const future = all.filter((one) => one.dueAt > now);
    this.waiting = [...past.map((line) => ({ line, dueAt: dueAt(line, parts.pace) })), ...future];
  }

  begin(): void {
    this.parts.underWay.begin(() => this.tell());
  }

  end(): void {
    this.hasEnded = true;
    this.cancel?.();
  }

  private async tell(): Promise<void> {
    const { clock, log, match } = this.parts;
    try {
      await this.tellDue();
    } catch (error) {
      if (!(error instanceof Fault)) log.error('a match could not be told on', { match, error });
      if (!this.hasEnded) this.cancel = clock.after(AGAIN_MS, () => this.begin());
    }
  }

  private async tellDue(): Promise<void> {
    const { recorder, clock, match, source, log, onEnd } = this.parts;
    for (let due = this.due(); due.length > 0 && !this.hasEnded; due = this.due()) {
      const outcome = await recorder.script(match, due, source);
      const refused: readonly Refusal[] = isRefusal(outcome) ? [outcome] : outcome;
      for (const { refused: code, detail } of refused)
        log.warn('an event of a script was not taken', { match, code, detail });
      this.waiting.splice(0, due.length);
    }
    if (this.hasEnded) return;
    const [next] = this.waiting;
    if (next === undefined) await onEnd();
    else this.cancel = clock.after(Math.max(0, next.dueAt - clock.now()), () => this.begin());
  }

  private due(): readonly DueLine[] {
    const now = this.parts.clock.now();
    const later = this.waiting.findIndex((one) => one.dueAt > now);
    return this.waiting.slice(0, Math.min(later < 0 ? this.waiting.length : later, AT_ONCE));
  }
}
