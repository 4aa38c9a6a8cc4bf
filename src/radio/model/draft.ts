import type { RadioEvent } from './commands.js';
import { evolve } from './evolve.js';
import type { ChannelState, Request } from './state.js';

/** A decision in the making: what was decided so far, and the state it leads to. */
export class Draft {
  readonly events: RadioEvent[] = [];

  constructor(public state: ChannelState) {}

  add(...events: readonly RadioEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.state = evolve(this.state, event);
    }
  }

  request(id: string): Request | undefined {
    return this.state.requests.find((request) => request.id === id);
  }
}
