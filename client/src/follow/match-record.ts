import type { Line } from '../../../src/wire/match-doors.js';
import type { MatchEvent, MatchState } from '../../../src/wire/matches.js';

export type News =
  | { readonly kind: 'event'; readonly event: MatchEvent }
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'state'; readonly state: MatchState };

/** What is known of a match by who follows it. */
export interface MatchRecord {
  /** In the order they were told. */
  readonly events: readonly MatchEvent[];
  /** Of every channel, in the order they were first asked for. */
  readonly lines: readonly Line[];
  readonly state: MatchState | undefined;
}

export const EMPTY_RECORD: MatchRecord = { events: [], lines: [], state: undefined };

/** Several at once, as they come: a page draws once for all of them. */
export function withNews(record: MatchRecord, news: readonly News[]): MatchRecord {
  const events = [...record.events];
  const lines = new Map(record.lines.map((line) => [keyOf(line), line]));
  let { state } = record;
  for (const one of news) {
    switch (one.kind) {
      case 'event': {
        const known = events.at(-1)?.seq ?? 0;
        if (one.event.seq > known) events.push(one.event);
        else if (one.event.seq === 1) {
          // Another record under the same name, told from its beginning.
          events.splice(0, events.length, one.event);
          lines.clear();
        }
        break;
      }
      case 'line':
        lines.set(keyOf(one.line), one.line);
        break;
      case 'state':
      default:
        state = one.state;
    }
  }
  return { events, lines: [...lines.values()], state };
}

function keyOf({ event, channel, line }: Line): string {
  return `${event} ${channel} ${line}`;
}
