import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { SystemClock } from '../../src/kernel/clock.js';
import type { NewMatchInput, MatchDetails } from '../../src/wire/match-doors.js';
import type { MatchEvent, MatchState, Recorded } from '../../src/wire/matches.js';
import type { Line } from '../../src/wire/match-doors.js';
import { RadioApp } from './radio-app.js';
import { until } from './until.js';

type Answered<T> = Promise<{ readonly status: number; readonly body: T & { readonly code?: string } }>;

/** The whole house with its matches, and hands to work it. */
export class MatchApp {
  private admin: string | undefined;
  private readonly followings: Following[] = [];

  private constructor(readonly radio: RadioApp) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<MatchApp> {
    return new MatchApp(await RadioApp.open(environment));
  }

  close(): Promise<void> {
    for (const following of this.followings) following.cut();
    return this.radio.close();
  }

  async match(input: Partial<NewMatchInput> = {}): Promise<MatchDetails> {
    const sides = { home: { name: 'Alders' }, away: { name: 'Birches' } };
    const { status, body } = await this.call<MatchDetails>('', { sport: 'football', ...sides, ...input });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  event(match: string, event: object, key: string = randomUUID()): Answered<Recorded> {
    return this.call<Recorded>(`/${match}/events`, event, key);
  }

  correct(match: string, fact: string, correction: object, key: string = randomUUID()): Answered<Recorded> {
    return this.call<Recorded>(`/${match}/events/${fact}/corrections`, correction, key);
  }

  /** As an admin. */
  async call<T>(path: string, body: object, key?: string): Answered<T> {
    // The same person every time: keys are theirs.
    this.admin ??= await this.radio.house.accessToken('admin');
    const token = this.admin;
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await this.radio.house.call(`/v1/matches${path}`, { method: 'POST', token, body, headers });
    return { status: answer.status, body: JSON.parse(answer.text) as T & { code?: string } };
  }

  async read<T>(path: string, token?: string): Answered<T> {
    const answer = await this.radio.house.call(`/v1/matches${path}`, { token });
    return { status: answer.status, body: JSON.parse(answer.text) as T & { code?: string } };
  }

  follow(match: string, lastEventId?: string, token?: string): Following {
    return this.following(`${match}/live`, lastEventId, token);
  }

  replay(match: string, query = '', lastEventId?: string, token?: string): Following {
    return this.following(`${match}/replay${query}`, lastEventId, token);
  }

  private following(path: string, lastEventId?: string, token?: string): Following {
    const following = new Following(`${this.radio.origin}/v1/matches/${path}`, lastEventId, token);
    this.followings.push(following);
    return following;
  }
}

const AGAIN_MS = 200;
const TRIES_MAX = 100;
/** The server gives a sign of life every 15 s. */
const SILENT_MS_MAX = 20_000;
const clock = new SystemClock();

interface Sent {
  /** When it was read, by the monotonic clock. */
  readonly at: number;
  readonly id: string | undefined;
  readonly name: string;
  readonly data: unknown;
}

/** Somebody who follows a match over Server-Sent Events, and can be cut off. */
export class Following {
  readonly sent: Sent[] = [];
  private trouble = 'none';
  private readonly leaving = new AbortController();
  readonly ended: Promise<void>;

  constructor(
    url: string,
    private readonly from?: string,
    private readonly token?: string,
  ) {
    this.ended = this.read(url);
  }

  get events(): readonly MatchEvent[] {
    return this.sent.filter(({ name }) => name === 'event').map(({ data }) => data as MatchEvent);
  }

  get lines(): readonly Line[] {
    return this.sent.filter(({ name }) => name === 'line').map(({ data }) => data as Line);
  }

  get state(): MatchState | undefined {
    return this.sent.findLast(({ name }) => name === 'state')?.data as MatchState | undefined;
  }

  /** Where to go on. */
  get lastId(): string | undefined {
    return this.sent.findLast(({ id }) => id !== undefined)?.id ?? this.from;
  }

  async hasSeen(seq: number, withinMs = 60_000): Promise<void> {
    try {
      await until(`follows up to ${seq}`, () => this.events.find((event) => event.seq === seq), withinMs);
    } catch (error) {
      throw new Error(`Last ${this.lastId}, last trouble: ${this.trouble}`, { cause: error });
    }
  }

  cut(): void {
    this.leaving.abort();
  }

  // As a page does: where the line breaks, ends or falls silent, it is opened again, from the last place on.
  private async read(url: string): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX && !this.leaving.signal.aborted; tries += 1) {
      try {
        await this.readOnce(url);
      } catch (error) {
        // It is tried again; who waits for what does not come says what that was.
        if (error instanceof SyntaxError) throw error;
        this.trouble = String(error);
      }
      if (!this.leaving.signal.aborted) await clock.sleep(AGAIN_MS);
    }
  }

  private async readOnce(url: string): Promise<void> {
    const last = this.lastId;
    const headers: Record<string, string> = {
      ...(last === undefined ? {} : { 'last-event-id': last }),
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
    };
    const { signal } = this.leaving;
    const request = get(url, { agent: false, headers, signal, timeout: SILENT_MS_MAX });
    request.once('timeout', () => request.destroy());
    const [answer] = (await once(request, 'response', { signal })) as [IncomingMessage];
    let rest = '';
    for await (const text of answer.setEncoding('utf8') as AsyncIterable<string>) {
      if (answer.statusCode !== 200) this.trouble = text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    const data = fields.get('data');
    if (data === undefined) return;
    this.sent.push({
      at: performance.now(),
      id: fields.get('id'),
      name: fields.get('event') ?? '',
      data: JSON.parse(data) as unknown,
    });
  }
}
