import { Injectable } from '@nestjs/common';
import { BlobStore } from '../blobs/blob-store.port.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { Person } from '../people/person.port.js';
import type { Say } from '../wire/host.js';
import type { Channel, HeardAgain, RequestContent } from './channel-store.port.js';
import { Maker } from './maker.port.js';
import { Stretches } from './stretches.js';

export interface ToSay {
  readonly channel: Channel;
  readonly id: string;
  readonly content: RequestContent;
}

/** What can never be said is refused while its host is still there to read why. */
@Injectable()
export class Sayable {
  constructor(
    private readonly maker: Maker,
    private readonly blobs: BlobStore,
    private readonly stretches: Stretches,
  ) {}

  /** Of what is to be heard again: whether this person may hear it. */
  async refuseUnheard({ replay }: Say, person: Person): Promise<Refusal | undefined> {
    return replay === undefined ? undefined : this.stretches.refuseUnheard(replay, person);
  }

  /** What is to be heard again, if anything. */
  async heardAgain({ replay }: Say): Promise<HeardAgain | Refusal | undefined> {
    return replay === undefined ? undefined : this.stretches.chosen(replay);
  }

  /** How long it should take to say. */
  async expectedMs({ channel, id, content }: ToSay, signal: AbortSignal): Promise<number | Refusal> {
    const { clip } = content;
    if (clip !== undefined && (await this.blobs.stat(clip, signal)) === undefined) return refuse('radio.unknown-clip');
    // Nothing of it is made before somebody pulls.
    const making = this.maker.make({ channel, id, content, fromPiece: 0, written: [] }, signal);
    return isRefusal(making) ? making : this.maker.expectedMs(content);
  }
}
