import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Fault } from '../kernel/fault.js';
import { Log } from '../watch/log.port.js';
import { StartNotices } from '../watch/notice.port.js';
import { ChannelStore, type Channel } from './channel-store.port.js';

/** Among so many of the newest an open one is looked for. */
const LOOKED_AT = 200;

/** When the server listens: tells where its newest channel is heard that anybody may find. */
@Injectable()
export class ListenNotice implements OnModuleInit {
  constructor(
    private readonly notices: StartNotices,
    private readonly store: ChannelStore,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.notices.join({ about: 'Listen', tell: (origin) => this.tell(origin) });
  }

  private async tell(origin: string): Promise<string | undefined> {
    const channel = await this.newestOpen();
    return channel === undefined ? undefined : `${origin}/c/${channel}`;
  }

  // A radio whose database is away for a moment is still a radio.
  private async newestOpen(): Promise<string | undefined> {
    try {
      const newest = await this.store.list({ limit: LOOKED_AT });
      const found = newest.filter(({ visibility }) => visibility === 'public');
      const standings = await this.store.standings(found.map(({ id }) => id));
      const isOpen = ({ id }: Channel): boolean => ['open', 'paused'].includes(standings.get(id)?.phase ?? 'closed');
      // Channels of matches are found through their match.
      return (found.find((one) => one.match === undefined && isOpen(one)) ?? found.find(isOpen))?.id;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn('where to listen could not be told', { error });
      return undefined;
    }
  }
}
