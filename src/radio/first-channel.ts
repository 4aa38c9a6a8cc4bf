import { Injectable } from '@nestjs/common';
import { Fault } from '../kernel/fault.js';
import { Log } from '../watch/log.port.js';
import { NewChannel } from '../wire/host.js';
import { ChannelDesk } from './channel-desk.js';
import { ChannelStore } from './channel-store.port.js';

const FIRST = NewChannel.parse({ id: 'match-day', title: 'Match day' });

/** Whoever starts a server for the first time has a channel to host at once. */
@Injectable()
export class FirstChannel {
  constructor(
    private readonly store: ChannelStore,
    private readonly desk: ChannelDesk,
    private readonly log: Log,
  ) {}

  /** Makes one where there never was any: those that were closed are still kept. */
  async run(): Promise<void> {
    try {
      const known = await this.store.list({ limit: 1 });
      // Of several that start at once one makes it.
      if (known.length === 0) await this.desk.create(FIRST);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn('the first channel could not be made', { error });
    }
  }
}
