import type { Clock } from '../kernel/clock.js';
import { isRefusal } from '../kernel/outcome.js';
import type { HostDesk } from '../radio/host-desk.js';
import type { MatchStore } from './match-store.port.js';
import type { ScriptPlayer } from './script-player.js';

export interface RemovalParts {
  readonly store: MatchStore;
  readonly player: ScriptPlayer;
  readonly desk: HostDesk;
  readonly time: Clock;
}

/** By which the house itself is known among hosts. */
const HOST = 'matches';

/** Takes a match away from everybody: nothing tells it on, and its channels close. What was recorded is kept. */
export class RemoveMatch {
  constructor(private readonly parts: RemovalParts) {}

  async run(id: string): Promise<void> {
    const { store, player, desk, time } = this.parts;
    await player.stop(id);
    for (const { channel } of await store.channels(id)) {
      const closed = await desk.run({ channel, key: `remove-${id}`.padEnd(8, '-'), command: { name: 'close' } }, HOST);
      // Whoever closed it before us did what we want.
      if (isRefusal(closed) && closed.refused !== 'radio.channel-closed') throw new Error(closed.detail);
    }
    await store.remove(id, time.now());
  }
}
