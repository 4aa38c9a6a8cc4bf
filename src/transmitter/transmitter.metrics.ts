import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../watch/metrics.port.js';

/** What is counted of the streams. No series is named by a channel or a listener. */
@Injectable()
export class TransmitterMetrics {
  readonly listeners;
  readonly channels;
  readonly slow;
  readonly refused;
  readonly missing;
  readonly batch;

  constructor(@Inject(Metrics) { registry }: Metrics) {
    const registers = [registry];
    this.listeners = new Gauge({
      name: 'stream_listeners',
      help: 'Who listens without a socket; of segments, who asked for a playlist a moment ago.',
      labelNames: ['kind'],
      registers,
    });
    this.channels = new Gauge({ name: 'stream_channels', help: 'Channels that are being sent.', registers });
    this.slow = new Counter({
      name: 'slow_listeners_total',
      help: 'Streams that were cut because they were too far behind.',
      registers,
    });
    this.refused = new Counter({
      name: 'stream_refused_total',
      help: 'Listeners for whom there was no room.',
      registers,
    });
    this.missing = new Counter({
      name: 'stream_missing_seconds_total',
      help: 'Speech that was silent on streams because it could not be read in time.',
      registers,
    });
    this.batch = new Gauge({
      name: 'stream_batch_seconds',
      help: 'How often listeners are sent what is new.',
      registers,
    });
  }
}
