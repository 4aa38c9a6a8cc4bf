import type { Clock, ServerMs } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import type { ChannelStore, ChunkContent, KeptAnswer, RequestContent, Silencing } from './channel-store.port.js';
import type { RadioEvent } from './model/commands.js';
import type { ChannelState } from './model/state.js';
import type { Publisher } from './publisher.port.js';
import type { ReachedBy } from './queue-view.js';

export interface ConductorParts {
  readonly clock: Clock;
  readonly store: ChannelStore;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly reachedBy: ReachedBy;
  /** Told of every step, after it is in the log. */
  readonly onStep: (step: Stepped) => void;
  /** Another process has the channel now. */
  readonly onLost: () => void;
  /** What it did by itself failed by our own mistake: done again it would fail again. */
  readonly onBroken: (error: unknown) => void;
  /** Spreads what is tried again; a simulation tells it, so that it can be repeated. */
  readonly random?: (() => number) | undefined;
}

export interface Stepped {
  readonly before: ChannelState;
  readonly after: ChannelState;
  readonly events: readonly RadioEvent[];
  readonly now: ServerMs;
}

/** What comes with a command: the words of what is new, who withdraws something, and the answer its host is to get again. */
export interface Extras {
  readonly contents?: ReadonlyMap<string, RequestContent>;
  readonly chunks?: ReadonlyMap<string, ChunkContent>;
  readonly kept?: KeptAnswer;
  readonly silencing?: Silencing;
}
