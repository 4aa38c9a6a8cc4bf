import { Injectable } from '@nestjs/common';
import { FRAME_MS } from '../audio/model/frames.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { Replay } from '../wire/host.js';
import { REPLAY_MS_MAX } from '../wire/limits.js';
import { AiredSound } from './aired-sound.port.js';
import type { HeardAgain } from './channel-store.port.js';
import { MayHear } from './may-hear.port.js';
import { laidOut } from './model/layout.js';
import { beginningWithin } from './model/stretch.js';

/** What hosts choose of archives to be heard again on a channel. */
@Injectable()
export class Stretches {
  constructor(
    private readonly aired: AiredSound,
    private readonly visitors: MayHear,
    private readonly time: ServerTime,
  ) {}

  /** Nobody lets others hear what they may not hear themselves: for them the channel does not exist. */
  async refuseUnheard({ channel }: Replay, person: Person): Promise<Refusal | undefined> {
    return isRefusal(await this.visitors.mayHear(channel, person)) ? refuse('radio.unknown-replay') : undefined;
  }

  /**
   * Which chunks are meant. Seconds of an archive are where something lies in it now, and what is kept are the chunks: an
   * archive that begins later some day, because its channel never ends, changes nothing of what was asked for.
   */
  async chosen({ channel, from, to = Infinity }: Replay): Promise<HeardAgain | Refusal> {
    const parts = laidOut(await this.aired.until(channel, this.time.now()), 'squeezed');
    // Places are given to the millisecond: 1.008 s are not 1,007.999….
    const chunks = beginningWithin(parts, { start: Math.round(from * 1_000), end: Math.round(to * 1_000) });
    const [first, last] = [chunks.at(0), chunks.at(-1)];
    if (first === undefined || last === undefined) return refuse('radio.nothing-heard');
    if ((last.from - first.from) * FRAME_MS >= REPLAY_MS_MAX) return refuse('radio.replay-too-long');
    if (chunks.every(({ of }) => of.key === null)) return refuse('radio.sound-deleted');
    const durationMs = (last.from + last.frames - first.from) * FRAME_MS;
    return { channel, first: first.of.chunk, last: last.of.chunk, durationMs };
  }
}
