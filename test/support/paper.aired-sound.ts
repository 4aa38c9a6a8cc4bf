import { AiredSound, type AiredTake } from '../../src/radio/aired-sound.port.js';
import type { HeardAgain } from '../../src/radio/channel-store.port.js';

/** What was heard on every channel, as it is written down here. */
export class PaperAiredSound extends AiredSound {
  constructor(private readonly takes: readonly AiredTake[]) {
    super();
  }

  override stamp(): Promise<string> {
    return Promise.resolve('');
  }

  override until(_channel: string, until: number): Promise<readonly AiredTake[]> {
    return Promise.resolve(this.takes.filter(({ startsAt, frames }) => startsAt + frames * 24 <= until));
  }

  override wordsUntil(channel: string, until: number): Promise<readonly AiredTake[]> {
    return this.until(channel, until);
  }

  override peaksUntil(channel: string, until: number): Promise<readonly AiredTake[]> {
    return this.until(channel, until);
  }

  override between({ first, last }: HeardAgain): Promise<readonly AiredTake[]> {
    const ids = this.takes.map(({ chunk }) => chunk);
    return Promise.resolve(this.takes.slice(ids.indexOf(first), ids.indexOf(last) + 1));
  }
}
