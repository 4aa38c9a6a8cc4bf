import { Injectable } from '@nestjs/common';
import { Ids } from '../kernel/ids.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { NewChannel } from '../wire/host.js';
import { ChannelStore, type Channel } from './channel-store.port.js';
import { Stations } from './stations.js';

/** Makes channels. */
@Injectable()
export class ChannelDesk {
  constructor(
    private readonly stations: Stations,
    private readonly store: ChannelStore,
    private readonly ids: Ids,
    private readonly time: ServerTime,
  ) {}

  async create({ id, match, voice, ...rest }: NewChannel): Promise<Channel | Refusal> {
    const created = await this.store.create({
      ...rest,
      id: id ?? this.ids.next(),
      createdAt: this.time.now(),
      ...(match === undefined ? {} : { match }),
      ...(voice === undefined ? {} : { voice }),
    });
    // Whoever it belongs to takes it within a second; now is better.
    if (!isRefusal(created)) await this.stations.on(created.id);
    return created;
  }
}
