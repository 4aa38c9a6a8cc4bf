import type { Clock, ServerMs } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import { Health, type Condition, type HealthCheck } from './health.port.js';
import type { Log } from './log.port.js';
import { redactedText } from './redaction.js';

const CHECK_MS_MAX = 500;
const KEPT_MS = 1_000;
const REASON_MAX = 200;

export type HealthStatus = 'ok' | 'degraded' | 'unwell';

export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: Readonly<Record<string, Condition>>;
}

/** Asks all checks at once, at most once a second, however many ask. */
export class CheckedHealth extends Health {
  private readonly joined: HealthCheck[] = [];
  private kept: { readonly since: ServerMs; readonly report: Promise<HealthReport> } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  join(check: HealthCheck): void {
    this.joined.push(check);
    this.kept = undefined;
  }

  report(): Promise<HealthReport> {
    const now = this.clock.now();
    if (this.kept === undefined || now - this.kept.since >= KEPT_MS) this.kept = { since: now, report: this.askAll() };
    return this.kept.report;
  }

  private async askAll(): Promise<HealthReport> {
    const checks = [...this.joined];
    const conditions = await Promise.all(checks.map((check) => this.ask(check)));
    const failed = checks.filter((_, at) => conditions[at]?.ok === false);
    return {
      status: failed.length === 0 ? 'ok' : failed.some((check) => check.required) ? 'unwell' : 'degraded',
      checks: Object.fromEntries(checks.map(({ name }, at) => [name, conditions[at] ?? { ok: true }])),
    };
  }

  private async ask(check: HealthCheck): Promise<Condition> {
    const tooLate = new Error('no answer');
    try {
      const condition = await withDeadline(this.clock, { ms: CHECK_MS_MAX, reason: tooLate }, (signal) =>
        check.check(signal),
      );
      return condition.ok ? condition : { ok: false, reason: redactedText(condition.reason, REASON_MAX) };
    } catch (error) {
      this.log.warn('a health check failed', { check: check.name, error });
      return { ok: false, reason: publicReason(error, tooLate) };
    }
  }
}

// Whoever asks for the health may be a stranger: of an error only what we wrote ourselves is told.
function publicReason(error: unknown, tooLate: Error): string {
  if (error === tooLate) return `no answer within ${CHECK_MS_MAX} ms`;
  return error instanceof Fault ? error.code : 'the check failed';
}
