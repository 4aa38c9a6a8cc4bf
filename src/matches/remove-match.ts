import type { Clock } from '../kernel/clock.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import type { DeleteSound } from '../radio/delete-sound.js';
import type { HostDesk } from '../radio/host-desk.js';
import type { Log } from '../watch/log.port.js';
import type { Removal } from '../wire/match-doors.js';
import type { MatchStore } from './match-store.port.js';
import type { ScriptPlayer } from './script-player.js';

export interface RemovalParts {
  readonly store: MatchStore;
  readonly player: ScriptPlayer;
  readonly desk: HostDesk;
  readonly sounds: DeleteSound;
  readonly time: Clock;
  readonly log: Log;
}

/** By which the house itself is known among hosts. */
const HOST = 'matches';

/**
 * Takes a match away from everybody: nothing tells it on, its channels close, and their sound is deleted. What was recorded is
 * kept. It is found until all is done: what was cut short is asked for again.
 */
export class RemoveMatch {
  constructor(private readonly parts: RemovalParts) {}

  /** What goes with it. */
  async weigh(id: string): Promise<Removal> {
    const channels = await this.channels(id);
    return { channels: channels.length, ...(await this.parts.sounds.weigh(channels)) };
  }

  /** What is gone with it. */
  async run(id: string): Promise<Removal | Refusal> {
    const { store, player, time, log } = this.parts;
    await player.stop(id);
    const channels = await this.channels(id);
    for (const channel of channels) {
      const refused = await this.close(channel, id);
      if (refused !== undefined) return refused;
    }
    const removal = await this.weigh(id);
    for (const channel of channels) {
      const refused = await this.parts.sounds.run(channel);
      if (refused !== undefined) return refused;
    }
    await store.remove(id, time.now());
    log.info('a match was removed', { match: id, ...removal });
    return removal;
  }

  private async channels(id: string): Promise<readonly string[]> {
    return (await this.parts.store.channels(id)).map(({ channel }) => channel);
  }

  private async close(channel: string, match: string): Promise<Refusal | undefined> {
    const key = `remove-${match}`.padEnd(8, '-');
    const closed = await this.parts.desk.run({ channel, key, command: { name: 'close' } }, HOST);
    // Whoever closed it before us did what we want.
    return isRefusal(closed) && closed.refused !== 'radio.channel-closed' ? closed : undefined;
  }
}
