import { describe, expect, test } from '@jest/globals';
import { channel } from '../../../test/support/kept-channel.js';
import { SetReadings } from '../../../test/support/readings.js';
import { AnchoredServerTime } from '../../kernel/anchored.server-time.js';
import { newAnchor } from '../../kernel/clock-anchor.js';
import { Fault } from '../../kernel/fault.js';
import { isRefusal } from '../../kernel/outcome.js';
import { VirtualClock } from '../../kernel/virtual.clock.js';
import type { Entry, Message } from '../../wire/radio.js';
import { FarSource, type Overview } from './far-source.js';
import type { RelayNews } from './relays.js';

const HERE = 1_000_000;
const AHEAD = 5_000_000;
const REQUEST = '00000000-0000-7000-8000-00000000000a';

const entry = (nth: number, startsAt: number): Entry => ({
  request: REQUEST,
  chunk: `00000000-0000-7000-8000-${nth.toString().padStart(12, '0')}`,
  index: nth,
  url: '',
  startsAt,
  frames: 50,
  last: false,
});

const overview = (seq: number, entries: readonly Entry[], clockId = 'one'): Overview => ({
  channel: channel('final'),
  joined: {
    channel: 'final',
    epoch: 1,
    seq,
    serverNow: HERE + AHEAD,
    clockId,
    recovered: false,
    snapshot: {
      phase: 'open',
      leadMs: 600,
      waiting: 0,
      onAir: null,
      notice: null,
      entries: [...entries],
      captions: [],
    },
  },
});

const message = (seq: number, chunks: readonly Entry[], clockId = 'one'): Message => ({
  channel: 'final',
  epoch: 1,
  seq,
  at: HERE,
  name: 'audio_chunk_ready',
  serverNow: HERE + AHEAD,
  clockId,
  change: { chunks: [...chunks] },
});

/** A channel of another node, whose answers and news a test makes. */
async function far(first: Overview) {
  const readings = new SetReadings();
  const clock = new VirtualClock(HERE);
  const time = new AnchoredServerTime(
    { ...newAnchor(readings), anchorMs: HERE },
    { clock, readings, keep: () => undefined },
  );
  const told = new Set<(news: RelayNews) => void>();
  const answers: (Overview | Fault)[] = [first];
  const there = { clock: { clockId: 'one', aheadMs: AHEAD }, asked: 0 };
  const opened = await FarSource.open({
    channel: 'final',
    time,
    relays: {
      follow: (_, tell) => Promise.resolve((told.add(tell), () => told.delete(tell))),
      clockOf: () => ({ clockId: there.clock.clockId, serverNow: time.now() + there.clock.aheadMs }),
    },
    ask: () => {
      there.asked += 1;
      const answer = answers.shift() ?? first;
      return answer instanceof Fault ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  if (opened === undefined || isRefusal(opened)) throw new Error('It is not there.');
  const say = (news: RelayNews) => told.forEach((tell) => tell(news));
  const chunks = () => opened.entries.map(({ index }) => index);
  return { source: opened, clock, answers, there, told, say, chunks };
}

describe('a channel of another node, for whoever sends its sound on', () => {
  test('[RA189] is known with what sounded and what is announced, and goes on with every message', async () => {
    const { source, say, chunks } = await far(overview(7, [entry(1, HERE + AHEAD)]));
    expect([chunks(), source.now()]).toEqual([[1], HERE + AHEAD]);
    const { stepped } = source;
    say(message(8, [entry(2, HERE + AHEAD + 1_200)]));
    await stepped;
    expect(chunks()).toEqual([1, 2]);
  });

  test('[RA189] is asked for again where something is missing, until there is an answer; what was announced stays meanwhile', async () => {
    const { source, clock, answers, there, say, chunks } = await far(overview(7, [entry(1, HERE + AHEAD)]));
    answers.push(
      new Fault('fanout.unanswered', { retryable: true }),
      overview(9, [entry(1, HERE + AHEAD), entry(3, HERE + AHEAD + 2_400)]),
    );
    say(message(9, [entry(3, HERE + AHEAD + 2_400)]));
    await clock.advance(400);
    expect([chunks(), there.asked]).toEqual([[1], 2]);
    await clock.advance(200);
    expect([chunks(), there.asked]).toEqual([[1, 3], 3]);
    await clock.advance(60_000);
    expect([there.asked, clock.waiting]).toEqual([3, 0]);
    source.end();
  });

  test('[RA189] stays in the time of its entries until those of another clock are there', async () => {
    const { source, clock, answers, there, say, chunks } = await far(overview(7, [entry(1, HERE + AHEAD)]));
    const later = overview(8, [entry(1, HERE + 10)], 'two');
    answers.push(later);
    there.clock = { clockId: 'two', aheadMs: 10 };
    expect(source.now()).toBe(HERE + AHEAD);
    say(message(8, [], 'two'));
    await clock.advance(0);
    expect([chunks(), source.now()]).toEqual([[1], HERE + 10]);
  });

  test('[RA189] ends when this node conducts it itself, and leaves nothing behind', async () => {
    const { source, clock, told, say } = await far(overview(7, []));
    const { stepped } = source;
    say('dropped');
    await stepped;
    expect([source.ended, told.size, clock.waiting]).toEqual([true, 0, 0]);
  });
});
