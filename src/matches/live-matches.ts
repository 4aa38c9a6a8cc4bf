import type { ServerResponse } from 'node:http';
import type { Clock } from '../kernel/clock.js';
import { EventLines, type EventLine } from '../kernel/event-lines.js';
import { Fault } from '../kernel/fault.js';
import { jsonOnce } from '../kernel/json-once.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { Log } from '../watch/log.port.js';
import { lineOf } from './line-view.js';
import type { MatchFeed } from './match-feed.js';
import type { StoredMatch } from './match-store.port.js';
import type { Place, Told } from './tail.js';

/** Of this process. Whoever comes beyond is asked to come again. */
export const FOLLOWERS_MAX = 5_000;

/** Of which channels somebody is a host. */
export type Hosts = (channel: string) => boolean;

export interface Asked {
  /** The last place that came. */
  readonly asked: Place;
  readonly hosts: Hosts;
}

export interface LiveParts {
  readonly feed: MatchFeed;
  readonly clock: Clock;
  readonly log: Log;
}

/** Matches as Server-Sent Events: everything after a place, in order and once. */
export class LiveMatches {
  private readonly lines: EventLines;

  constructor(private readonly parts: LiveParts) {
    this.lines = new EventLines(parts.clock, FOLLOWERS_MAX);
  }

  get followers(): number {
    return this.lines.count;
  }

  follow(stored: StoredMatch, { asked, hosts }: Asked, response: ServerResponse): Refusal | undefined {
    const line = this.lines.begin(response);
    if (line === undefined || isRefusal(line)) return line;
    // A place beyond the end is of another record, under the same name: it is read from the start.
    const place = asked.seq > stored.state.seq ? START : asked;
    const leave = this.parts.feed.follow(stored, place, {
      tell: (items, from) => line.send(written(items, from, hosts)),
      onFailed: (error) => this.fail(line, error),
    });
    line.closing.addEventListener('abort', leave, { once: true });
    return undefined;
  }

  end(): void {
    this.lines.end();
  }

  private fail(line: EventLine, error: unknown): void {
    if (!(error instanceof Fault)) this.parts.log.error('a match could not be followed on', { error });
    line.end();
  }
}

const START: Place = { seq: 0, change: 0 };

/** Where somebody is who was told this id last. */
export function placeOfId(lastEventId: string | undefined): Place | Refusal {
  if (lastEventId === undefined || lastEventId === '') return START;
  const [, seq, change] = /^(\d{1,9})\.(\d{1,9})$/.exec(lastEventId) ?? [];
  if (seq === undefined) return refuse('request.invalid', 'Last-Event-ID is not the id of an event of this match.');
  return { seq: Number(seq), change: Number(change) };
}

function written(items: readonly Told[], from: Place, hosts: Hosts): string {
  return items.map((item) => message(item, from, hosts)).join('');
}

function message(item: Told, from: Place, hosts: Hosts): string {
  switch (item.kind) {
    case 'event':
      return `id: ${item.event.seq}.${from.change}\nevent: event\ndata: ${jsonOnce(item.event)}\n\n`;
    case 'line': {
      const { change, line } = item.change;
      const shown = lineOf(line, hosts(line.channel));
      return shown === undefined ? '' : `id: ${from.seq}.${change}\nevent: line\ndata: ${JSON.stringify(shown)}\n\n`;
    }
    case 'state':
    default:
      return `event: state\ndata: ${jsonOnce(item.state)}\n\n`;
  }
}
