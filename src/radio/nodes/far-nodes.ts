import type { Clock, ServerMs } from '../../kernel/clock.js';
import { Fault } from '../../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../../kernel/outcome.js';
import type { Questions } from '../../fanout/questions.port.js';
import type { Whereabout, Whereabouts } from './whereabouts.port.js';

/** Who conducts is looked up again after this. */
const KNOWN_MS = 500;
/** Less than whoever asks us waits. */
export const ANSWER_MS = 1_800;

const AGAIN_S = 2;
const MAX_KNOWN = 5_000;

interface Known extends Whereabout {
  readonly at: ServerMs;
}

export interface FarNodesParts {
  readonly questions: Questions;
  readonly whereabouts: Whereabouts;
  readonly clock: Clock;
  /** This one. */
  readonly node: string;
}

/** The nodes that conduct what this one does not: finds them, and asks them. */
export class FarNodes {
  private readonly known = new Map<string, Known>();
  private readonly looking = new Map<string, Promise<Known | undefined>>();

  constructor(private readonly parts: FarNodesParts) {}

  get arePossible(): boolean {
    return this.parts.questions.isPossible;
  }

  /** Which other node conducts a channel; it may have changed within the last half second. */
  async conducting(channel: string): Promise<string | undefined> {
    const known = this.known.get(channel);
    const isFresh = known !== undefined && this.parts.clock.now() - known.at < KNOWN_MS;
    const { node } = (isFresh ? known : await this.look(channel)) ?? {};
    return node === this.parts.node ? undefined : node;
  }

  /** Looks for all of them at once, and knows it for a moment. */
  async lookFor(channels: readonly string[]): Promise<ReadonlyMap<string, Whereabout>> {
    const found = await this.parts.whereabouts.of(channels);
    const at = this.parts.clock.now();
    for (const channel of channels) {
      const whereabout = found.get(channel);
      this.known.delete(channel);
      if (whereabout !== undefined) this.known.set(channel, { ...whereabout, at });
    }
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return found;
  }

  /** Of who conducts a channel. Whoever gets no answer is told when to try again: it may have been done all the same. */
  async ask(name: string, body: { readonly channel: string }): Promise<unknown> {
    const answer = await this.askOnce(name, body);
    if (!isRefusal(answer) || answer.refused !== 'radio.elsewhere') return answer;
    // It became another within the last half second, and nothing was done yet.
    this.known.delete(body.channel);
    return this.askOnce(name, body);
  }

  private async askOnce(name: string, body: { readonly channel: string }): Promise<unknown> {
    const node = await this.conducting(body.channel);
    if (node === undefined) return elsewhere();
    try {
      return await this.parts.questions.ask(node, name, body, ANSWER_MS);
    } catch (error) {
      // Whoever conducted it may be gone: the next one asks afresh.
      if (error instanceof Fault && error.code === 'fanout.unanswered') this.known.delete(body.channel);
      throw error;
    }
  }

  private look(channel: string): Promise<Known | undefined> {
    const looking =
      this.looking.get(channel) ??
      this.lookFor([channel])
        .then(() => this.known.get(channel))
        .finally(() => this.looking.delete(channel));
    this.looking.set(channel, looking);
    return looking;
  }
}

export function elsewhere(): Refusal {
  return { ...refuse('radio.elsewhere'), retryAfterS: AGAIN_S };
}
