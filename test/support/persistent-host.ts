import { randomUUID } from 'node:crypto';
import type { NewChannelInput, SayInput } from '../../src/wire/host.js';
import type { KillableProgram } from './killable-program.js';

export interface Given {
  readonly status: number;
  readonly afterMs: number;
  readonly retryAfter: string | null;
  readonly code?: string;
}

/** Soon enough to be in the way, seldom enough to be answered. */
const AGAIN_MS = 200;
const TRIES_MAX = 300;
const TOO_LATE = ['radio.on-air', 'radio.not-on-air', 'radio.ended', 'radio.unknown-request'];

class TooLate extends Error {}

/** A host's page: what it asks for it asks again with the same key, until it is told that it is done or may not be. */
export class PersistentHost {
  /** The requests it was told are accepted. */
  readonly accepted: string[] = [];
  /** What it was answered before it was done. */
  readonly troubles: Given[] = [];

  private constructor(
    private readonly origin: string,
    readonly channel: string,
    private readonly token: string,
  ) {}

  /** Makes the channel, and hosts it. */
  static async open(
    program: KillableProgram,
    channel: string,
    input: Partial<NewChannelInput> = {},
  ): Promise<PersistentHost> {
    const { origin } = program;
    const answer = await fetch(`${origin}/v1/channels`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await program.token('admin')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: channel, title: channel, ...input }),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    return PersistentHost.of(program, channel);
  }

  /** Hosts a channel that is there. */
  static async of(program: KillableProgram, channel: string): Promise<PersistentHost> {
    return new PersistentHost(program.origin, channel, await program.token('host', [channel]));
  }

  async say(say: SayInput): Promise<string> {
    const request = await this.command('requests', say);
    this.accepted.push(request);
    return request;
  }

  edit(request: string, text: string): Promise<boolean> {
    return this.inTime(async () => {
      const edited = await this.command(`requests/${request}`, { text }, 'PATCH');
      this.accepted.push(edited);
      return edited;
    });
  }

  /** Whether it came in time. */
  cancel(request: string): Promise<boolean> {
    return this.inTime(() => this.command(`requests/${request}`, undefined, 'DELETE'));
  }

  skipOver(request: string): Promise<boolean> {
    return this.inTime(() => this.command(`requests/${request}/skip`, { cut: false }));
  }

  /** What has no body: pause, resume, close. */
  async do(name: 'pause' | 'resume' | 'close'): Promise<void> {
    await this.command(name, undefined);
  }

  private async inTime(work: () => Promise<string>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof TooLate) return false;
      throw error;
    }
  }

  private async command(path: string, body: unknown, method = 'POST'): Promise<string> {
    const key = randomUUID();
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const done = await this.once({ path, body, method, key });
      if (done !== undefined) return done;
      await new Promise((resolve) => {
        setTimeout(resolve, AGAIN_MS);
      });
    }
    throw new Error(`${method} ${path} was not done in ${TRIES_MAX} tries`);
  }

  private async once(asked: { path: string; body: unknown; method: string; key: string }): Promise<string | undefined> {
    const startedAt = performance.now();
    const answer = await fetch(`${this.origin}/v1/channels/${this.channel}/${asked.path}`, {
      method: asked.method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'idempotency-key': asked.key,
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    }).catch(() => undefined);
    if (answer === undefined) return undefined;
    const given = (await answer.json().catch(() => ({}))) as { request?: string; code?: string };
    if (answer.ok) return given.request ?? '';
    const retryAfter = answer.headers.get('retry-after');
    const trouble = { status: answer.status, afterMs: performance.now() - startedAt, retryAfter };
    this.troubles.push(given.code === undefined ? trouble : { ...trouble, code: given.code });
    if (TOO_LATE.includes(given.code ?? '')) throw new TooLate();
    // 429 and 503 pass; anything else is what it will stay.
    if (answer.status !== 503 && answer.status !== 429)
      throw new Error(`${asked.path}: ${answer.status} ${JSON.stringify(given)}`);
    return undefined;
  }
}
