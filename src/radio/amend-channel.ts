import { Injectable } from '@nestjs/common';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { ChannelChanges } from '../wire/host.js';
import { answeredInTime } from './answered-in-time.js';
import type { Channel } from './channel-store.port.js';
import { Publisher } from './publisher.port.js';
import { Stations } from './stations.js';

/** Changes what a channel is, while it goes on. */
@Injectable()
export class AmendChannel {
  constructor(
    private readonly stations: Stations,
    private readonly publisher: Publisher,
    private readonly time: ServerTime,
  ) {}

  run(id: string, changes: ChannelChanges): Promise<Channel | Refusal> {
    return answeredInTime(this.time, () => this.amend(id, changes));
  }

  private async amend(id: string, changes: ChannelChanges): Promise<Channel | Refusal> {
    const conductor = await this.stations.on(id);
    if (isRefusal(conductor)) return conductor;
    const isOver = conductor.state.phase.name === 'closed';
    if (isOver && saysHowToSpeak(changes)) return refuse('radio.channel-closed');
    const before = conductor.channel;
    const channel = await conductor.amend(changes);
    // Whoever may still hear it comes again; nobody else is let in.
    if (channel.visibility === 'private' && before.visibility !== 'private') this.publisher.dismiss(id);
    return channel;
  }
}

// On a closed channel nothing is spoken any more. How it is called, who finds it and whether it is kept can still matter.
function saysHowToSpeak({ language, voice, gapMs, pronunciations }: ChannelChanges): boolean {
  return [language, voice, gapMs, pronunciations].some((given) => given !== undefined);
}
