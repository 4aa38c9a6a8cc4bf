import { Commentator } from '../../src/commentary/commentator.js';
import type { KeptLine } from '../../src/commentary/line-store.port.js';
import type { LineWriter } from '../../src/commentary/line-writer.js';
import { Teller } from '../../src/commentary/teller.js';
import { UnderWay } from '../../src/kernel/under-way.js';
import type { Clock, ServerMs } from '../../src/kernel/clock.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import { Log } from '../../src/watch/log.port.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import { PaperChannel, type Aired } from './paper-channel.js';
import { PaperLines, PaperRecord } from './paper-record.js';
import { recordedEvents, toldMatchOf } from './recorded-events.js';

export interface RoomSetting {
  readonly match: ScriptedMatch;
  readonly language: string;
  readonly writerFor: (clock: Clock) => LineWriter;
  readonly log: Log;
  /** From an event’s happening to its record. */
  readonly feedMs?: number;
  readonly speechMs?: number;
}

/** Something that was said, with the line it was. */
export type Spoken = Aired & { readonly line: KeptLine | undefined };

export interface Played {
  readonly events: readonly MatchEvent[];
  readonly spoken: readonly Spoken[];
  readonly lines: readonly KeptLine[];
  /** When there was time for a line and nothing to say. */
  readonly wordlessAt: readonly ServerMs[];
}

class SilentLog extends Log {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
export const SILENT_LOG: Log = new SilentLog();

const FROM = 1_000_000;
/** A script may be silent for half an hour, or longer between two days. */
const PAUSE_MS_MAX = 120_000;
const AFTER_MS = 30_000;

/** Plays a whole match to the commentary of one channel, in no time. */
export async function playedOut(setting: RoomSetting): Promise<Played> {
  const { match, language, log, feedMs = 0, speechMs = 150 } = setting;
  const clock = new VirtualClock(FROM, settled);
  const writer = setting.writerFor(clock);
  const record = new PaperRecord();
  const lines = new PaperLines(record);
  const channel = new PaperChannel(clock, { language, latencyMs: speechMs });
  const told = toldMatchOf(match);
  const teller = new Teller('match', told, record);
  const underWay = new UnderWay();
  const wordlessAt: ServerMs[] = [];
  const commentator = new Commentator({ match: 'match', channel: 'paper', language }, teller, {
    lines,
    desk: channel,
    airs: { of: () => channel.air() },
    writer: {
      async write(task, signal) {
        const written = await writer.write(task, signal);
        if (written.line === null) wordlessAt.push(clock.now());
        return written;
      },
    },
    clock,
    log,
    underWay,
    onLines: () => undefined,
    onAsked: () => undefined,
  });
  channel.onChange(() => commentator.step());
  await commentator.begin(0, { mode: 'auto', colourVoice: null });
  const events = inTime(match, feedMs);
  for (const event of events) {
    await clock.advance(Math.max(0, event.recordedAt - clock.now()));
    record.told.push(event);
    commentator.take(await teller.look());
  }
  await clock.advance(AFTER_MS);
  commentator.end();
  const byRequest = new Map([...lines.kept.values()].map((line) => [line.request, line]));
  const spoken = channel.aired.map((one) => ({ ...one, line: byRequest.get(one.request) }));
  return { events, spoken, lines: [...lines.kept.values()], wordlessAt };
}

// Long pauses are shortened: nothing happens in them.
function inTime(match: ScriptedMatch, feedMs: number): MatchEvent[] {
  let at = FROM;
  let before = 0;
  return [...recordedEvents(match)].map(({ event }) => {
    at += Math.min(event.recordedAt - before, PAUSE_MS_MAX);
    before = event.recordedAt;
    // What is told anew happened when it happened.
    const agoMs = event.recordedAt - event.occurredAt;
    return { ...event, occurredAt: at - agoMs, recordedAt: at + feedMs };
  });
}

// Only promises wait: when it is the turn of anything else, all of them have gone on that can.
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
