import type { ServerResponse } from 'node:http';
import type { Cancel, Clock } from '../kernel/clock.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import { lineOf } from './line-view.js';
import type { MatchFeed } from './match-feed.js';
import type { StoredMatch } from './match-store.port.js';
import type { Place, Told } from './tail.js';

/** Of this process. Whoever comes beyond is asked to come again. */
export const FOLLOWERS_MAX = 5_000;
/** Who does not read what was sent for so long is cut off, and goes on where they were when they come again. */
const UNREAD_MS_MAX = 30_000;
/** Some proxies take a line on which nothing comes for a dead one. */
const SIGN_OF_LIFE_MS = 15_000;
const RETRY_MS = 1_000;

export interface LiveParts {
  readonly feed: MatchFeed;
  readonly clock: Clock;
  readonly log: Log;
}

/** Matches as Server-Sent Events: everything after a place, in order and once. */
export class LiveMatches {
  private readonly open = new Set<ServerResponse>();

  constructor(private readonly parts: LiveParts) {}

  get followers(): number {
    return this.open.size;
  }

  follow(stored: StoredMatch, asked: Place, response: ServerResponse): Refusal | undefined {
    // Who left while the match was read never closes again, and would be kept for ever.
    if (response.destroyed) return undefined;
    if (this.open.size >= FOLLOWERS_MAX) return { ...refuse('request.too-many'), retryAfterS: 5 };
    this.begin(response);
    // A place beyond the end is of another record, under the same name: it is read from the start.
    const place = asked.seq > stored.state.seq ? START : asked;
    const leave = this.parts.feed.follow(stored, place, {
      tell: (items, from) => this.send(response, items, from),
      onFailed: (error) => this.fail(response, error),
    });
    response.once('close', () => {
      leave();
      this.open.delete(response);
    });
    return undefined;
  }

  end(): void {
    for (const response of this.open) response.end();
  }

  private begin(response: ServerResponse): void {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.open.add(response);
    this.keepAlive(response);
  }

  private keepAlive(response: ServerResponse): void {
    let cancel: Cancel;
    const wait = (): void => {
      cancel = this.parts.clock.after(SIGN_OF_LIFE_MS, () => {
        response.write(':\n\n');
        wait();
      });
    };
    wait();
    response.once('close', () => cancel());
  }

  // Who reads slowly is told slowly: what they have not read yet waits in the record.
  private async send(response: ServerResponse, items: readonly Told[], from: Place): Promise<void> {
    if (response.write(written(items, from)) || response.destroyed) return;
    const patience = this.parts.clock.after(UNREAD_MS_MAX, () => response.destroy());
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        response.off('drain', goOn).off('close', goOn);
        resolve();
      };
      response.on('drain', goOn).on('close', goOn);
    });
    patience();
  }

  private fail(response: ServerResponse, error: unknown): void {
    if (!(error instanceof Fault)) this.parts.log.error('a match could not be followed on', { error });
    response.end();
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

/** The same events are told to everybody: each is put into words once. */
const asJson = new WeakMap<object, string>();

function jsonOf(item: object): string {
  const known = asJson.get(item);
  if (known !== undefined) return known;
  const json = JSON.stringify(item);
  asJson.set(item, json);
  return json;
}

function written(items: readonly Told[], from: Place): string {
  return items.map((item) => message(item, from)).join('');
}

function message(item: Told, from: Place): string {
  switch (item.kind) {
    case 'event':
      return `id: ${item.event.seq}.${from.change}\nevent: event\ndata: ${jsonOf(item.event)}\n\n`;
    case 'line': {
      const { change, line } = item.change;
      return `id: ${from.seq}.${change}\nevent: line\ndata: ${JSON.stringify(lineOf(line))}\n\n`;
    }
    case 'state':
    default:
      return `event: state\ndata: ${jsonOf(item.state)}\n\n`;
  }
}
