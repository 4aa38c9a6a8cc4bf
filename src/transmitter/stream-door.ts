import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { Person } from '../people/person.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import type { MayHear } from '../radio/may-hear.port.js';
import type { StreamTokens } from '../radio/stream-tokens.js';

const ELSEWHERE_RETRY_S = 5;

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
    /** Whether this node sends streams at all. */
    private readonly isOpen: boolean,
  ) {}

  async admit(id: string, person: Person, token: string | undefined): Promise<Admitted | Refusal> {
    if (!this.isOpen) return { ...refuse('transmitter.elsewhere'), retryAfterS: ELSEWHERE_RETRY_S };
    const known = this.tokens.personOf(id, token, person);
    const channel = await this.visitors.mayHear(id, known);
    if (isRefusal(channel)) return channel;
    const isPublic = this.visitors.isOpen(channel) || known.role === 'anonymous';
    return { channel, session: isPublic ? undefined : known.session };
  }
}
