import type { ServerMs } from '../kernel/clock.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Entry } from '../wire/radio.js';
import type { Channel } from './channel-store.port.js';
import type { Conductor } from './conductor.js';
import { toWire } from './model/change.js';
import type { ChannelState } from './model/state.js';
import { timelineOf } from './model/timeline.js';
import type { ProgrammeSource } from './programme-source.js';

/** A channel that this process conducts. */
export class LocalSource implements ProgrammeSource {
  private known: { readonly of: ChannelState; readonly entries: readonly Entry[] } | undefined;

  constructor(
    private readonly conductor: Conductor,
    private readonly time: ServerTime,
  ) {}

  get channel(): Channel {
    return this.conductor.channel;
  }

  // A step is seldom followed by a look at once: what it means is worked out when somebody looks.
  get entries(): readonly Entry[] {
    const { state, contents } = this.conductor;
    if (this.known?.of !== state) {
      this.known = { of: state, entries: timelineOf(state).map((entry) => toWire(entry, contents.wordsOf)) };
    }
    return this.known.entries;
  }

  get isClosed(): boolean {
    return this.conductor.state.phase.name === 'closed';
  }

  get ended(): boolean {
    return this.conductor.ended;
  }

  get stepped(): Promise<void> {
    return this.conductor.stepped;
  }

  now(): ServerMs {
    return this.time.now();
  }

  /** The conductor goes on. */
  end(): void {
    return undefined;
  }
}
