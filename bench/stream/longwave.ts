import { House } from '../radio/house.js';
import type { Server } from './server.js';

/** The real program, with a channel on which nothing is said: its bed is as much to send as speech. */
export class Longwave implements Server {
  readonly name: string;

  private constructor(
    private readonly house: House,
    private readonly channel: string,
    batchMs: number | undefined,
  ) {
    this.name = `Longwave, batches of ${batchMs === undefined ? '200 to 500' : batchMs} ms`;
  }

  static async start(batchMs: number | undefined): Promise<Longwave> {
    const house = await House.start({
      STREAM_LISTENERS_MAX: '20000',
      STREAM_LISTENERS_OF_CHANNEL_MAX: '20000',
      ...(batchMs === undefined ? {} : { STREAM_BATCH_MS: String(batchMs) }),
    });
    return new Longwave(house, await house.channel(), batchMs);
  }

  get pid(): number {
    return this.house.program.pid;
  }

  get port(): number {
    return Number(new URL(this.house.origin).port);
  }

  get path(): string {
    return `/live/${this.channel}.mp3`;
  }

  end(): Promise<void> {
    return this.house.remove();
  }
}
