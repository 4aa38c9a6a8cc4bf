import { Buckets } from '../kernel/buckets.js';
import type { ServerMs } from '../kernel/clock.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { CHANNEL_COMMANDS_PER_S, HOST_COMMANDS_PER_S } from './model/limits.js';

/** At most 10 commands a second from one host, and 50 for one channel. */
export class CommandRate {
  private readonly ofHosts = new Buckets(HOST_COMMANDS_PER_S, HOST_COMMANDS_PER_S);
  private readonly ofChannels = new Buckets(CHANNEL_COMMANDS_PER_S, CHANNEL_COMMANDS_PER_S);

  refuseTooMany(channel: string, host: string, now: ServerMs): Refusal | undefined {
    if (this.ofHosts.take(`${channel} ${host}`, now) && this.ofChannels.take(channel, now)) return undefined;
    return { ...refuse('radio.too-many-commands'), retryAfterS: 1 };
  }
}
