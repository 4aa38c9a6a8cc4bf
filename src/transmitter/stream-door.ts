import { isRefusal, type Refusal } from '../kernel/outcome.js';
import type { Person } from '../people/person.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { MayHear } from '../radio/may-hear.port.js';
import type { StreamTokens } from './stream-tokens.js';

export interface Admitted {
  readonly channel: Channel;
  /** Of whoever is let in for who it is, and not because everybody is. */
  readonly session: string | undefined;
}

/** Who is let in to a stream: whoever may hear the channel, and whoever has a token from such a one. */
export class StreamDoor {
  constructor(
    private readonly visitors: MayHear,
    private readonly tokens: StreamTokens,
  ) {}

  async admit(id: string, person: Person, token: string | undefined): Promise<Admitted | Refusal> {
    const known = this.personOf(id, token) ?? person;
    const channel = await this.visitors.mayHear(id, known);
    if (isRefusal(channel)) return channel;
    const isOpen = this.visitors.isOpen(channel) || known.role === 'anonymous';
    return { channel, session: isOpen ? undefined : known.session };
  }

  private personOf(id: string, token: string | undefined): Person | undefined {
    const holder = token === undefined ? undefined : this.tokens.holderOf(id, token);
    return holder && { role: 'listener', ...holder, channels: [id] };
  }
}
