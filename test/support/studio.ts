import { isRefusal } from '../../src/kernel/outcome.js';
import type { Code } from '../../src/wire/codes.js';
import type { Command, NewRequest, RadioEvent } from '../../src/radio/model/commands.js';
import { decide } from '../../src/radio/model/decide.js';
import { nextAt } from '../../src/radio/model/due.js';
import { evolve } from '../../src/radio/model/evolve.js';
import type { Step } from '../../src/radio/model/change.js';
import type { ChannelState, Request } from '../../src/radio/model/state.js';
import { statusOf } from '../../src/radio/model/status.js';
import { aChannel } from './channel-states.js';

const ROUNDS_MAX = 500;

/** One channel under a clock that a test moves by hand. Whatever falls due on the way is done at its moment. */
export class Studio {
  now = 0;
  /** All that happened, in order, and what each commit made of the state. */
  readonly events: RadioEvent[] = [];
  readonly steps: Step[] = [];

  constructor(public state: ChannelState = aChannel()) {}

  /** Moves on to a moment. */
  at(moment: number): this {
    for (let due = nextAt(this.state); due <= moment; due = nextAt(this.state)) {
      this.now = Math.max(this.now, due);
      this.catchUp();
    }
    this.now = moment;
    return this;
  }

  /** Moves on to a moment as one who slept does: what fell due on the way is done now. */
  wakeAt(moment: number): this {
    this.now = moment;
    this.catchUp();
    return this;
  }

  /** What the command did: the types of its events, or the code of its refusal. */
  does(command: Command): string {
    this.catchUp();
    const outcome = decide(this.state, command, this.now);
    if (isRefusal(outcome)) return outcome.refused;
    this.fold(outcome);
    this.catchUp();
    return outcome.map(({ type }) => type).join(' ');
  }

  /** Another process goes on at a moment: what nobody could hear is corrected before the clock is asked. */
  takeOver(moment: number, aliveAt: number): this {
    this.now = moment;
    const outcome = decide(this.state, { type: 'takeOver', aliveAt }, moment);
    if (isRefusal(outcome)) throw new Error('a takeover is never refused');
    this.fold(outcome);
    this.catchUp();
    return this;
  }

  enqueue(id: string, change: Partial<NewRequest> = {}): string {
    return this.does({ type: 'enqueue', request: { id, urgency: 'normal', expectedMs: 2_400, ...change } });
  }

  /** A request of which everything is made at once; a chunk for each number of frames. */
  say(id: string, frames: readonly number[], change: Partial<NewRequest> = {}): string {
    const refusal = this.enqueue(id, change);
    if (refusal.startsWith('radio.')) return refusal;
    this.does({ type: 'generationStarted', id, pieces: frames.length });
    frames.forEach((_, at) => this.make(id, frames.slice(at, at + 1), at === frames.length - 1));
    return 'said';
  }

  begin(id: string, change: Partial<NewRequest> = {}, pieces = 9): void {
    this.enqueue(id, change);
    this.does({ type: 'generationStarted', id, pieces });
  }

  /** More chunks of a request, called after it: a0, a1, … Each may be left after every 50 frames. */
  make(id: string, frames: readonly number[], last = false): string {
    const first = this.request(id).chunks.length;
    const chunks = frames.map((count, at) => ({
      id: `${id}${first + at}`,
      piece: first + at,
      frames: count,
      cutPoints: cutPointsOf(count),
    }));
    return this.does({ type: 'chunksReady', id, chunks, last });
  }

  fail(id: string, code: Code = 'speech.unavailable'): string {
    return this.does({ type: 'generationFailed', id, code });
  }

  request(id: string): Request {
    const found = this.state.requests.find((request) => request.id === id);
    if (found === undefined) throw new Error(`there is no request ${id}`);
    return found;
  }

  /** All that has a start, as it sounds: `a0 600-3000`. */
  get timeline(): string[] {
    const starts = this.state.requests.flatMap(({ chunks }) =>
      chunks.flatMap(({ id, start }) => (start === undefined ? [] : [{ id, ...start }])),
    );
    return starts
      .sort((one, other) => one.at - other.at)
      .map(({ id, at, frames }) => `${id} ${at}-${at + frames * 24}`);
  }

  /** How a request is, and why it ended: `cancelled stale`. */
  status(id: string): string {
    const { place, making } = this.request(id);
    return [statusOf({ place, making }), ...(place.at === 'ended' ? [place.reason] : [])].join(' ');
  }

  /** When something of one type happened to a request. */
  when(type: 'onAir' | 'setAside' | 'ended', id: string): number[] {
    return this.events.flatMap((event) => (event.type === type && event.id === id ? [event.at] : []));
  }

  private catchUp(): void {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const outcome = decide(this.state, { type: 'tick' }, this.now);
      if (isRefusal(outcome)) throw new Error('the clock is never refused');
      if (outcome.length === 0) return this.isAtRest();
      this.fold(outcome);
    }
    throw new Error('the clock never comes to rest');
  }

  private isAtRest(): void {
    if (nextAt(this.state) <= this.now) throw new Error(`due at ${nextAt(this.state)}, still not done at ${this.now}`);
  }

  private fold(events: readonly RadioEvent[]): void {
    const before = this.state;
    this.state = events.reduce(evolve, before);
    this.events.push(...events);
    if (events.length > 0) this.steps.push({ before, after: this.state, events });
  }
}

function cutPointsOf(frames: number): number[] {
  const inside = Array.from({ length: Math.ceil(frames / 50) - 1 }, (_, at) => (at + 1) * 50);
  return [...inside, frames];
}
