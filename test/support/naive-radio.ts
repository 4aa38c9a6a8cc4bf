import type { Command, RadioEvent } from '../../src/radio/model/commands.js';

export interface NaiveChunk {
  readonly id: string;
  readonly frames: number;
  readonly cutPoints: readonly number[];
}

export interface NaiveRequest {
  readonly id: string;
  readonly urgency: 'flash' | 'normal' | 'filler';
  readonly acceptedAt: number;
  readonly staleAt: number;
  readonly chunks: NaiveChunk[];
  begun: boolean;
  made: boolean;
  place: 'queue' | 'air' | 'aside' | 'ended';
  asideAt: number;
  leaving: { readonly how: 'skipped' | 'aside'; readonly at: number } | undefined;
}

export interface Said {
  readonly request: NaiveRequest;
  readonly chunk: NaiveChunk;
  readonly at: number;
  readonly end: number;
}

export interface Due {
  readonly request: NaiveRequest;
  readonly chunk: NaiveChunk;
  readonly at: number;
  readonly continues: boolean;
  readonly isStale: boolean;
}

const AHEAD_OF_SILENCE_MS = 2_000;

/**
 * The radio once more, as plainly as it can be said: three lists of who waits, one list of what was announced. It believes the
 * events it is told, and works out by itself what should come next. It shares nothing with the model but the shape of events.
 */
export class NaiveRadio {
  readonly requests = new Map<string, NaiveRequest>();
  /** As they are to be said, by urgency. */
  readonly line: Record<'flash' | 'normal' | 'filler', NaiveRequest[]> = { flash: [], normal: [], filler: [] };
  said: Said[] = [];
  /** Where the last that ended stood. */
  private vacant = 0;

  constructor(readonly gapMs: number) {}
  phase = 'open';
  phaseSince = 0;
  leadMs = 600;
  firmUntil = 0;
  notBefore = 0;
  notice: string | null = null;

  of(id: string): NaiveRequest {
    const found = this.requests.get(id);
    if (found === undefined) throw new Error(`an event about a stranger: ${id}`);
    return found;
  }

  get onAir(): NaiveRequest | undefined {
    return this.live.find(({ place }) => place === 'air');
  }

  get live(): NaiveRequest[] {
    return [...this.line.flash, ...this.line.normal, ...this.line.filler];
  }

  get last(): Said | undefined {
    return this.said.at(-1);
  }

  /** What starts at this moment or before is firm. */
  firm(now: number): number {
    return up(Math.max(now + this.leadMs, this.firmUntil));
  }

  earliest(now: number): number {
    return up(Math.max(now + this.leadMs, this.notBefore));
  }

  sounding(at: number): Said | undefined {
    return this.said.find((said) => said.at <= at && at < said.end);
  }

  /** Where a flash takes over from what is firm: the chunk’s end if that is near, else the first place to cut it. */
  flashPoint(now: number): number {
    const from = Math.max(this.firm(now), this.earliest(now));
    const stands = this.said.filter(({ at }) => at <= this.firm(now));
    const sounding = stands.find((said) => said.end > from);
    if (sounding === undefined) return Math.max(this.earliest(now), ...stands.map(({ end }) => end));
    const end = sounding.at + sounding.chunk.frames * 24;
    const cut = Math.min(...cutsOf(sounding).filter((moment) => moment >= from));
    return end - cut <= 1_500 ? end : cut;
  }

  unsaid(request: NaiveRequest): NaiveChunk[] {
    return request.chunks.filter(({ id }) => !this.said.some(({ chunk }) => chunk.id === id));
  }

  isThrough(request: NaiveRequest): boolean {
    return request.made && this.unsaid(request).length === 0;
  }

  /** Those that wait, or come back, in order: by urgency, what was interrupted first. */
  waiting(): NaiveRequest[] {
    return [this.line.flash, this.line.normal, this.line.filler].flatMap((list) => {
      const there = list.filter((request) => {
        if (request.place === 'air') return request.leaving?.how === 'aside';
        return request.place !== 'ended' && request.leaving?.how !== 'skipped';
      });
      return [...there.filter(wasInterrupted), ...there.filter((request) => !wasInterrupted(request))];
    });
  }

  /** What is to be announced after all that is, and when it starts. */
  next(now: number): Due | undefined {
    const request = this.nextRequest(now);
    const [chunk] = request === undefined ? [] : this.unsaid(request);
    if (request === undefined || chunk === undefined) return undefined;
    const { last } = this;
    const continues = last?.request === request && last.at >= stint(request);
    const gapMs = continues || request.urgency === 'flash' ? 0 : this.gapMs;
    const at = up(Math.max(last === undefined ? 0 : last.end + gapMs, now + this.leadMs, this.notBefore));
    const isJudged = !continues && (request.place !== 'air' || request.leaving !== undefined);
    return { request, chunk, at, continues, isStale: isJudged && at > request.staleAt };
  }

  private nextRequest(now: number): NaiveRequest | undefined {
    const { onAir, last } = this;
    if (onAir !== undefined && onAir.leaving === undefined && !this.isThrough(onAir)) return onAir;
    if (last !== undefined && isUnderWay(last) && !this.isThrough(last.request)) return last.request;
    const ready = (request: NaiveRequest): boolean => this.unsaid(request).length > 0;
    const line = this.waiting().filter((request) => ready(request) || (!request.made && request.urgency !== 'flash'));
    const [head] = line;
    if (head === undefined || ready(head)) return head;
    const silentSince = Math.max(last?.end ?? 0, head.acceptedAt);
    return now >= silentSince + AHEAD_OF_SILENCE_MS ? line.find(ready) : undefined;
  }

  /** What was over before a moment is not spoken of any more. */
  forget(moment: number): void {
    this.said = this.said.filter(({ request, end }) => request.place !== 'ended' || end > moment);
  }

  /** Takes part in what happened. Where a new request stands follows from what was commanded. */
  take(event: RadioEvent, command: Command): void {
    switch (event.type) {
      case 'accepted':
        return this.accept(event.request, command);
      case 'withdrawn':
        return this.withdraw(event.from);
      case 'phase':
        this.phase = event.phase.name;
        this.phaseSince = event.phase.since;
        if (this.phase === 'closed') this.notice = null;
        return;
      case 'leadSet':
        this.leadMs = event.leadMs;
        this.firmUntil = event.firmUntil;
        return;
      case 'noticeSet':
        this.notice = event.notice;
        return;
      case 'tookOver':
        this.notBefore = event.notBefore;
        return;
      case 'ranked':
        return this.reorder(command);
      // It has its place as before.
      case 'silenced':
        return;
      case 'making':
      case 'chunksMade':
      case 'announced':
      case 'leaving':
      case 'onAir':
      case 'setAside':
      case 'ended':
      default:
        return this.takeOf(this.of(event.id), event);
    }
  }

  private takeOf(request: NaiveRequest, event: OfRequest): void {
    switch (event.type) {
      case 'making':
        request.begun = true;
        request.made = event.making.phase === 'done' || event.making.phase === 'failed';
        return;
      case 'chunksMade':
        request.chunks.push(...event.chunks);
        return;
      case 'announced': {
        const chunk = request.chunks.find(({ id }) => id === event.chunk);
        if (chunk === undefined) throw new Error('a stranger’s chunk');
        this.said.push({ request, chunk, at: event.at, end: event.at + chunk.frames * 24 });
        return;
      }
      case 'leaving':
        request.leaving = event.leaving;
        return;
      case 'onAir':
        request.place = 'air';
        return;
      case 'setAside':
        request.place = 'aside';
        request.asideAt = event.at;
        request.leaving = undefined;
        return;
      case 'ended':
      default:
        request.place = 'ended';
        request.leaving = undefined;
        this.vacant = this.line[request.urgency].indexOf(request);
        this.line[request.urgency] = this.line[request.urgency].filter((other) => other !== request);
    }
  }

  private accept({ id, urgency, acceptedAt, staleAt = Infinity }: AcceptedOne, command: Command): void {
    const state = { begun: false, made: false, place: 'queue', asideAt: 0, leaving: undefined } as const;
    const request: NaiveRequest = { id, urgency, acceptedAt, staleAt, chunks: [], ...state };
    this.requests.set(id, request);
    const list = this.line[urgency];
    if (command.type === 'prepend') list.unshift(request);
    else if (command.type === 'edit') list.splice(this.vacant, 0, request);
    else list.push(request);
  }

  private reorder(command: Command): void {
    if (command.type !== 'reorder') throw new Error('an order nobody asked for');
    const moved = this.of(command.id);
    const others = this.line[moved.urgency].filter((request) => request !== moved);
    const at = command.before === undefined ? others.length : others.indexOf(this.of(command.before));
    this.line[moved.urgency] = [...others.slice(0, at), moved, ...others.slice(at)];
  }

  private withdraw(from: number): void {
    this.said = this.said
      .filter(({ at }) => at < from)
      .map((said) => (said.end > from ? { ...said, end: from } : said));
    for (const request of this.live) {
      const begins = this.said.some((said) => said.request === request && said.at >= stintWaited(request));
      if (request.place !== 'air' && !begins) request.leaving = undefined;
    }
  }
}

type OfRequest = Exclude<Extract<RadioEvent, { readonly id: string }>, { type: 'ranked' }>;
type AcceptedOne = Extract<RadioEvent, { type: 'accepted' }>['request'];

export function up(at: number): number {
  const slots = Math.floor(at / 24);
  return slots * 24 === at ? at : (slots + 1) * 24;
}

export function cutsOf({ at, end, chunk }: Said): number[] {
  return [...chunk.cutPoints.map((frame) => at + frame * 24), end];
}

export function stintWaited(request: NaiveRequest): number {
  return request.place === 'aside' ? request.asideAt : -Infinity;
}

function stint(request: NaiveRequest): number {
  return request.leaving?.how === 'aside' ? request.leaving.at : stintWaited(request);
}

function wasInterrupted(request: NaiveRequest): boolean {
  return request.place === 'aside' || request.leaving?.how === 'aside';
}

function isUnderWay({ request, at }: Said): boolean {
  return request.place !== 'ended' && request.leaving?.how !== 'skipped' && at >= stint(request);
}
