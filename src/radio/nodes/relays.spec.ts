import { describe, expect, test } from '@jest/globals';
import { LoneQuestions } from '../../../test/support/lone-questions.js';
import { MemoryAir, MemoryFanout } from '../../../test/support/memory.fanout.js';
import { MemoryLog } from '../../../test/support/memory.log.js';
import { entryOf, idOf, REQUEST } from '../../../test/support/wire.js';
import { SetReadings } from '../../../test/support/readings.js';
import { AnchoredServerTime } from '../../kernel/anchored.server-time.js';
import { newAnchor } from '../../kernel/clock-anchor.js';
import type { Cancel } from '../../kernel/clock.js';
import { Fault } from '../../kernel/fault.js';
import { VirtualClock } from '../../kernel/virtual.clock.js';
import type { LogRow, Message } from '../../wire/radio.js';
import { Awaited } from '../awaited.js';
import { Tally } from '../tally.js';
import { FarNodes } from './far-nodes.js';
import { Relays, topicOf } from './relays.js';

const START = 1_000_000;

const row = (seq: number): LogRow => ({
  channel: 'final',
  epoch: 1,
  seq,
  at: START,
  name: 'playback_queue_updated',
  change: { queue: { waiting: seq, phase: 'open', leadMs: 600, notice: null } },
});

class SlowFanout extends MemoryFanout {
  hearing: Promise<void> = Promise.resolve();

  override async hear(topic: string, tell: (message: unknown) => void): Promise<Cancel> {
    await this.hearing;
    return super.hear(topic, tell);
  }
}

function node() {
  const [air, clock, readings, log] = [new MemoryAir(), new VirtualClock(START), new SetReadings(), new MemoryLog()];
  const time = new AnchoredServerTime(
    { ...newAnchor(readings), anchorMs: START },
    { clock, readings, keep: () => undefined },
  );
  const kept = { rows: [] as LogRow[], isAway: false };
  const whereabouts = {
    of: () => Promise.resolve(new Map([['final', { node: 'other', seq: kept.rows.length, term: 1 }]])),
  };
  const questions = new LoneQuestions();
  const passed: Message[] = [];
  const fanout = new SlowFanout(air);
  const relays = new Relays({
    time,
    fanout,
    far: new FarNodes({ questions, whereabouts, clock: time, node: 'this' }),
    clocks: {
      use: () => Promise.resolve(),
      release: () => undefined,
      of: () => ({ clockId: 'there', serverNow: time.now() }),
    },
    store: {
      rowsAfter: (_, seq) =>
        kept.isAway
          ? Promise.reject(new Fault('database.unavailable', { retryable: true }))
          : Promise.resolve(kept.rows.filter((one) => one.seq > seq)),
    },
    publisher: { send: (message) => void passed.push(message), dismissHere: () => undefined },
    tally: new Tally(),
    log,
  });
  const say = (seq: number): void => {
    air.say(topicOf('final'), { message: { ...row(seq), serverNow: START, clockId: 'there' } });
  };
  return { air, clock, kept, fanout, relays, passed, say, log };
}

describe('the channels of other nodes', () => {
  test('[RA186] that the database is away while something is missing costs nothing but the time until it is back', async () => {
    const { clock, kept, relays, passed, say, log } = node();
    relays.begin();
    const relay = await relays.to('final');
    relay?.joined({ epoch: 1, seq: 0, clockId: 'there' });
    kept.isAway = true;
    kept.rows.push(row(1), row(2));
    say(2);
    await clock.advance(2_000);
    expect(passed).toEqual([]);
    kept.isAway = false;
    await clock.advance(1_500);
    expect(passed.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(log.lines.filter(({ level }) => level !== 'debug')).toEqual([]);
    relays.end();
  });

  test('[RP27] what is read from the log has no words of what was withdrawn since', async () => {
    const { clock, kept, relays, passed, say } = node();
    relays.begin();
    const relay = await relays.to('final');
    relay?.joined({ epoch: 1, seq: 0, clockId: 'there' });
    const chunks = [
      entryOf(0, 240, { text: 'Wrong.', words: [] }),
      entryOf(1, 480, { request: idOf(9), text: 'Right.' }),
    ];
    const silenced = [{ request: REQUEST, chunks: [idOf(1_000)] }];
    kept.rows.push({ ...row(1), change: { chunks } }, { ...row(2), change: { silenced } }, row(3));
    say(3);
    await clock.advance(1_500);
    expect(passed.map(({ change }) => change.chunks?.map(({ text }) => text))).toEqual([
      ['', 'Right.'],
      undefined,
      undefined,
    ]);
    expect(passed[1]?.change.silenced).toEqual(silenced);
    relays.end();
  });

  test('[RA181] are not relayed any more once this node conducts them, also where it takes them in that moment', async () => {
    const { clock, fanout, relays, passed, say } = node();
    const hears = new Awaited();
    fanout.hearing = hears.promise;
    const opening = relays.to('final');
    await clock.advance(0);
    relays.taken('final');
    hears.resolve();
    expect(await opening).toBeUndefined();
    say(1);
    await clock.advance(0);
    expect([passed, relays.channels.size]).toEqual([[], 0]);
  });
});
