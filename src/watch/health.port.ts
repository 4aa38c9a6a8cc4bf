export type Condition = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface HealthCheck {
  readonly name: string;
  /** A required part that is not well makes the server not ready; another only degraded. */
  readonly required: boolean;
  check(signal: AbortSignal): Promise<Condition>;
}

/**
 * What `/readyz` and `/health` ask. Rooms join while they start.
 * Promises: a check that hangs counts as not well after 500 ms; answers are kept for one second, so a probe
 * storm costs one check.
 */
export abstract class Health {
  abstract join(check: HealthCheck): void;
}
