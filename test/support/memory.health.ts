import { Health, type HealthCheck } from '../../src/watch/health.port.js';

/** Keeps the checks that joined, for tests that ask them. */
export class MemoryHealth extends Health {
  readonly checks: HealthCheck[] = [];

  join(check: HealthCheck): void {
    this.checks.push(check);
  }
}
