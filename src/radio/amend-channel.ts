import { Injectable } from '@nestjs/common';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { Amendment } from './amendment.js';
import { answeredInTime } from './answered-in-time.js';
import type { Channel } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { FannedPublisher } from './fanned.publisher.js';
import { Wherever, type Question } from './nodes/wherever.js';

/** Changes what a channel is, while it goes on. */
@Injectable()
export class AmendChannel {
  private readonly ask: Question<{ readonly channel: string; readonly changes: Amendment }, Channel>;

  constructor(
    wherever: Wherever,
    private readonly publisher: FannedPublisher,
    private readonly time: ServerTime,
  ) {
    this.ask = wherever.asked('amend', (conductor, { changes }) => this.amend(conductor, changes));
  }

  run(channel: string, changes: Amendment): Promise<Channel | Refusal> {
    return answeredInTime(this.time, () => this.ask({ channel, changes }));
  }

  private async amend(conductor: Conductor, changes: Amendment): Promise<Channel | Refusal> {
    const isOver = conductor.state.phase.name === 'closed';
    if (isOver && saysHowToSpeak(changes)) return refuse('radio.channel-closed');
    const before = conductor.channel;
    const channel = await conductor.amend(changes);
    // Whoever may still hear it comes again; nobody else is let in.
    this.publisher.amended(channel.id, channel.visibility === 'private' && before.visibility !== 'private');
    return channel;
  }
}

// On a closed channel nothing is spoken any more. How it is called, who finds it and whether it is kept can still matter.
function saysHowToSpeak({ language, voice, gapMs, pronunciations }: Amendment): boolean {
  return [language, voice, gapMs, pronunciations].some((given) => given !== undefined);
}
