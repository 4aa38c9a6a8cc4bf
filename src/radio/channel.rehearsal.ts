import { Injectable } from '@nestjs/common';
import { Log } from '../watch/log.port.js';
import { ChannelStore } from './channel-store.port.js';
import { ChannelVoice } from './channel-voice.js';
import { Rehearsal, type Rehearsed } from './rehearsal.port.js';

/** One sentence after the other: what is to be heard now hardly waits for it. */
@Injectable()
export class ChannelRehearsal extends Rehearsal {
  constructor(
    private readonly store: ChannelStore,
    private readonly voice: ChannelVoice,
    private readonly log: Log,
  ) {
    super();
  }

  async run({ channel: id, sentences, language, style }: Rehearsed, signal: AbortSignal): Promise<void> {
    try {
      const channel = await this.store.find(id);
      if (channel === undefined) return;
      for (const text of sentences) {
        signal.throwIfAborted();
        await this.voice.rehearse(channel, { text, language, style }, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.log.warn('what will be said was not rehearsed', { channel: id, error });
    }
  }
}
