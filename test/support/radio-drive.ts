import { isRefusal } from '../../src/kernel/outcome.js';
import { changeOf } from '../../src/radio/model/change.js';
import type { Command, NewChunk, RadioEvent } from '../../src/radio/model/commands.js';
import { decide, judgeHeard } from '../../src/radio/model/decide.js';
import { nextAt } from '../../src/radio/model/due.js';
import { evolve } from '../../src/radio/model/evolve.js';
import { forget } from '../../src/radio/model/forget.js';
import { toMake } from '../../src/radio/model/generation.js';
import type { ChannelState, Urgency } from '../../src/radio/model/state.js';
import { timelineOf } from '../../src/radio/model/timeline.js';
import { aChannel } from './channel-states.js';
import { Drawing } from './drawing.js';
import { NaiveListener } from './naive-listener.js';
import { NaiveRadio } from './naive-radio.js';
import { edges, heardNaively, judgeRest, must, RadioRules } from './radio-rules.js';

const wordsOf = (chunk: string) => ({ text: chunk, words: [] });
const ROUNDS_MAX = 200;
/** What sounded within this time is not forgotten. */
const PAST_MS = 200_000;

/** Drives a channel through whatever may happen to it, and holds every step against the rules. */
export class RadioDrive {
  state: ChannelState;
  now = 1_000_000;
  readonly radio: NaiveRadio;
  /** All that was commanded, for whoever looks for a mistake. */
  readonly log: string[] = [];
  private readonly listener = new NaiveListener();
  private readonly draw: Drawing;
  private count = 0;

  constructor(seed: number) {
    this.draw = new Drawing(seed);
    const gapMs = this.draw.pick([408, 408, 0, 24, 4_800]) ?? 408;
    this.state = aChannel({ gapMs });
    this.radio = new NaiveRadio(gapMs);
  }

  run(steps: number): void {
    for (let step = 0; step < steps && this.radio.phase !== 'closed'; step += 1) {
      this.moveOn();
      this.act();
    }
    this.playOut();
  }

  /** Everything live ends, if nothing more is commanded than sound made. */
  private playOut(): void {
    if (this.radio.phase === 'paused') this.command({ type: 'resume' });
    for (let round = 0; this.radio.live.length > 0; round += 1) {
      must(round < 3_000, 'nobody ever comes to an end');
      const [first] = toMake(this.state, this.now);
      if (first !== undefined) this.make(first.id);
      const due = nextAt(this.state);
      must(due < Infinity || first !== undefined || this.radio.live.length === 0, 'nobody ever moves on');
      if (due < Infinity) this.waitUntil(due);
    }
  }

  private moveOn(): void {
    const { draw } = this;
    const edge = draw.chance(0.5) ? draw.pick(edges(this.radio, this.now)) : undefined;
    const until = edge ?? this.now + draw.below(draw.chance(0.9) ? 1_000 : 12_000);
    // Now and then nobody looks at the clock for a while, as when the database is away.
    if (draw.chance(0.03)) {
      this.now = until;
      if (draw.chance(0.5)) this.command({ type: 'goOn' });
    } else this.waitUntil(until);
    if (draw.chance(0.03)) this.takeOver();
    this.tick();
  }

  private waitUntil(until: number): void {
    for (let due = nextAt(this.state); due <= until; due = nextAt(this.state)) {
      // Nothing happens before its moment, and at its moment something does.
      const before = Math.max(this.now, Math.ceil(due) - 1);
      if (before < due) must(this.decided({ type: 'tick' }, before).length === 0, `done at ${before}, due at ${due}`);
      this.now = Math.max(this.now, due);
      must(this.command({ type: 'tick' }) > 0, `nothing was due at ${due}`);
      this.tick();
    }
    this.now = Math.max(this.now, until);
  }

  private tick(): void {
    let round = 0;
    while (this.command({ type: 'tick' }) > 0) must((round += 1) < ROUNDS_MAX, 'the clock never comes to rest');
    must(nextAt(this.state) > this.now, `due at ${nextAt(this.state)}, still not done at ${this.now}`);
    judgeRest(this.radio, this.now);
  }

  private takeOver(): void {
    const aliveAt = this.now - this.draw.below(25_000);
    const lost = this.radio.said.find(
      ({ request, at }) => request.place !== 'ended' && at > aliveAt + 10_000 && at <= this.now,
    );
    const events = this.decided({ type: 'takeOver', aliveAt }, this.now);
    const from = events.flatMap((event) =>
      event.type === 'withdrawn' && event.reason === 'takeover' ? [event.from] : [],
    );
    must(from[0] === lost?.at, `lost from ${lost?.at}, withdrawn from ${from[0]}`);
    this.command({ type: 'takeOver', aliveAt });
    must(this.radio.notBefore === this.now + 2_500, 'nothing new starts before listeners are back');
  }

  private decided(command: Command, now: number): readonly RadioEvent[] {
    const outcome = decide(this.state, command, now);
    return isRefusal(outcome) ? [] : outcome;
  }

  /** How many events came of it. */
  command(command: Command): number {
    if (command.type !== 'tick') this.log.push(`${this.now} ${JSON.stringify(command)}`);
    const events = this.decided(command, this.now);
    for (const event of events) this.log.push(`${this.now}   ${JSON.stringify(event)}`);
    if (events.length === 0) return 0;
    new RadioRules(this.radio, this.now, command).follow(events);
    const before = this.state;
    const after = events.reduce(evolve, before);
    this.listener.hear(changeOf({ before, after, events }, wordsOf));
    this.state = forget(after, this.now);
    this.compare();
    this.radio.forget(this.now - PAST_MS);
    return events.length;
  }

  // The model, whoever only follows the events, and whoever only hears the messages are of one mind.
  private compare(): void {
    const since = this.now - PAST_MS;
    const said = this.radio.said.filter(({ end }) => end > since);
    const held = timelineOf(this.state).filter(({ end }) => end > since);
    must(written(held) === written(said), 'what is announced is not what is held');
    for (const { chunk, at, end } of said) {
      const heard = this.listener.timeline.get(chunk.id);
      must(
        heard?.startsAt === at && heard.frames === (end - at) / 24,
        `a listener has ${chunk.id} at ${heard?.startsAt}`,
      );
    }
    const toCome = said.filter(({ at }) => at > this.now).length;
    must(this.listener.toCome(this.now) === toCome, 'a listener waits for what will not come');
    must(this.listener.notice === this.radio.notice, 'a listener reads another notice');
    must(this.listener.onAir === this.radio.onAir?.id, 'a listener takes another to be on air');
  }

  private act(): void {
    this.chosen()();
    this.tick();
    const said = this.radio.said.slice(-20).map(({ chunk }) => chunk.id);
    const unsaid = this.radio.live.flatMap((request) => this.radio.unsaid(request)).map(({ id }) => id);
    const chunk = this.draw.pick([...said, ...unsaid]);
    if (chunk === undefined) return;
    const worth = judgeHeard(this.state, chunk, this.now);
    must(worth === heardNaively(this.radio, chunk, this.now), `${chunk} is acknowledged: ${JSON.stringify(worth)}`);
  }

  private chosen(): () => unknown {
    const { draw } = this;
    const id = draw.pick(this.radio.live)?.id ?? 'nobody';
    const before = draw.pick(this.radio.live)?.id;
    const chunk = draw.pick(this.radio.said.slice(-8))?.chunk.id ?? 'nothing';
    const commands: readonly (readonly [number, () => Command])[] = [
      [14, () => ({ type: 'enqueue', request: this.newRequest() })],
      [3, () => ({ type: 'prepend', request: this.newRequest() })],
      [3, () => ({ type: 'edit', id, request: this.newRequest() })],
      [4, () => ({ type: 'cancel', id })],
      [5, () => ({ type: 'skip', id: this.radio.onAir?.id ?? id, cut: draw.chance(0.5) })],
      [2, () => ({ type: 'withdraw', id: draw.pick(this.radio.said)?.request.id ?? id, aired: undefined })],
      [3, () => ({ type: 'pause' })],
      [this.radio.phase === 'paused' ? 20 : 1, () => ({ type: 'resume' })],
      [1, () => ({ type: 'close' })],
      [5, () => ({ type: 'reorder', id, ...(before === undefined ? {} : { before }) })],
      [3, () => ({ type: 'setLead', leadMs: 400 + draw.below(601) })],
      [8, () => ({ type: 'acknowledge', chunk })],
      [2, () => ({ type: 'notice', notice: draw.pick(['soon', 'later', null]) ?? null })],
    ];
    return draw.weighted<() => unknown>([
      [35, () => this.makeSome()],
      [8, () => this.say('flash')],
      [8, () => this.say('normal')],
      ...commands.map(([weight, command]) => [weight, () => this.command(command())] as const),
    ]);
  }

  private makeSome(): void {
    const request = this.draw.pick(toMake(this.state, this.now));
    if (request !== undefined) this.make(request.id);
  }

  // Ready at once, as what is found in storage.
  private say(urgency: Urgency): void {
    const request = { ...this.newRequest(), urgency };
    if (this.command({ type: 'enqueue', request }) > 0) this.make(request.id);
  }

  private newRequest() {
    const { draw } = this;
    const urgency = draw.pick(['flash', 'normal', 'normal', 'filler'] as const) ?? 'normal';
    const base = { id: `r${(this.count += 1)}`, urgency, expectedMs: 4_000 };
    return draw.chance(0.25)
      ? { ...base, staleAfterMs: 1_000 + draw.below(20_000), spokenForMs: draw.below(500) }
      : base;
  }

  private make(id: string): void {
    // A third are notes: nobody knows how much will be said of them, and that it was all is often known later.
    const isNote = Number(id.slice(1)) % 3 === 0;
    const pieces = isNote ? null : 1 + this.draw.below(5);
    if (!this.radio.of(id).begun) this.command({ type: 'generationStarted', id, pieces });
    const isThatAll = isNote && this.radio.of(id).chunks.length > 0 && this.draw.chance(0.3);
    if (isThatAll) return void this.command({ type: 'chunksReady', id, chunks: [], last: true });
    if (this.draw.chance(0.06)) return void this.command({ type: 'generationFailed', id, code: 'speech.unavailable' });
    const chunks = [this.chunk(), ...(this.draw.chance(0.2) ? [this.chunk()] : [])];
    this.command({ type: 'chunksReady', id, chunks, last: this.draw.chance(0.4) });
  }

  private chunk(): NewChunk {
    const frames = 5 + this.draw.below(this.draw.chance(0.5) ? 60 : 329);
    const cutPoints: number[] = [];
    for (let cut = 5 + this.draw.below(95); cut < frames; cut += 5 + this.draw.below(95)) cutPoints.push(cut);
    return { id: `c${(this.count += 1)}`, piece: 0, frames, cutPoints: [...cutPoints, frames] };
  }
}

function written(entries: readonly { readonly chunk: { readonly id: string }; at: number; end: number }[]): string {
  return entries.map(({ chunk, at, end }) => `${chunk.id} ${at} ${end}`).join();
}
