import { Sending } from '../../client/src/pad/sending.js';
import { tellingStore } from '../../client/src/pad/telling-store.js';
import type { TellingRequest } from '../../client/src/pad/telling.js';
import type { HttpAnswer } from '../../client/src/people/asking-http.js';
import { idOfName } from '../../src/kernel/ids.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Recorded } from '../../src/wire/matches.js';
import type { Code } from '../../src/wire/codes.js';
import { KeptMap } from './lossy-desk.js';
import { seeded } from './seeded.js';

const ANSWER_MS = 10_000;

export function problem(code: Code, status: number): HttpAnswer<Recorded> {
  return { problem: { type: 'about:blank', title: code, status, code } };
}

function recorded(seq: number): HttpAnswer<Recorded> {
  return { ok: { seq, fact: '00000000-0000-7000-8000-000000000001', revision: 0, op: 'add', isNew: true } };
}

/** A pad on a line that loses, repeats and delays, until it is told to be good. Same seed, same story. */
export class LossyPad {
  readonly clock = new VirtualClock();
  readonly kept = new KeptMap();
  readonly requests: TellingRequest[] = [];
  /** What the server took, each key once, in the order it came. */
  readonly taken: TellingRequest[] = [];
  /** What the server says to what it does not take. */
  refuses: (request: TellingRequest) => HttpAnswer<Recorded> | undefined = () => undefined;
  sending: Sending;
  isGood = false;
  isOnline = true;
  private readonly random: () => number;
  private keys = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.sending = this.page();
  }

  /** Something that happened just now, under a name to know it by. */
  tell(text: string): string {
    return this.sending.tell({ type: 'note', text }, this.clock.now()) ?? '';
  }

  reload(): void {
    this.sending.stop();
    this.sending = this.page();
    this.sending.look();
  }

  goOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    if (isOnline) this.sending.wake();
  }

  /** What the server has, in words: what was told, told otherwise as `=…`, and taken back as `-`. */
  get record(): readonly string[] {
    return this.taken.map(({ body }) => {
      if (!('op' in body)) return body.text ?? '';
      return body.op === 'revise' ? `=${body.content.text ?? ''}` : '-';
    });
  }

  private page(): Sending {
    return new Sending({
      match: 'final',
      store: tellingStore(this.kept, 'final'),
      wallNow: () => this.clock.now(),
      after: (ms, run) => this.clock.after(ms, run),
      random: this.random,
      newKey: () => `key-${String((this.keys += 1)).padStart(5, '0')}`,
      factOf: (key) => idOfName(`final/${key}`),
      isOnline: () => this.isOnline,
      send: (request) => this.send(request),
      onChange: () => undefined,
    });
  }

  private send(request: TellingRequest): Promise<HttpAnswer<Recorded>> {
    this.requests.push(request);
    return new Promise((resolve) => {
      const after = (ms: number, run: () => void): void => void this.clock.after(ms, run);
      after(ANSWER_MS, () => resolve({ lost: 'away' }));
      const fate = this.isGood ? 1 : this.random();
      // Never there; there and nobody hears of it; the server is away; there twice; there.
      if (fate < 0.2) after(20, () => resolve({ lost: 'away' }));
      else if (fate < 0.4) after(this.random() * ANSWER_MS, () => this.take(request));
      else if (fate < 0.5) after(10, () => resolve(problem('database.unavailable', 503)));
      else after(this.random() * 400, () => resolve(this.take(request)));
      if (fate >= 0.5 && fate < 0.6) after(this.random() * 3 * ANSWER_MS, () => this.take(request));
    });
  }

  private take(request: TellingRequest): HttpAnswer<Recorded> {
    const known = this.taken.findIndex(({ key }) => key === request.key);
    if (known >= 0) return recorded(known + 1);
    const refusal = this.refuses(request);
    if (refusal !== undefined) return refusal;
    return recorded(this.taken.push(request));
  }
}
