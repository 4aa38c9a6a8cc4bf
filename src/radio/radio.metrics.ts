import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../watch/metrics.port.js';

/** What is counted of the radio. No series is named by a channel, a person or a text. */
@Injectable()
export class RadioMetrics {
  readonly requests;
  readonly generated;
  readonly onAirLag;
  readonly deadAir;
  readonly connections;
  readonly kicked;
  readonly cleaned;

  constructor(@Inject(Metrics) { registry }: Metrics) {
    const registers = [registry];
    this.requests = new Counter({
      name: 'radio_requests_total',
      help: 'Requests, by how they ended and why.',
      labelNames: ['status', 'reason'],
      registers,
    });
    this.generated = new Histogram({
      name: 'chunk_generate_seconds',
      help: 'How long a piece of sound took from being asked for to being stored.',
      labelNames: ['provider'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.onAirLag = new Histogram({
      name: 'on_air_lag_seconds',
      help: 'From a request’s acceptance to its first sound.',
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    });
    this.deadAir = new Counter({
      name: 'dead_air_seconds_total',
      help: 'Silence while something waited or was unfinished, beyond the breath between two requests.',
      registers,
    });
    this.connections = new Gauge({ name: 'ws_connections', help: 'Open sockets.', registers });
    this.kicked = new Counter({
      name: 'ws_kicked_total',
      help: 'Sockets that were closed by us.',
      labelNames: ['reason'],
      registers,
    });
    this.cleaned = new Counter({ name: 'cleanup_deleted_total', help: 'Chunks whose sound was deleted.', registers });
  }
}
