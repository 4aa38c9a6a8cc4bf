import { Injectable } from '@nestjs/common';
import type { Refusal } from '../kernel/outcome.js';
import { parseEntries, type PlainEntries } from '../speech/pronunciation-list.js';
import { Voicing, type Voiced, type VoicingRequest } from '../speech/voicing.js';
import { Log } from '../watch/log.port.js';
import type { Channel } from './channel-store.port.js';

type Words = Omit<VoicingRequest, 'pronunciations'>;

/** Words as a channel says them: in its own voice where none is asked for, and as its hosts have them pronounced. */
@Injectable()
export class ChannelVoice {
  private readonly entries = new WeakMap<Channel['pronunciations'], PlainEntries>();

  constructor(
    private readonly voicing: Voicing,
    private readonly log: Log,
  ) {}

  voice(channel: Channel, words: Words, signal: AbortSignal): Voiced | Refusal {
    return this.voicing.voice(this.requestFor(channel, words), signal);
  }

  rehearse(channel: Channel, words: Words, signal: AbortSignal): Promise<void> {
    return this.voicing.rehearse(this.requestFor(channel, words), signal);
  }

  private requestFor(channel: Channel, words: Words): VoicingRequest {
    const { voice = channel.voice } = words;
    return { ...words, voice, pronunciations: this.pronunciationsOf(channel) };
  }

  // Whoever set them was told what is wrong with them; a goal is said all the same, as it is written.
  private pronunciationsOf({ id, language, pronunciations }: Channel): PlainEntries {
    const known = this.entries.get(pronunciations);
    if (known !== undefined) return known;
    const { entries, mistakes } = parseEntries(pronunciations, language);
    const usable = mistakes.length === 0 ? entries : parseEntries({}, language).entries;
    if (mistakes.length > 0) {
      this.log.warn('the pronunciations of a channel have mistakes and are not used', {
        channel: id,
        mistakes: mistakes.length,
      });
    }
    this.entries.set(pronunciations, usable);
    return usable;
  }
}
