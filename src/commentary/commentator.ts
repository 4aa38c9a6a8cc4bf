import type { Cancel, ServerMs } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import type { Airs } from '../radio/airs.port.js';
import type { Log } from '../watch/log.port.js';
import type { CommentaryMode } from '../wire/commentary.js';
import type { Say } from '../wire/host.js';
import { Airing, soundingOn, type AiringParts } from './airing.js';
import { Draft, type Replaced } from './draft.js';
import { rowOf, sayOf, unsaid } from './line-rows.js';
import type { LineKey, OfChannel } from './line-store.port.js';
import type { LineWriter, Written, WrittenLine } from './line-writer.js';
import {
  drafted,
  hushed,
  leftOut,
  newBooth,
  planned,
  unwritten,
  withTold,
  written,
  type Booth,
  type Sounding,
  type Taken,
} from './model/box/booth.js';
import type { Order, Plan } from './model/box/plan.js';
import { MATTERS_MS, WORTH_MS, type Dropped } from './model/box/waiting.js';
import type { Teller, ToldMoment } from './teller.js';

export interface CommentatorParts extends AiringParts {
  readonly airs: Pick<Airs, 'of'>;
  readonly writer: LineWriter;
  readonly log: Log;
}

export interface HowItWorks {
  readonly mode: CommentaryMode;
  readonly colourVoice: string | null;
}

/** What is written of an order, and what comes of it. */
interface Job {
  readonly order: Order;
  /** How far the match was told when it was begun. */
  readonly seq: number;
  readonly ending: AbortController;
  draft?: Draft;
}

/** As long as a match: what was said in its first half is worn in the second. */
const SAID_MS = 180 * 60_000;
const SAID_MAX = 1_200;

/** The commentary of one channel: decides what to say next, has it written, and asks the channel for it. */
export class Commentator {
  private booth: Booth;
  private how: HowItWorks = { mode: 'auto', colourVoice: null };
  private readonly airing: Airing;
  private said: { readonly text: string; readonly at: ServerMs }[] = [];
  /** All events up to it were decided. */
  private toldTo = 0;
  private readonly jobs = new Set<Job>();
  private writing: Job | undefined;
  /** How many lines were written about an event. */
  private readonly linesOf = new Map<number, number>();
  private timer: Cancel | undefined;
  private isBusy = false;
  private isCalledAgain = false;
  private hasEnded = false;

  constructor(
    readonly of: OfChannel,
    private readonly teller: Teller,
    private readonly parts: CommentatorParts,
  ) {
    this.booth = newBooth(teller.sport);
    this.airing = new Airing(of, parts);
  }

  /** Goes on where this channel was. */
  async begin(toldTo: number, how: HowItWorks): Promise<void> {
    this.toldTo = toldTo;
    this.how = how;
    const kept = await this.parts.lines.latest(this.of.channel, SAID_MAX);
    const decided = new Set<number>();
    for (const { event, line, about, state, reason, request, say, text, recordedAt } of kept) {
      const key = { ...this.of, event, line };
      this.linesOf.set(event, line + 1);
      // Whoever waited for a host’s word is gone: what it told is written anew.
      if (state === 'draft') await this.parts.lines.settle(key, { state: 'dropped', reason: 'replaced' });
      if (state === 'draft' || reason === 'replaced') continue;
      for (const one of [event, ...about]) decided.add(one);
      // What was withdrawn was heard: nobody hears the same words again.
      if (state === 'dropped' && reason !== 'withdrawn') continue;
      this.said.push({ text, at: recordedAt });
      if (state === 'asked' && request === null && say !== null) this.airing.askAfterAll(key, say, recordedAt);
    }
    this.take(this.teller.after(toldTo).filter(({ moment }) => !decided.has(moment.seq)));
  }

  /** Nothing waits, and nothing of it is on the channel. */
  get isIdle(): boolean {
    return this.booth.waiting.length === 0 && this.jobs.size === 0 && this.booth.own.length === 0;
  }

  end(): void {
    this.hasEnded = true;
    this.timer?.();
    this.airing.end();
    this.giveUp('replaced');
  }

  /** Hosts say how it works, and what becomes of drafts. */
  control(how: HowItWorks): void {
    const hasChanged = how.mode !== this.how.mode;
    this.how = how;
    this.writing?.draft?.look();
    if (!hasChanged) return;
    if (how.mode === 'auto') this.writing?.draft?.end('air');
    if (how.mode === 'off') this.giveUp('off');
    this.step();
  }

  take(told: readonly ToldMoment[]): void {
    for (const { moment, threads } of told) this.become(withTold(this.booth, moment, threads));
    if (this.writing?.draft !== undefined && this.isOutdated(this.writing)) this.giveUp('replaced');
    this.step();
  }

  /** Something has changed on the channel, or it is time. */
  step(): void {
    this.isCalledAgain = true;
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      while (this.isCalledAgain && !this.hasEnded) {
        this.isCalledAgain = false;
        this.stepOnce();
      }
    } catch (error) {
      // Whoever conducts the channel calls this, and goes on without commentary.
      this.parts.log.error('what to say was not decided, by our own mistake', { channel: this.of.channel, error });
    } finally {
      this.isBusy = false;
    }
  }

  private stepOnce(): void {
    const air = this.parts.airs.of(this.of.channel);
    if (air === undefined) return;
    const now = this.parts.clock.now();
    const sounding = soundingOn(air);
    this.airing.listen(sounding);
    const plan = this.how.mode === 'off' ? this.hush(sounding) : this.plan(sounding, now);
    for (const request of plan.cut) this.airing.cut(request);
    if (plan.say !== null) this.begun(plan.say);
    else if (plan.dropped.length === 0) this.keepPlace();
    this.timer?.();
    if (Number.isFinite(plan.lookAt))
      this.timer = this.parts.clock.after(Math.max(1, plan.lookAt - now), () => this.step());
  }

  private plan(sounding: readonly Sounding[], now: ServerMs): Plan {
    const { booth, plan } = planned(this.booth, sounding, now);
    this.become({ booth, dropped: plan.dropped });
    return plan;
  }

  private hush(sounding: readonly Sounding[]): Plan {
    const { booth, dropped } = hushed(this.booth, sounding);
    this.become({ booth, dropped });
    return { say: null, dropped, cut: booth.own.map(({ request }) => request), lookAt: Infinity };
  }

  private become({ booth, dropped }: Taken, refused: readonly string[] = []): void {
    this.booth = booth;
    if (dropped.length > 0) this.parts.underWay.begin(() => this.drop(dropped, refused));
  }

  private begun(order: Order): void {
    // What takes over does not wait for what is being written.
    this.giveUp('replaced');
    const job: Job = { order, seq: this.teller.seq, ending: new AbortController() };
    this.writing = job;
    this.jobs.add(job);
    this.parts.underWay.begin(async () => {
      await this.say(job);
      this.jobs.delete(job);
      if (this.writing === job) this.writing = undefined;
      this.step();
    });
  }

  private giveUp(why: Replaced): void {
    this.writing?.ending.abort(why);
    this.writing?.draft?.end(why);
  }

  private async say(job: Job): Promise<void> {
    const { order } = job;
    const { signal } = job.ending;
    try {
      const { line, refused } = await this.write(order, signal);
      if (signal.aborted || this.isOutdated(job)) this.become(unwritten(this.booth, order));
      else if (line !== null) await this.tell(job, line, refused);
      else this.become(leftOut(this.booth, order, refused.length > 0 ? 'refused' : 'minor'), refused);
    } catch (error) {
      if (!(error instanceof Fault)) this.parts.log.error('a line was lost by our own mistake', { error });
      this.become(leftOut(this.booth, order, 'minor'));
    }
  }

  private write({ about, voice, style, wordsMax }: Order, signal: AbortSignal): Promise<Written> {
    const from = this.parts.clock.now() - SAID_MS;
    this.said = this.said.filter(({ at }) => at > from).slice(-SAID_MAX);
    const moments = about.map(({ moment }) => moment);
    const sheet = this.teller.sheet(this.of.language, moments);
    const said = this.said.map(({ text }) => text);
    return this.parts.writer.write(
      { sheet, voice, style, wordsMax, said, seed: this.teller.seq * 31 + said.length },
      signal,
    );
  }

  // What was told meanwhile may have made it false: colour speaks of how things stand, and is easily written anew.
  private isOutdated({ order: { about, voice }, seq }: Job): boolean {
    if (voice === 'colour' && seq !== this.teller.seq) return true;
    const facts = new Set(about.map(({ moment }) => moment.fact));
    return this.booth.waiting.some(({ moment }) => facts.has(moment.fact) && moment.news !== 'named');
  }

  private async tell(job: Job, line: WrittenLine, refused: readonly string[]): Promise<void> {
    const { order } = job;
    const event = order.main?.moment.seq ?? job.seq;
    // What is said of the event itself may have been left out.
    const nth = this.linesOf.get(event) ?? (order.main === null ? 1 : 0);
    this.linesOf.set(event, nth + 1);
    // What puts right what was said waits for nobody’s word.
    const isDraft = this.how.mode === 'approve' && order.main?.isCorrection !== true;
    const worthMs = isDraft ? Math.max(WORTH_MS, order.worthMs) : order.worthMs;
    const until = this.parts.clock.now() + worthMs;
    const key: LineKey = { ...this.of, event, line: nth };
    const say = sayOf(order, line, { worthMs, of: this.of, colourVoice: this.how.colourVoice });
    const kept = rowOf(order, line, { key, refused, say, until: isDraft ? until : null });
    const isKept = await this.airing.keep(this.decidedTo(isDraft ? undefined : job), [kept], until);
    if (!isKept) this.booth = written(this.booth, order, null);
    else if (isDraft) await this.offer(job, key, until);
    else await this.air(job, key, say);
  }

  /** To a host, who says whether it airs. */
  private async offer(job: Job, key: LineKey, until: ServerMs): Promise<void> {
    const { lines, clock } = this.parts;
    const draft = new Draft(key, until, { lines, clock, airing: this.airing });
    job.draft = draft;
    this.booth = drafted(this.booth, job.order);
    // While it was kept something may have been said of it.
    if (job.ending.signal.aborted) draft.end(job.ending.signal.reason as Replaced);
    else if (this.how.mode === 'auto') draft.end('air');
    const decision = await draft.decided();
    delete job.draft;
    if ('dropped' in decision) {
      const isLeft = decision.dropped === 'declined' || decision.dropped === 'expired';
      this.become(isLeft ? leftOut(this.booth, job.order, decision.dropped) : unwritten(this.booth, job.order));
    } else if (this.isOutdated(job)) {
      await this.airing.drop(key, 'replaced');
      this.become(unwritten(this.booth, job.order));
    } else {
      await this.airing.keep(this.decidedTo(job), [], until);
      await this.air(job, key, decision.say);
    }
  }

  private async air({ order }: Job, key: LineKey, say: Say): Promise<void> {
    this.said.push({ text: say.text ?? '', at: this.parts.clock.now() });
    const request = await this.airing.ask(key, say, this.parts.clock.now() + (say.staleAfterMs ?? MATTERS_MS));
    if (request !== null && order.main !== null) this.airing.timed(request, key, order.main.moment.recordedAt);
    this.booth = written(this.booth, order, request);
  }

  private async drop(dropped: readonly Dropped[], refused: readonly string[]): Promise<void> {
    const rows = dropped.map((one) => unsaid(one, refused));
    await this.airing.keep(this.decidedTo(), rows, this.parts.clock.now() + MATTERS_MS);
  }

  /** Up to where nothing waits and nothing is being written. */
  private decidedTo(deciding?: Job): number {
    const jobs = [...this.jobs].filter((job) => job !== deciding);
    const open = [...this.booth.waiting, ...jobs.flatMap(({ order }) => order.about)];
    this.toldTo = Math.max(this.toldTo, Math.min(this.teller.seq, ...open.map(({ moment }) => moment.seq - 1)));
    return this.toldTo;
  }

  /** What was no news is decided too, and nobody has to look at it again. */
  private keepPlace(): void {
    const before = this.toldTo;
    if (this.decidedTo() > before) this.parts.underWay.begin(() => this.drop([], []));
  }
}
