import { Injectable } from '@nestjs/common';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { ANONYMOUS, mayDo, type Person } from '../people/person.port.js';
import { Settings } from '../settings/settings.js';
import { ChannelStore, type Channel } from './channel-store.port.js';
import { Stations } from './stations.js';

/** Whom a channel lets in. */
@Injectable()
export class Visitors {
  constructor(
    private readonly stations: Stations,
    private readonly store: ChannelStore,
    private readonly settings: Settings,
  ) {}

  /** The channel, for who may hear it. To others a private channel does not exist. */
  async mayHear(id: string, person: Person): Promise<Channel | Refusal> {
    const channel = this.stations.running(id)?.channel ?? (await this.store.find(id));
    if (channel === undefined) return refuse('radio.unknown-channel');
    return this.isHeardBy(channel, person) ? channel : refuse('radio.unknown-channel');
  }

  /** Whether anybody at all may hear it. */
  isOpen(channel: Channel): boolean {
    return this.isHeardBy(channel, ANONYMOUS);
  }

  private isHeardBy({ id, visibility }: Channel, person: Person): boolean {
    const open = visibility !== 'private' && this.settings.values.ANONYMOUS_LISTENERS;
    return mayDo(person, 'listener', { channel: id, open });
  }
}
