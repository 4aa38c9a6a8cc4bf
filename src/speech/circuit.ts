import { backoffMs } from '../kernel/backoff.js';
import type { Cancel, Clock, ServerMs } from '../kernel/clock.js';
import type { Code } from '../wire/codes.js';
import { SpeechFault } from './speech-fault.js';

const FAILURES_MAX = 2;
const REST = { baseMs: 10_000, maxMs: 300_000 };
const FINAL_REST_MS = 3_600_000;

// A person has to do something about these, and asking costs or annoys: no probes, one trial an hour.
const FINAL: ReadonlySet<Code> = new Set(['speech.refused-key', 'speech.spend-cap']);
// Finding this out cost a listener eight seconds. Once is enough.
const SLOW: ReadonlySet<Code> = new Set(['speech.timeout']);
// The voice is well, it only cannot do this.
const BLAMELESS: ReadonlySet<Code> = new Set([
  'speech.unknown-voice',
  'speech.language-not-spoken',
  'speech.budget-spent',
]);

interface Rest {
  readonly since: ServerMs;
  readonly until: ServerMs;
  readonly final: boolean;
}

/**
 * Keeps a failing voice from being asked. After two failures in a row, or one that is final or slow, it rests; then it
 * is probed in the background, so that no listener waits for the trial, and rests longer each time the probe fails.
 */
export class Circuit {
  private failures = 0;
  private rests = 0;
  private rest: Rest | undefined;
  private cancel: Cancel = () => undefined;
  private closed = false;
  lastFault: { readonly code: Code; readonly detail: string; readonly at: ServerMs } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly probe: () => Promise<void>,
  ) {}

  get resting(): boolean {
    return this.rest !== undefined;
  }

  /** When nobody else is left, a voice that only had a bad moment is asked all the same. */
  get hopeless(): boolean {
    return this.rest?.final ?? false;
  }

  get nextTryAt(): ServerMs | undefined {
    return this.rest?.until;
  }

  get restingSince(): ServerMs | undefined {
    return this.rest?.since;
  }

  succeed(): void {
    // A call that was under way when the provider closed the account proves nothing.
    if (this.hopeless) return;
    this.cancel();
    this.failures = 0;
    this.rests = 0;
    this.rest = undefined;
  }

  fail(fault: SpeechFault): void {
    this.note(fault);
    if (BLAMELESS.has(fault.code)) return;
    this.failures += 1;
    if (FINAL.has(fault.code)) this.restFor(FINAL_REST_MS, true);
    // Calls that were under way when the rest began say nothing new: only a probe makes it longer.
    else if (!this.resting && (SLOW.has(fault.code) || this.failures >= FAILURES_MAX)) this.restOnce();
  }

  close(): void {
    this.closed = true;
    this.cancel();
  }

  private note({ code, message }: SpeechFault): void {
    this.lastFault = { code, detail: message, at: this.clock.now() };
  }

  private restOnce(): void {
    this.restFor(backoffMs(this.rests, REST), false);
  }

  private restFor(ms: number, final: boolean): void {
    this.cancel();
    const now = this.clock.now();
    this.rest = { since: this.rest?.since ?? now, until: now + ms, final };
    if (!this.closed) this.cancel = this.clock.after(ms, () => this.wake(final));
  }

  private wake(final: boolean): void {
    if (final) {
      this.rest = undefined;
      return;
    }
    this.probe().then(
      () => this.succeed(),
      (cause: unknown) =>
        this.stay(cause instanceof SpeechFault ? cause : new SpeechFault('speech.unavailable', { cause })),
    );
  }

  // A probe that never reached the voice, such as one that the day's budget did not allow, says nothing about it.
  private stay(fault: SpeechFault): void {
    // While the probe was under way, a call may have gone through, or have been told that it is over.
    if (this.hopeless || !this.resting) return this.note(fault);
    if (FINAL.has(fault.code)) return this.fail(fault);
    this.note(fault);
    if (!BLAMELESS.has(fault.code)) this.rests += 1;
    this.restOnce();
  }
}
