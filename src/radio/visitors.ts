import { Injectable } from '@nestjs/common';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { Rounds } from '../kernel/rounds.js';
import { ANONYMOUS, isHostOf, mayDo, type Person } from '../people/person.port.js';
import { Settings } from '../settings/settings.js';
import type { ChannelQuery } from '../wire/host.js';
import { ChannelStore, type Channel } from './channel-store.port.js';
import { MayHear } from './may-hear.port.js';
import { Stations } from './stations.js';

/** Read so many at a time until a page is full: those who ask may not find all of them. */
const AT_ONCE = 200;

/** Whom a channel lets in, and who finds it. */
@Injectable()
export class Visitors extends MayHear {
  // However many ask at once. Each is answered by what was there after they asked: what has just become private lets nobody in.
  private readonly looks = new Rounds((id) => this.store.find(id));

  constructor(
    private readonly stations: Stations,
    private readonly store: ChannelStore,
    private readonly settings: Settings,
  ) {
    super();
  }

  async mayHear(id: string, person: Person): Promise<Channel | Refusal> {
    const channel = this.stations.running(id)?.channel ?? (await this.looks.ask(id));
    if (channel === undefined) return refuse('radio.unknown-channel');
    return this.isHeardBy(channel, person) ? channel : refuse('radio.unknown-channel');
  }

  isOpen(channel: Channel): boolean {
    return this.isHeardBy(channel, ANONYMOUS);
  }

  /** What is not public is found by who knows where it is, and by who hosts it. */
  async list({ before, limit }: ChannelQuery, person: Person): Promise<readonly Channel[]> {
    if (before !== undefined && !(await this.mayHaveSeen(before, person))) return [];
    const found: Channel[] = [];
    for (let from = before; found.length < limit;) {
      const some = await this.store.list({ before: from, limit: AT_ONCE });
      found.push(...some.filter((channel) => isFoundBy(channel, person)));
      from = some.at(-1)?.id;
      if (some.length < AT_ONCE) break;
    }
    return found.slice(0, limit);
  }

  // After a channel that is not there comes nothing: nor after one that, for all this person knows, is not.
  private async mayHaveSeen(id: string, person: Person): Promise<boolean> {
    const channel = await this.store.find(id);
    return channel !== undefined && (isFoundBy(channel, person) || this.isHeardBy(channel, person));
  }

  private isHeardBy({ id, visibility }: Channel, person: Person): boolean {
    const open = visibility !== 'private' && this.settings.values.ANONYMOUS_LISTENERS;
    return mayDo(person, 'listener', { channel: id, open });
  }
}

function isFoundBy({ id, visibility }: Channel, person: Person): boolean {
  return visibility === 'public' || isHostOf(person, id);
}
