import { type Authenticate, Authenticated, Done, type HostCommandInput } from '../../../src/wire/host.js';
import { MESSAGES } from '../../../src/wire/radio.js';
import { type Answer, Asking } from './asking.js';
import { backoffMs } from './backoff.js';
import { FollowedChannel, type FollowOptions } from './followed-channel.js';
import type { Line, MakeLine, Surroundings } from './line.js';

/**
 * The way to one server. It opens again whenever it was shut, joins again what was followed, and asks for what was missed,
 * until it is closed; then it leaves no timer, no socket and no question behind.
 */
export class Connection {
  private readonly line: Line;
  private readonly asking: Asking;
  private readonly followed = new Map<string, FollowedChannel>();
  private phase: 'closed' | 'opening' | 'open' | 'waiting' = 'closed';
  private attempts = 0;
  private failed = 0;
  private cancelOpening: (() => void) | undefined;

  constructor(
    makeLine: MakeLine,
    private readonly surroundings: Surroundings,
    private readonly onPhase: (isOpen: boolean, why: string) => void = () => undefined,
  ) {
    this.line = makeLine({
      onOpen: () => this.opened(),
      onShut: (why) => this.lost(why),
      onMessage: (name, body) => this.heard(name, body),
    });
    this.asking = new Asking((event, body, answered) => this.line.send(event, body, answered), surroundings);
  }

  get isOpen(): boolean {
    return this.phase === 'open';
  }

  /** Tries in a row that did not get through; none while it is open. */
  get failedTries(): number {
    return this.failed;
  }

  open(): void {
    if (this.phase === 'open' || this.phase === 'opening') return;
    this.cancelOpening?.();
    this.phase = 'opening';
    this.line.open();
  }

  /** Opens another line in the place of the one of now: the server asks only at its beginning who comes. */
  openAnew(): void {
    if (this.phase === 'closed') return;
    this.reopen('anew');
    this.open();
  }

  close(): void {
    this.phase = 'closed';
    this.cancelOpening?.();
    this.shutAll();
    this.followed.clear();
    this.line.shut();
  }

  /** Follows a channel from now on. Joined again with other options, it starts anew. */
  join(options: FollowOptions): FollowedChannel {
    const { channel } = options;
    this.followed.get(channel)?.shut();
    const followed = new FollowedChannel(options, {
      asker: this.asking,
      surroundings: this.surroundings,
      onSilence: () => this.reopen('silence'),
      onLeave: () => {
        // Left is the channel: of one that was joined again the newer one would hear no more.
        if (this.followed.get(channel) !== followed) return;
        this.followed.delete(channel);
        this.asking.tell('leave', { channel });
      },
    });
    this.followed.set(channel, followed);
    if (this.isOpen) followed.opened();
    return followed;
  }

  /** What a host asks for. Asked again with the same key, it is done once. */
  command(command: HostCommandInput): Promise<Answer<Done>> {
    return this.asking.ask({ event: 'command', body: command, answer: Done });
  }

  /** Shows the next access token before the one of now runs out: the line stays open. */
  authenticate(token: string): Promise<Answer<Authenticated>> {
    return this.asking.ask({ event: 'authenticate', body: { token } satisfies Authenticate, answer: Authenticated });
  }

  private opened(): void {
    if (this.phase !== 'opening') return;
    this.phase = 'open';
    this.attempts = 0;
    this.failed = 0;
    this.asking.opened();
    this.onPhase(true, '');
    for (const channel of this.followed.values()) channel.opened();
  }

  private reopen(why: string): void {
    this.line.shut();
    this.lost(why);
  }

  private lost(why: string): void {
    if (this.phase === 'closed' || this.phase === 'waiting') return;
    if (this.phase === 'opening') this.failed += 1;
    this.phase = 'waiting';
    this.shutAll();
    const waitMs = backoffMs(this.attempts, this.surroundings.random);
    this.attempts += 1;
    this.cancelOpening = this.surroundings.after(waitMs, () => this.open());
    this.onPhase(false, why);
  }

  private heard(name: string, body: unknown): void {
    if (!isMessageName(name)) return;
    const channel = channelOf(body);
    if (channel !== undefined) this.followed.get(channel)?.heard(body);
    // Nobody knows whose it was.
    else for (const followed of this.followed.values()) followed.heard(body);
  }

  private shutAll(): void {
    for (const channel of this.followed.values()) channel.shut();
    this.asking.shut();
  }
}

function isMessageName(name: string): boolean {
  return MESSAGES.some((known) => known === name);
}

function channelOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('channel' in body)) return undefined;
  return typeof body.channel === 'string' ? body.channel : undefined;
}
