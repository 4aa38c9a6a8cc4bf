import type { Refusal } from '../kernel/outcome.js';
import type { Person } from '../people/person.port.js';
import type { Channel } from './channel-store.port.js';

/** Whom a channel lets in, for rooms above. */
export abstract class MayHear {
  /** The channel, for who may hear it. To others a private channel does not exist. */
  abstract mayHear(id: string, person: Person): Promise<Channel | Refusal>;
  /** Whether anybody at all may hear it. */
  abstract isOpen(channel: Channel): boolean;
}
