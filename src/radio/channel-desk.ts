import { Injectable } from '@nestjs/common';
import { Ids } from '../kernel/ids.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { mayDo, type Person } from '../people/person.port.js';
import type { ChannelQuery, NewChannel } from '../wire/host.js';
import { ChannelStore, type Channel } from './channel-store.port.js';
import { Stations } from './stations.js';

/** Read so many at a time until a page is full: those who ask may not find all of them. */
const AT_ONCE = 200;

/** Makes channels, and finds them for who may find them. */
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

  /** What is not public is found by who knows where it is, and by who hosts it. */
  async list({ before, limit }: ChannelQuery, person: Person): Promise<readonly Channel[]> {
    const found: Channel[] = [];
    for (let from = before; found.length < limit;) {
      const some = await this.store.list({ before: from, limit: AT_ONCE });
      found.push(...some.filter((channel) => isFoundBy(channel, person)));
      from = some.at(-1)?.id;
      if (some.length < AT_ONCE) break;
    }
    return found.slice(0, limit);
  }
}

function isFoundBy({ id, visibility }: Channel, person: Person): boolean {
  return visibility === 'public' || mayDo(person, 'host', { channel: id, open: false });
}
