import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../watch/log.port.js';
import { StartNotices } from '../watch/notice.port.js';
import { Door } from './door.js';
import { Invitations } from './invitations.js';

/** When the server listens: opens the operator's door, and tells the owner's link until somebody has become admin. */
@Injectable()
export class PeopleStartNotice implements OnModuleInit {
  constructor(
    private readonly notices: StartNotices,
    private readonly invitations: Invitations,
    private readonly door: Door,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.notices.join({ about: 'Host link', tell: async (origin) => this.tell(origin) });
  }

  private async tell(origin: string): Promise<string | undefined> {
    await this.openDoor(origin);
    const link = await this.invitations.firstInvitation(origin);
    return link === undefined ? undefined : `${link} (works once)`;
  }

  // A radio without a back door is still a radio: the path may be too long for a socket, or the disk may not do sockets.
  private async openDoor(origin: string): Promise<void> {
    try {
      await this.door.open(origin);
    } catch (error) {
      this.log.warn('`npm run invite` works only while this server is stopped', { error });
    }
  }
}
