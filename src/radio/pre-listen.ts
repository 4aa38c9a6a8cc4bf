import { Injectable } from '@nestjs/common';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { ChunkBytes } from './chunk-bytes.js';
import type { Conductor } from './conductor.js';
import { Wherever, type Question } from './nodes/wherever.js';

const READ_MS = 10_000;

interface Prepared {
  /** Chunks and where their sound is stored, in order. */
  readonly chunks: readonly (readonly [chunk: string, key: string])[];
}

/** A request’s sound for its host alone, before it airs. It changes nothing. */
@Injectable()
export class PreListen {
  private readonly ask: Question<{ readonly channel: string; readonly request: string }, Prepared>;

  constructor(
    wherever: Wherever,
    private readonly bytes: ChunkBytes,
    private readonly time: ServerTime,
  ) {
    this.ask = wherever.asked('prepared', (conductor, { request }) => prepared(conductor, request));
  }

  async run(channel: string, request: string): Promise<Buffer | Refusal> {
    const found = await this.ask({ channel, request });
    if (isRefusal(found)) return found;
    const reason = new Fault('blobs.unavailable', { retryable: true });
    return withDeadline(this.time, { ms: READ_MS, reason }, async (signal) =>
      Buffer.concat(await Promise.all(found.chunks.map(([chunk, key]) => this.bytes.get(chunk, key, signal)))),
    );
  }
}

function prepared({ state, contents }: Conductor, id: string): Prepared | Refusal {
  const request = state.requests.find((other) => other.id === id);
  if (request === undefined) return refuse('radio.unknown-request');
  if (request.silenced === true) return refuse('radio.withdrawn');
  if (request.chunks.length === 0) return { ...refuse('radio.not-ready'), retryAfterS: 1 };
  return { chunks: request.chunks.map((chunk) => [chunk.id, contents.chunk(chunk.id)?.key ?? '']) };
}
