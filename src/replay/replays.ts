import type { ServerResponse } from 'node:http';
import type { Clock } from '../kernel/clock.js';
import { EventLines, type EventLine } from '../kernel/event-lines.js';
import { Fault } from '../kernel/fault.js';
import { jsonOnce } from '../kernel/json-once.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { UnderWay } from '../kernel/under-way.js';
import type { MatchStore, StoredMatch } from '../matches/match-store.port.js';
import type { Log } from '../watch/log.port.js';
import { LIFECYCLES_OF } from '../wire/match-doors.js';
import type { ReplayEnd, ReplayPlace } from '../wire/match-replay.js';
import { Landmarks } from './landmarks.js';
import type { Beginning, Spot } from './model/pacing.js';
import { Replaying } from './replaying.js';
import { ToldPages } from './told-pages.js';

/** Of this process. Each holds some events of its own. */
export const REPLAYS_MAX = 2_000;

export interface ReplaysParts {
  readonly store: Pick<MatchStore, 'events' | 'find'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface AskedReplay {
  readonly speed: number;
  readonly beginning: Beginning;
}

/** Matches told again as Server-Sent Events, at the pace they were told. */
export class Replays {
  private readonly lines: EventLines;
  private readonly underWay = new UnderWay();
  private readonly landmarks = new Landmarks();
  private readonly pages: ToldPages;

  constructor(private readonly parts: ReplaysParts) {
    this.lines = new EventLines(parts.clock, REPLAYS_MAX);
    this.pages = new ToldPages(parts.store);
  }

  get count(): number {
    return this.lines.count;
  }

  begin({ match: { id } }: StoredMatch, asked: AskedReplay, response: ServerResponse): Refusal | undefined {
    const line = this.lines.begin(response, () => signOf(replaying.place));
    if (line === undefined || isRefusal(line)) return line;
    const { speed } = asked;
    const replaying = new Replaying({
      ...asked,
      clock: this.parts.clock,
      signal: line.closing,
      known: this.landmarks.before(id, asked.beginning),
      passed: (stand) => this.landmarks.keep(id, stand),
      read: (after, limit) => this.pages.after(id, after, limit),
      begin: ({ seq }, offsetMs) => line.send(placeMessage({ seq, offsetMs, speed })),
      // The same events are told to all who replay a match.
      tell: ({ event, stand }) => line.send(message('event', stand, jsonOnce(event))),
    });
    const leave = this.pages.follow(id);
    this.underWay.begin(() => this.run(id, replaying, line).finally(leave));
    return undefined;
  }

  /** Resolves when nothing is read any more. */
  end(): Promise<void> {
    this.lines.end();
    return this.underWay.settled();
  }

  private async run(match: string, replaying: Replaying, line: EventLine): Promise<void> {
    try {
      const { seq, offsetMs } = await replaying.run();
      const lifecycle = (await this.parts.store.find(match))?.state.lifecycle;
      const isOver = lifecycle === undefined || LIFECYCLES_OF.finished.includes(lifecycle);
      const end: ReplayEnd = { seq, offsetMs, isOver };
      await line.send(`id: ${seq}.${ENDED}\nevent: end\ndata: ${JSON.stringify(end)}\n\n`);
    } catch (error) {
      const isOurs = !line.closing.aborted && !(error instanceof Fault);
      if (isOurs) this.parts.log.error('a match could not be replayed on', { match, error });
    }
    line.end();
  }
}

const ENDED = 'end';

/** An id without data is kept by who reads, and heard by nobody: whoever comes again goes on at that place. */
function signOf(spot: Spot | undefined): string {
  return spot === undefined ? ':\n\n' : `id: ${idOf(spot)}\n\n`;
}

function idOf({ seq, offsetMs }: Spot): string {
  return `${seq}.${Math.floor(offsetMs)}`;
}

function placeMessage(place: ReplayPlace): string {
  return message('place', place, JSON.stringify(place));
}

function message(name: 'place' | 'event', spot: Spot, json: string): string {
  return `id: ${idOf(spot)}\nevent: ${name}\ndata: ${json}\n\n`;
}

/** Where a replay goes on for who was told this id last; who was told its end has nothing more to hear. */
export function beginningAfter(lastEventId: string): Beginning | 'ended' | Refusal {
  const [, seq, offset] = /^(\d{1,9})\.(\d{1,15}|end)$/.exec(lastEventId) ?? [];
  if (seq === undefined) return refuse('request.invalid', 'Last-Event-ID is not the id of an event of a replay.');
  return offset === ENDED ? 'ended' : { kind: 'after', seq: Number(seq), offsetMs: Number(offset) };
}
