import type { Code } from '../wire/codes.js';
import { backoffMs } from './backoff.js';
import type { Cancel, Clock, ServerMs } from './clock.js';
import { Fault } from './fault.js';

const FAILURES_MAX = 2;
const REST = { baseMs: 10_000, maxMs: 300_000 };
const FINAL_REST_MS = 3_600_000;

/** What the faults of one kind of provider say about it. */
export interface Blame {
  /** A person has to do something about these, and asking costs or annoys: no probes, one trial an hour. */
  readonly final: ReadonlySet<Code>;
  /** Finding these out cost a listener seconds. Once is enough. */
  readonly slow: ReadonlySet<Code>;
  /** The provider is well, it only cannot do this. */
  readonly blameless: ReadonlySet<Code>;
  /** When a probe fails with no fault of ours. */
  readonly unavailable: Code;
}

export interface CircuitNeeds {
  readonly clock: Clock;
  readonly blame: Blame;
  readonly probe: () => Promise<void>;
}

interface Rest {
  readonly since: ServerMs;
  readonly until: ServerMs;
  readonly final: boolean;
}

/**
 * Keeps a failing provider from being asked. After two failures in a row, or one that is final or slow, it rests; then it
 * is probed in the background, so that no listener waits for the trial, and rests longer each time the probe fails, and as
 * long as it asked us to.
 */
export class Circuit {
  private failures = 0;
  private rests = 0;
  private rest: Rest | undefined;
  private cancel: Cancel = () => undefined;
  private closed = false;
  lastFault: { readonly code: Code; readonly detail: string; readonly at: ServerMs } | undefined;

  constructor(private readonly needs: CircuitNeeds) {}

  get resting(): boolean {
    return this.rest !== undefined;
  }

  /** When nobody else is left, a provider that only had a bad moment is asked all the same. */
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

  fail(fault: Fault): void {
    this.note(fault);
    const { final, slow, blameless } = this.needs.blame;
    if (blameless.has(fault.code)) return;
    this.failures += 1;
    if (final.has(fault.code)) this.restFor(FINAL_REST_MS, true);
    // Calls that were under way when the rest began say nothing new: only a probe makes it longer.
    else if (!this.resting && (slow.has(fault.code) || this.failures >= FAILURES_MAX)) this.restOnce(fault.retryAfterS);
  }

  close(): void {
    this.closed = true;
    this.cancel();
  }

  private note({ code, message }: Fault): void {
    this.lastFault = { code, detail: message, at: this.needs.clock.now() };
  }

  private restOnce(retryAfterS = 0): void {
    const askedMs = Math.min(FINAL_REST_MS, retryAfterS * 1_000);
    this.restFor(Math.max(askedMs, backoffMs(this.rests, REST)), false);
  }

  private restFor(ms: number, final: boolean): void {
    this.cancel();
    const now = this.needs.clock.now();
    this.rest = { since: this.rest?.since ?? now, until: now + ms, final };
    if (!this.closed) this.cancel = this.needs.clock.after(ms, () => this.wake(final));
  }

  private wake(final: boolean): void {
    if (final) {
      this.rest = undefined;
      return;
    }
    this.needs.probe().then(
      () => this.succeed(),
      (cause: unknown) =>
        this.stay(cause instanceof Fault ? cause : new Fault(this.needs.blame.unavailable, { cause })),
    );
  }

  // A probe that never reached the provider, such as one that the day's budget did not allow, says nothing about it.
  private stay(fault: Fault): void {
    // While the probe was under way, a call may have gone through, or have been told that it is over.
    if (this.hopeless || !this.resting) return this.note(fault);
    if (this.needs.blame.final.has(fault.code)) return this.fail(fault);
    this.note(fault);
    if (this.needs.blame.blameless.has(fault.code)) return this.restOnce();
    this.rests += 1;
    this.restOnce(fault.retryAfterS);
  }
}
