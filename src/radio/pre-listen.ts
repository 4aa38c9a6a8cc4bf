import { Injectable } from '@nestjs/common';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { ChunkBytes } from './chunk-bytes.js';
import { Stations } from './stations.js';

const READ_MS = 10_000;

/** A request's sound for its host alone, before it airs. It changes nothing. */
@Injectable()
export class PreListen {
  constructor(
    private readonly stations: Stations,
    private readonly bytes: ChunkBytes,
    private readonly time: ServerTime,
  ) {}

  async run(channel: string, id: string): Promise<Buffer | Refusal> {
    const conductor = await this.stations.on(channel);
    if (isRefusal(conductor)) return conductor;
    const request = conductor.state.requests.find((other) => other.id === id);
    if (request === undefined) return refuse('radio.unknown-request');
    if (request.chunks.length === 0) return { ...refuse('radio.not-ready'), retryAfterS: 1 };
    const keys = request.chunks.map((chunk) => [chunk.id, conductor.contents.chunk(chunk.id)?.key ?? ''] as const);
    const reason = new Fault('blobs.unavailable', { retryable: true });
    return withDeadline(this.time, { ms: READ_MS, reason }, async (signal) =>
      Buffer.concat(await Promise.all(keys.map(([chunk, key]) => this.bytes.get(chunk, key, signal)))),
    );
  }
}
