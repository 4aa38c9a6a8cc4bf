import type { Command, RadioEvent } from '../../src/radio/model/commands.js';
import { cutsOf, stintWaited, up, type Due, type NaiveRadio, type NaiveRequest, type Said } from './naive-radio.js';

type Of<Type extends RadioEvent['type']> = Extract<RadioEvent, { type: Type }>;

/** What may happen on a radio: each event is judged by what was before it, then taken part in. */
export class RadioRules {
  constructor(
    private readonly radio: NaiveRadio,
    private readonly now: number,
    private readonly command: Command,
  ) {}

  follow(events: readonly RadioEvent[]): void {
    for (const event of events) {
      this.judge(event);
      this.radio.take(event, this.command);
    }
    if (events.length > 0) this.judgeWhole();
  }

  private judge(event: RadioEvent): void {
    if ('id' in event) must(this.radio.of(event.id).place !== 'ended', `what has ended stays as it ended: ${event.id}`);
    switch (event.type) {
      case 'announced':
        return this.announced(event);
      case 'withdrawn':
        return this.withdrawn(event);
      case 'onAir':
        return this.onAir(event);
      case 'leaving':
        return this.leaving(event);
      case 'setAside': {
        const { leaving, urgency } = this.radio.of(event.id);
        must(leaving?.how === 'aside' && leaving.at === event.at && event.at <= this.now, 'set aside at its moment');
        return must(urgency === 'normal', 'flashes are not interrupted, filler does not come back');
      }
      case 'ended':
        return this.ended(event);
      case 'accepted':
      case 'ranked':
      case 'making':
      case 'chunksMade':
      case 'phase':
      case 'leadSet':
      case 'noticeSet':
      case 'silenced':
      case 'tookOver':
      default:
    }
  }

  private announced({ id, chunk, at }: Of<'announced'>): void {
    const { radio, now } = this;
    must(radio.phase === 'open' || radio.phase === 'closing', 'nothing new while paused or closed');
    const due = radio.next(now);
    must(due?.request.id === id && due.chunk.id === chunk, `out of order: ${chunk}, due is ${due?.chunk.id}`);
    must(due?.at === at && at % 24 === 0, `starts at ${at}, due at ${due?.at}`);
    must(!due.isStale, `stale at ${at}: ${id}`);
    must(at <= now + 30_000, 'too far ahead');
    const { last } = radio;
    if (last === undefined) return;
    must(at >= last.end, 'an overlap');
    if (due.continues) this.notSilentFor9s(last, at);
  }

  private notSilentFor9s({ end }: Said, at: number): void {
    const { phaseSince, notBefore } = this.radio;
    must(at - Math.max(end, phaseSince, notBefore) <= 9_000, `silent for too long inside a request: ${at - end}`);
  }

  // What was before it was over, or is left at the first place where it can be. Who is to step aside does that first.
  private flashAfter({ at, end, request, chunk }: Said): void {
    const { radio, now } = this;
    const from = Math.max(radio.firm(now), radio.earliest(now));
    const isToStepAside = request.leaving?.how === 'aside' && request.leaving.at <= at;
    if (end <= from || request.place === 'ended' || isToStepAside) return;
    must(at <= radio.firm(now), `a flash waits for ${chunk.id}, which is not firm`);
    must(end <= radio.flashPoint(now), `a flash waits until ${end}, and could begin at ${radio.flashPoint(now)}`);
  }

  private withdrawn({ from, reason }: Of<'withdrawn'>): void {
    const { radio, now } = this;
    must(from % 24 === 0, 'a withdrawal between frames');
    const touched = radio.said.filter(({ end }) => end > from);
    const [first] = touched;
    if (first === undefined) throw new Error('nothing to withdraw');
    if (reason === 'takeover') {
      must(first.at === from && from <= now, 'a takeover voids what has passed');
      return;
    }
    const firm = radio.firm(now);
    must(
      first.at < from ? from >= firm && cutsOf(first).includes(from) : first.at > firm,
      `what is firm is touched: ${from}`,
    );
    if (reason === 'flash') {
      const point = radio.flashPoint(now);
      must(from === point || (first.at === from && first.end > point), `a flash at ${from}, not at ${point}`);
    }
    if (reason === 'pause') must(from === (radio.sounding(firm)?.end ?? firm), `a pause at ${from}`);
    if (reason === 'order') this.neededWithdrawal(first);
  }

  private neededWithdrawal(first: Said): void {
    const due = this.without(first, () => this.radio.next(this.now));
    must(due?.chunk !== first.chunk, `withdrawn for nothing: ${first.chunk.id}`);
  }

  // As if an entry, and all after it, had not been announced.
  private without<T>(entry: Said, ask: () => T): T {
    const { said } = this.radio;
    this.radio.said = said.slice(0, said.indexOf(entry));
    const found = ask();
    this.radio.said = said;
    return found;
  }

  private onAir({ id, at }: Of<'onAir'>): void {
    const { radio } = this;
    must(radio.onAir === undefined, 'two on air');
    const first = firstToAir(radio);
    must(first?.request.id === id && first.at === at, `on air is not the first that waits: ${id}`);
    must(at <= radio.firm(this.now), `on air before it is firm: ${id}`);
  }

  private leaving({ id, leaving }: Of<'leaving'>): void {
    const { radio, now } = this;
    const request = radio.of(id);
    if (leaving.reason === 'flash') {
      must(request.urgency !== 'flash', 'a flash interrupts a flash');
      must(leaving.at === radio.flashPoint(now), `leaves at ${leaving.at}, not at ${radio.flashPoint(now)}`);
      must(leaving.how === 'skipped' || radio.unsaid(request).length > 0 || !request.made, 'comes back for nothing');
    } else if (leaving.reason === 'stale') must(this.isStale(request), `not stale: ${id}`);
    if (leaving.how === 'aside') must(request.urgency === 'normal', 'filler is not resumed');
  }

  private ended({ id, at, ending }: Of<'ended'>): void {
    const { radio, now } = this;
    const request = radio.of(id);
    const said = radio.said.filter((entry) => entry.request === request);
    const end = said.at(-1)?.end ?? -Infinity;
    if (ending.as === 'completed') {
      must(radio.isThrough(request), `chunks are lost: ${id}`);
      const from = ending.reason === 'acknowledged' ? end - 250 : end + graceAfter(radio, end);
      // What was interrupted after its last words is complete when it is known that they were the last.
      const isAsSoon = request.place === 'aside' && ending.reason === 'clock' ? at === now : at === from;
      must(now >= from && (ending.reason === 'acknowledged' || isAsSoon), `completed at ${at}, not at ${from}`);
    }
    if (ending.reason === 'dead-air') {
      const since = Math.max(end, radio.phaseSince, radio.notBefore);
      must(!radio.isThrough(request) && at === since + 9_000 - radio.leadMs && at <= now, `dead air at ${at}`);
    }
    if (ending.reason === 'stale' && request.leaving === undefined) must(this.isStale(request), `not stale: ${id}`);
    const isCancelled = ending.as === 'cancelled';
    must(
      isCancelled ? request.place === 'queue' : ending.as !== 'skipped' || request.place !== 'queue',
      `${id} ${ending.as}`,
    );
    const ahead = said.some((entry) => entry.at >= stintWaited(request));
    if (request.place !== 'air') must(!ahead, `ends before its announced sound: ${id}`);
  }

  private isStale(request: NaiveRequest): boolean {
    const due = this.radio.next(this.now);
    if (due?.request === request) return due.isStale;
    const at = request.urgency === 'flash' ? this.radio.flashPoint(this.now) : this.now + this.radio.leadMs;
    return at > request.staleAt;
  }

  /** After each commit. */
  private judgeWhole(): void {
    const { radio, now } = this;
    if (radio.phase === 'open' || radio.phase === 'closing') {
      const due = radio.next(now);
      must(due === undefined || due.at > now + 30_000, `not announced: ${due?.chunk.id}`);
      this.inOrder();
      this.flashesInTime();
    }
    const first = radio.onAir === undefined ? firstToAir(radio) : undefined;
    must(first === undefined || first.at > radio.firm(now), `firm, and not on air: ${first?.request.id}`);
  }

  private flashesInTime(): void {
    const { radio, now } = this;
    const firm = radio.firm(now);
    radio.said.forEach(({ request, at }, place) => {
      const before = radio.said[place - 1];
      const isFirst = request.urgency === 'flash' && before !== undefined && before.request.urgency !== 'flash';
      if (isFirst && at > firm) this.flashAfter(before);
    });
  }

  // What is announced and not firm is what would be announced now.
  private inOrder(): void {
    const { radio, now } = this;
    const firm = radio.firm(now);
    for (const entry of radio.said.filter(({ at }) => at > firm)) {
      const due: Due | undefined = this.without(entry, () => radio.next(now));
      must(due?.chunk === entry.chunk, `${entry.chunk.id} is announced where ${due?.chunk.id} should be`);
    }
  }
}

/** When the clock has nothing left to do. */
export function judgeRest(radio: NaiveRadio, now: number): void {
  const { onAir } = radio;
  if (onAir === undefined) return;
  const end = radio.said.filter(({ request }) => request === onAir).at(-1)?.end ?? -Infinity;
  must((onAir.leaving?.at ?? Infinity) > now, 'on air after it left');
  if (onAir.leaving === undefined && radio.isThrough(onAir)) {
    must(now < end + graceAfter(radio, end), 'on air long after its end');
  }
}

function graceAfter(radio: NaiveRadio, end: number): number {
  const next = radio.said.find(({ at }) => at >= end);
  return Math.min(300, next === undefined ? radio.gapMs : next.at - end);
}

function firstToAir(radio: NaiveRadio): Said | undefined {
  return radio.said.find(
    ({ request, at }) => (request.place === 'queue' || request.place === 'aside') && at >= stintWaited(request),
  );
}

export function must(truth: boolean, rule: string): asserts truth {
  if (!truth) throw new Error(rule);
}

/** What an acknowledgement is worth. */
export function heardNaively(radio: NaiveRadio, chunk: string, now: number): string {
  const entry = radio.said.find((said) => said.chunk.id === chunk);
  if (entry === undefined || now < entry.end - 250) return 'early';
  const { request, end } = entry;
  const isLast = !radio.said.some((said) => said.request === request && said.end > end);
  const isWhole = request.place === 'air' && request.leaving === undefined && radio.isThrough(request);
  return isLast && isWhole ? 'completes' : 'heard';
}

/** Moments at which something is about to change, and their neighbours. */
export function edges(radio: NaiveRadio, now: number): number[] {
  const near = radio.said.filter(({ end }) => end > now - 1_000).slice(0, 4);
  const sharp = near.flatMap((said) => {
    const cuts = cutsOf(said).map((moment) => moment - radio.leadMs);
    return [...cuts, said.at - radio.leadMs, said.at - radio.leadMs - 23, said.end - 250, said.end, said.end + 300];
  });
  const stale = radio.live.map(({ staleAt }) => staleAt - radio.leadMs).filter(Number.isFinite);
  const moments = [...sharp, ...stale].flatMap((moment) => [moment - 1, moment, moment + 1, up(moment)]);
  return moments.filter((moment) => moment >= now && moment < now + 15_000);
}
