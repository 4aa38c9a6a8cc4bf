import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../watch/metrics.port.js';

/** What is counted of commentary. No series is named by a match, a person or a text. */
@Injectable()
export class CommentaryMetrics {
  readonly refused;

  constructor(@Inject(Metrics) { registry }: Metrics) {
    this.refused = new Counter({
      name: 'commentary_refused_total',
      help: 'Lines that failed the check before they were said, by who wrote them and which rule.',
      labelNames: ['writer', 'rule'],
      registers: [registry],
    });
  }
}
