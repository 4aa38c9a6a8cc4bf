import type { ChannelState, Request } from '../../src/radio/model/state.js';
import type { SimulatedDatabase } from './database.js';
import type { LogChecks } from './log-checks.js';
import { CHANNEL, type Scene } from './scene.js';
import { endOf, soundAt, type Version } from './told-timeline.js';

interface AirParts {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly log: LogChecks;
  /** Nobody is dead, frozen or without its database. */
  readonly isDisturbed: () => boolean;
}

/** A head that is not ready keeps the channel silent for 2 s, and not from before it was accepted; then somebody else starts, a lead and a breath later. */
const HEAD_MS = 2_000;
const CLASSES = ['flash', 'normal', 'filler'];
/** Silence in the middle of a request. */
const MIDDLE_MS = 9_000;
const TAKEOVER_MS = 2_500;
/** After a failure it is tried again within a second; and everything asked takes a few milliseconds. */
const AGAIN_MS = 1_100;
const SLACK_MS = 300;

/** How long a channel that could say something says nothing. */
export class AirChecks {
  private silentFrom: number | undefined;
  private disturbedAt = -Infinity;
  private isInTheMiddle = false;

  constructor(private readonly parts: AirParts) {}

  look(): void {
    const { scene, database, log, isDisturbed } = this.parts;
    const now = scene.clock.now();
    const { head } = log.told;
    if (isDisturbed() || log.lateCommitAt === now) this.disturbedAt = now;
    const state = database.memory.channels.get(CHANNEL)?.state;
    if (head === undefined || state === undefined) return;
    const at = now + head.clock.offsetMs;
    if (soundAt(head, at) !== undefined || !couldSpeak(state, at)) {
      this.silentFrom = undefined;
      this.isInTheMiddle = false;
      return;
    }
    // What sounded between two looks, and was over before the second, ended the silence too.
    const soundedTo = soundedUntil(head, at) - head.clock.offsetMs;
    if (this.silentFrom !== undefined && soundedTo > this.silentFrom) this.isInTheMiddle = false;
    const headFrom = acceptedAt(headOf(state)) - head.clock.offsetMs;
    this.silentFrom = Math.max(this.silentFrom ?? now, soundedTo, headFrom);
    this.isInTheMiddle ||= isUnfinished(state);
    const from = Math.max(this.silentFrom, this.disturbedAt + AGAIN_MS, log.tookOverAt + TAKEOVER_MS);
    const mayMs = (this.isInTheMiddle ? MIDDLE_MS + 600 : HEAD_MS) + state.leadMs + state.gapMs + SLACK_MS;
    if (now - from > mayMs) scene.broken(`dead air for ${(now - from).toFixed(0)} ms, ${mayMs} are allowed`);
  }
}

function soundedUntil({ entries }: Version, at: number): number {
  const last = entries.findLast((entry) => endOf(entry) <= at);
  return last === undefined ? -Infinity : endOf(last);
}

// Something is made that has no start, or has one that is still to come.
function couldSpeak({ phase, requests }: ChannelState, at: number): boolean {
  if (phase.name !== 'open') return false;
  return requests.some(
    ({ place, chunks }) =>
      place.at !== 'ended' &&
      chunks.some(({ start }) => start === undefined || endOf({ startsAt: start.at, frames: start.frames }) > at),
  );
}

// Those that wait, and a flash only with sound; of one class what was interrupted goes first.
function headOf({ requests }: ChannelState): Request | undefined {
  let head: Request | undefined;
  for (const request of requests) {
    const { place, urgency, chunks } = request;
    const isThere = place.at === 'aside' || (place.at === 'queue' && (urgency !== 'flash' || chunks.length > 0));
    if (isThere && (head === undefined || isFirst(request, head))) head = request;
  }
  return head;
}

function isFirst(one: Request, other: Request): boolean {
  if (one.urgency !== other.urgency) return CLASSES.indexOf(one.urgency) < CLASSES.indexOf(other.urgency);
  if (one.place.at !== other.place.at) return one.place.at === 'aside';
  return one.rank < other.rank;
}

function acceptedAt(head: Request | undefined): number {
  const isReady = head?.chunks.some(({ start }) => start === undefined) !== false;
  return head === undefined || isReady ? -Infinity : head.acceptedAt;
}

// Whoever is on air is not through: the others have to wait for it.
function isUnfinished({ requests }: ChannelState): boolean {
  return requests.some(({ place, making }) => place.at === 'air' && making.phase === 'running');
}
