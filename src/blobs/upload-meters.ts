import { Counter, Gauge } from 'prom-client';
import type { Metrics } from '../watch/metrics.port.js';

/** What waits to be uploaded, and how uploads ended. */
export class UploadMeters {
  readonly uploads: Counter<'outcome'>;
  readonly waiting: Gauge;
  readonly waitingBytes: Gauge;

  constructor({ registry }: Metrics) {
    this.uploads = new Counter({
      name: 'blob_uploads_total',
      help: 'Uploads of stored audio: stored, failed (and tried again), conflict (another blob was there) or damaged (set aside).',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.waiting = new Gauge({
      name: 'blobs_ahead',
      help: 'Blobs that lie on the disk until they are in the bucket.',
      registers: [registry],
    });
    this.waitingBytes = new Gauge({
      name: 'blobs_ahead_bytes',
      help: 'The bytes of the blobs that lie on the disk until they are in the bucket.',
      registers: [registry],
    });
  }
}
