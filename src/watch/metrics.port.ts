import type { Registry } from 'prom-client';

/** Where rooms register their Prometheus metrics: `new Counter({ registers: [metrics.registry], … })`. */
export abstract class Metrics {
  abstract readonly registry: Registry;
}
