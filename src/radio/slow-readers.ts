import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ServerTime } from '../kernel/server-time.port.js';
import { RadioMetrics } from './radio.metrics.js';

/** Whoever takes nothing for so long is let go: a chunk is at most 64 kB. */
const STALLED_MS = 30_000;

/** Sends a stream at the reader's own pace. Nothing is copied for it: a slow reader holds one shared chunk, and waits. */
@Injectable()
export class SlowReaders {
  constructor(
    private readonly time: ServerTime,
    private readonly metrics: RadioMetrics,
  ) {}

  /** Several pieces that come together are sent together. */
  async send(chunks: AsyncIterable<Buffer | readonly Buffer[]>, response: ServerResponse): Promise<void> {
    try {
      for await (const chunk of chunks) {
        const goesOn = Buffer.isBuffer(chunk) ? response.write(chunk) : writtenAtOnce(chunk, response);
        if (!goesOn && !(await this.drained(response))) return;
      }
      response.end();
    } catch (error) {
      // Whoever has left misses nothing.
      if (!response.destroyed) throw error;
    }
  }

  private drained(response: ServerResponse): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (goesOn: boolean): void => {
        cancel();
        response.off('drain', onDrain);
        response.off('close', onClose);
        resolve(goesOn);
      };
      const onDrain = (): void => end(true);
      const onClose = (): void => end(false);
      const cancel = this.time.after(STALLED_MS, () => {
        this.metrics.kicked.inc({ reason: 'slow-stream' });
        response.destroy();
        end(false);
      });
      response.once('drain', onDrain);
      response.once('close', onClose);
    });
  }
}

// One call into the system for all of them.
function writtenAtOnce(pieces: readonly Buffer[], response: ServerResponse): boolean {
  let goesOn = true;
  response.cork();
  for (const piece of pieces) goesOn = response.write(piece);
  response.uncork();
  return goesOn;
}
