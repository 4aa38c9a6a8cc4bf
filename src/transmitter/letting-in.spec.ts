import { describe, expect, test } from '@jest/globals';
import { readFrames } from '../../test/support/paper.programmes.js';
import { Transmitting } from '../../test/support/transmitting.js';

describe('a channel that nobody hears', () => {
  test('[TX8] costs nothing ten seconds after the last one has left', async () => {
    const on = new Transmitting();
    expect([on.programme.followed, on.clock.waiting]).toEqual([0, 0]);
    const [one, other] = [await on.tuneIn(), await on.tuneIn({ delayMs: 5_000 })];
    await on.clock.advance(5_000);
    one.leave();
    await on.clock.advance(30_000);
    expect([on.programme.followed, await on.value('listeners'), await on.value('channels')]).toEqual([1, 1, 1]);
    other.leave();
    await on.clock.advance(9_000);
    expect(on.programme.followed).toBe(1);
    await on.clock.advance(2_000);
    expect([on.programme.followed, on.clock.waiting, await on.value('channels')]).toEqual([0, 0, 0]);
  });

  test('[TX8] has what sounded in the last minutes for the first who comes, and reads no more of it than is asked for', async () => {
    const on = new Transmitting();
    const first = on.frame;
    on.programme.announce(0, first - 4_990, { frames: 100 });
    on.programme.announce(1, first - 2_000, { frames: 100 });
    const near = await on.tuneIn();
    expect(on.programme.read).toEqual([]);
    const far = await on.tuneIn({ delayMs: 120_000 });
    expect(on.programme.read.map((chunk) => chunk.slice(-1))).toEqual(['0', '1']);
    expect(readFrames(far.sink.bytes).slice(10, 84)).toEqual(Array.from({ length: 74 }, (_, nth) => `speech 0 ${nth}`));
    expect(readFrames(near.sink.bytes)[0]).toMatch(/^bed/);
  });

  test('[TX8] is the same for two who come at once', async () => {
    const on = new Transmitting();
    const both = await Promise.all([on.tuneIn(), on.tuneIn()]);
    expect(both.map(({ refusal }) => refusal)).toEqual([undefined, undefined]);
    expect(on.programme.followed).toBe(1);
  });
});

test('[TX5] what is announced with the shortest lead sounds from its first frame, however seldom batches are', async () => {
  const on = new Transmitting({ batchMs: 500 });
  const { sink, startsAt } = await on.tuneIn();
  await on.clock.advance(24);
  const at = on.frame + 17;
  on.programme.announce(0, at);
  await on.clock.advance(2_000);
  const heard = readFrames(sink.bytes).slice(at - startsAt / 24);
  expect(heard.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, nth) => `speech 0 ${nth}`));
});

describe('a channel that is over', () => {
  test('[TX11] ends its streams 2,016 ms after its last sound, at each listener’s own place, and lets nobody in', async () => {
    const on = new Transmitting();
    const first = on.frame;
    on.programme.announce(0, first + 20);
    const [near, far] = [await on.tuneIn(), await on.tuneIn({ delayMs: 12_000 })];
    on.programme.isOver = true;
    await on.clock.advance(24 * (20 + 10 + 84 - 1));
    expect([near.sink.ended, far.sink.ended]).toEqual([undefined, undefined]);
    expect((await on.tuneIn()).refusal).toBeUndefined();
    await on.clock.advance(500);
    expect([near.sink.ended, far.sink.ended]).toEqual(['end', undefined]);
    expect((await on.tuneIn()).refusal?.refused).toBe('radio.channel-closed');
    await on.clock.advance(10_000);
    expect(far.sink.ended).toBe('end');
    const said = readFrames(far.sink.bytes).filter((frame) => frame.startsWith('speech'));
    expect(said).toEqual(Array.from({ length: 10 }, (_, nth) => `speech 0 ${nth}`));
    await on.clock.advance(60_000);
    expect([on.programme.followed, on.programme.tuned, on.clock.waiting]).toEqual([0, 0, 0]);
  });
});

describe('room', () => {
  test('[TX13] is for so many on a channel and so many in all; the next is told when to try again', async () => {
    const on = new Transmitting({ listenersOfChannelMax: 3, listenersMax: 5 });
    const all = await Promise.all(Array.from({ length: 5 }, () => on.tuneIn()));
    expect(all.map(({ refusal }) => refusal?.refused)).toEqual([
      undefined,
      undefined,
      undefined,
      'transmitter.full',
      'transmitter.full',
    ]);
    expect(all[4]?.refusal?.retryAfterS).toBe(30);
    expect(await on.value('refused')).toBe(2);
    all[0]?.leave();
    expect((await on.tuneIn({}, { bed: false })).refusal).toBeUndefined();
    expect((await on.tuneIn()).refusal?.refused).toBe('transmitter.full');
    const few = new Transmitting({ listenersMax: 1 });
    expect((await few.tuneIn()).refusal).toBeUndefined();
    expect((await few.tuneIn()).refusal?.refused).toBe('transmitter.full');
    // Who is still being let in takes room as well.
    expect(await twoAtOnce(new Transmitting({ listenersMax: 1 }))).toEqual([undefined, 'transmitter.full']);
  });

  test('[TX18] everybody counts as listening, until leaving', async () => {
    const on = new Transmitting();
    const all = [await on.tuneIn(), await on.tuneIn({ titles: true }), await on.tuneIn({}, { bed: false })];
    expect(on.programme.tuned).toBe(3);
    all[1]?.leave();
    all[1]?.leave();
    expect(on.programme.tuned).toBe(2);
  });

  test('[TX12] a large crowd is sent what is new in pieces, and others have their turn between them', async () => {
    const on = new Transmitting();
    const all = await Promise.all(Array.from({ length: 1_201 }, () => on.tuneIn()));
    const seen: number[] = [];
    const look = (): void => {
      seen.push(all.filter(({ sink }) => sink.batches.length === 2).length);
      if ((seen.at(-1) ?? 0) < 1_201) on.clock.after(0, look);
    };
    on.clock.after(240, look);
    await on.clock.advance(240);
    expect(seen).toEqual([500, 1_000, 1_201]);
    // Whoever comes in the middle of it gets everything once as well.
    on.clock.after(240, () => void late());
    let startsAt = 0;
    const heard: string[][] = [];
    const late = async (): Promise<void> => {
      const { sink, ...tuned } = await on.tuneIn();
      startsAt = tuned.startsAt;
      await Promise.resolve();
      on.clock.after(2_000, () => heard.push(readFrames(sink.bytes)));
    };
    await on.clock.advance(2_300);
    expect(heard[0]).toEqual(heard[0]?.map((_, nth) => `bed 0 ${(startsAt / 24 + nth) % 50}`));
  });
});

describe('who may not hear a channel any more', () => {
  test('[TX17] is sent nothing more of one that has become private, unless a token let it in', async () => {
    const on = new Transmitting();
    const [anybody, known] = [await on.tuneIn(), await on.tuneIn({}, { session: 'mine' })];
    await on.clock.advance(500);
    on.programme.channel = { ...on.programme.channel, visibility: 'private' };
    await on.clock.advance(240);
    expect([anybody.sink.ended, known.sink.ended]).toEqual(['end', undefined]);
  });

  test('[TX17] is whoever signs out', async () => {
    const on = new Transmitting();
    const [mine, other] = [await on.tuneIn({}, { session: 'mine' }), await on.tuneIn({}, { session: 'other' })];
    on.transmitter.signedOut('mine');
    expect([mine.sink.ended, other.sink.ended, on.programme.tuned]).toEqual(['end', undefined, 1]);
  });
});

test('[TX19] at a stop everybody gets what was sent to its last frame, and nobody is let in', async () => {
  const on = new Transmitting();
  const [plain, titled] = [await on.tuneIn(), await on.tuneIn({ titles: true })];
  await on.clock.advance(1_000);
  on.transmitter.end();
  expect([plain.sink.ended, titled.sink.ended]).toEqual(['end', 'end']);
  expect(plain.sink.bytes.length % 192).toBe(0);
  expect((await on.tuneIn()).refusal?.refused).toBe('server.draining');
  expect([on.programme.followed, on.clock.waiting]).toEqual([0, 0]);
});

test('[TX9] a mistake of ours ends one channel, is logged, and lets the others go on', async () => {
  const on = new Transmitting();
  const wrong = await on.tuneIn();
  const right = await on.tuneIn({}, { bed: false });
  wrong.sink.send = () => {
    throw new Error('a mistake');
  };
  await on.clock.advance(2_000);
  expect([wrong.sink.ended, right.sink.ended]).toEqual(['end', undefined]);
  expect(right.sink.batches.length).toBe(9);
  expect(on.log.lines.filter(({ level }) => level === 'error').length).toBe(1);
});

async function twoAtOnce(on: Transmitting) {
  const two = await Promise.all([on.tuneIn(), on.tuneIn()]);
  return two.map(({ refusal }) => refusal?.refused);
}
