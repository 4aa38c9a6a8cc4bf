import { Injectable } from '@nestjs/common';
import { BlobStore } from '../blobs/blob-store.port.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { AmendChannel } from './amend-channel.js';
import { clipsOf } from './clip-key.js';
import { RadioCleanup, type Weight } from './radio-cleanup.port.js';

/**
 * Deletes all sound of channels, for good. From that moment nothing of them can be heard again: in an answer that is being read
 * it is silent, and new ones say that it is gone. What still sounds, sounds. The bytes go with the next rounds of cleaning.
 */
@Injectable()
export class DeleteSound {
  constructor(
    private readonly amendChannel: AmendChannel,
    private readonly rows: RadioCleanup,
    private readonly blobs: BlobStore,
  ) {}

  /** What is stored of them. */
  weigh(channels: readonly string[]): Promise<Weight> {
    return this.rows.weigh(channels);
  }

  /** Again changes nothing. */
  async run(channel: string): Promise<Refusal | undefined> {
    const amended = await this.amendChannel.run(channel, { soundDeleted: true });
    if (isRefusal(amended)) return amended;
    // What hosts recorded is found by who plays it alone, and nobody plays it any more.
    for await (const key of this.blobs.list(clipsOf(channel))) await this.blobs.delete(key);
    return undefined;
  }
}
