import { StartNotices, type StartNotice } from './notice.port.js';

export class ListedNotices extends StartNotices {
  private readonly joined: StartNotice[] = [];

  join(notice: StartNotice): void {
    this.joined.push(notice);
  }

  /** All that have something to say, in the order they joined. */
  async tellAll(origin: string): Promise<readonly (readonly [about: string, text: string])[]> {
    const told: [string, string][] = [];
    for (const notice of this.joined) {
      const text = await notice.tell(origin);
      if (text !== undefined) told.push([notice.about, text]);
    }
    return told;
  }
}
