import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { Metrics } from './metrics.port.js';

export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Prometheus’ own client: the process (memory, event loop, open files) and the requests. */
export class PrometheusMetrics extends Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  constructor() {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  // A stranger chooses the method: only those we know get a series of their own.
  answered({ method, route, status, seconds }: AnsweredRequest): void {
    this.requests.observe({ method: METHODS.has(method) ? method : 'other', route, status }, seconds);
  }
}
