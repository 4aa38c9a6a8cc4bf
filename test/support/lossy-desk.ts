import type { Answer } from '../../client/src/connection/asking.js';
import { lineStore } from '../../client/src/host/line-store.js';
import { Posting } from '../../client/src/host/posting.js';
import type { KeptTexts } from '../../client/src/keeping/item-store.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { Say, type Done, type HostCommandInput, type SayInput } from '../../src/wire/host.js';
import { seeded } from './seeded.js';

/** What a browser keeps, which outlives its pages. */
export class KeptMap implements KeptTexts {
  readonly texts = new Map<string, string>();
  isFull = false;

  get length(): number {
    return this.texts.size;
  }

  key(at: number): string | null {
    return [...this.texts.keys()][at] ?? null;
  }

  getItem(name: string): string | null {
    return this.texts.get(name) ?? null;
  }

  setItem(name: string, text: string): void {
    if (this.isFull) throw new Error('There is no room.');
    this.texts.set(name, text);
  }

  removeItem(name: string): void {
    this.texts.delete(name);
  }
}

/** As much of the server as an outbox meets: a key counts once, and what is too old is refused. */
export class KeyedServer {
  readonly said: string[] = [];
  private readonly taken = new Map<string, string>();

  take({ key, command }: HostCommandInput): Answer<Done> {
    if (command.name === 'cancel') {
      this.said.splice(this.said.indexOf(command.request), 1);
      return this.ok({});
    }
    if (command.name !== 'enqueue') throw new Error(`Nobody sends ${command.name}.`);
    const earlier = this.taken.get(key);
    if (earlier !== undefined) return this.ok({ request: earlier });
    const { text = '', staleAfterMs, spokenForMs = 0 } = command.say;
    if (staleAfterMs !== undefined && spokenForMs >= staleAfterMs) return refused('radio.stale');
    this.taken.set(key, text);
    this.said.push(text);
    return this.ok({ request: text });
  }

  private ok(done: Done): Answer<Done> {
    return { ok: done, sentAt: 0, answeredAt: 0 };
  }
}

export function refused(code: string, retryAfterS?: number): Answer<Done> {
  return { refused: { code, message: code, ...(retryAfterS === undefined ? {} : { retryAfterS }) } };
}

const ANSWER_MS = 5_000;

/** A host's page and a line that loses, repeats and delays, until it is told to be good. Same seed, same story. */
export class LossyDesk {
  readonly clock = new VirtualClock();
  readonly kept = new KeptMap();
  readonly server = new KeyedServer();
  readonly random: () => number;
  readonly commands: HostCommandInput[] = [];
  posting: Posting;
  isGood = false;
  /** What is late comes this late at most: longer than an answer is waited for, it comes after what was sent later. */
  lateMs = 9_000;
  private isOpen = true;
  private keys = 0;
  private readonly shutting = new Set<() => void>();

  constructor(seed: number) {
    this.random = seeded(seed);
    this.posting = this.page();
  }

  write(text: string, more: Omit<SayInput, 'text'> = {}): void {
    this.posting.write(Say.parse({ text, ...more }));
  }

  reload(): void {
    this.posting.stop();
    this.posting = this.page();
    this.posting.look();
  }

  shut(): void {
    this.isOpen = false;
    for (const loseIt of this.shutting) loseIt();
  }

  open(): void {
    this.isOpen = true;
    this.posting.look();
  }

  private page(): Posting {
    return new Posting({
      channel: 'final',
      by: 'host',
      store: lineStore(this.kept, 'final'),
      wallNow: () => this.clock.now(),
      after: (ms, run) => this.clock.after(ms, run),
      random: this.random,
      newKey: () => `key-${String((this.keys += 1)).padStart(4, '0')}`,
      isOpen: () => this.isOpen,
      send: (command) => this.send(command),
      onChange: () => undefined,
      onSignedOut: () => undefined,
    });
  }

  private send(command: HostCommandInput): Promise<Answer<Done>> {
    this.commands.push(command);
    return new Promise((resolve) => {
      const loseIt = (): void => resolve({ lost: 'away' });
      this.shutting.add(loseIt);
      this.clock.after(ANSWER_MS, () => resolve({ lost: 'silence' }));
      const { random, server, lateMs } = this;
      const after = (ms: number, run: () => void): void => void this.clock.after(ms, run);
      const fate = this.isGood ? 1 : random();
      // Never there; there and nobody hears of it, at once or when it was given up long ago; refused; there twice; there.
      if (fate < 0.2) after(0, () => undefined);
      else if (fate < 0.4) after(random() * lateMs, () => server.take(command));
      else if (fate < 0.5) after(10, () => resolve(refused('database.unavailable', 1)));
      else after(random() * 400, () => resolve(server.take(command)));
      if (fate >= 0.5 && fate < 0.6) after(random() * lateMs, () => server.take(command));
    });
  }
}
