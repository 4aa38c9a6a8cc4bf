import { describe, expect, test } from '@jest/globals';
import type { Caption, Queue } from '../../wire/radio.js';
import { CHANNEL, EMPTY, entryOf, idOf, joinedOf, messageOf, REQUEST } from '../../../test/support/wire.js';
import { answered, applied, doubted, type Following, notJoined, placeToJoinFrom } from './following.js';

const FLASH = idOf(2);

function joined(place = '1.1', answer: Parameters<typeof joinedOf>[1] = {}): Following {
  return answered(notJoined(CHANNEL), joinedOf(place, answer), undefined);
}

/** Chunk number, start and frames of everything held. */
function held({ entries }: Following): number[][] {
  return entries.map(({ index, startsAt, frames }) => [index, startsAt, frames]);
}

function said(chunk: number, startsAt: number, text: string): Caption {
  return { chunk: idOf(chunk), startsAt, frames: 10, text, words: [] };
}

describe('following', () => {
  test('[RA70] a snapshot is all there is, in the order of its starts', () => {
    const following = joined('3.17', {
      snapshot: { ...EMPTY, phase: 'paused', waiting: 4, onAir: REQUEST, entries: [entryOf(2, 480), entryOf(1, 240)] },
    });
    expect(held(following)).toEqual([
      [1, 240, 10],
      [2, 480, 10],
    ]);
    expect(following).toMatchObject({ phase: 'paused', leadMs: 600, waiting: 4, onAir: REQUEST, needs: undefined });
    expect(placeToJoinFrom(following)).toEqual({ epoch: 3, seq: 17 });
  });

  test('[RA70] what is withdrawn in the same message as something starts goes first', () => {
    const before = applied(
      joined(),
      messageOf('1.2', {
        started: {
          request: REQUEST,
          urgency: 'normal',
          streamUrl: '/s',
          entries: [entryOf(0, 0), entryOf(1, 240), entryOf(2, 480)],
        },
      }),
    );
    const flashed = applied(
      before,
      messageOf('1.3', {
        started: { request: FLASH, urgency: 'flash', streamUrl: '/f', entries: [entryOf(9, 288, { request: FLASH })] },
        withdrawn: { from: 288, reason: 'flash' },
        ended: [{ request: REQUEST, as: 'interrupted', reason: 'flash' }],
      }),
    );
    expect(held(flashed)).toEqual([
      [0, 0, 10],
      [1, 240, 2],
      [9, 288, 10],
    ]);
    expect(flashed.onAir).toBe(FLASH);
  });

  test('[RA70] a chunk that is announced again takes the new values and keeps the others', () => {
    const cued = applied(joined(), messageOf('1.2', { cued: { entries: [entryOf(0, 240)] } }));
    const told = applied(cued, messageOf('1.3', { chunks: [entryOf(0, 480, { text: 'Goal!', last: true })] }));
    const moved = applied(told, messageOf('1.4', { chunks: [entryOf(0, 720)] }));
    expect(moved.entries).toEqual([entryOf(0, 720, { text: 'Goal!' })]);
  });

  test('[RA72] the end of a request takes it off air and stops no sound', () => {
    const onAir = joined('1.1', { snapshot: { ...EMPTY, onAir: REQUEST, entries: [entryOf(0, 0)] } });
    const ended = applied(
      onAir,
      messageOf('1.2', { ended: [{ request: REQUEST, as: 'skipped', reason: 'host' }], queue: queueOf(3) }),
    );
    expect(ended.onAir).toBeUndefined();
    expect(ended.waiting).toBe(3);
    expect(held(ended)).toEqual([[0, 0, 10]]);
  });

  test('[RA177] reads the notice of its hosts from the snapshot, and then what is told of it', () => {
    const before = joined('1.1', { snapshot: { ...EMPTY, notice: 'After the break.' } });
    expect([notJoined(CHANNEL).notice, before.notice]).toEqual([null, 'After the break.']);
    const other = applied(before, messageOf('1.2', { queue: queueOf(0, 'Now!') }));
    const kept = applied(other, messageOf('1.3', { chunks: [entryOf(0, 0)] }));
    expect([other.notice, kept.notice]).toEqual(['Now!', 'Now!']);
    expect(applied(kept, messageOf('1.4', { queue: queueOf(0) })).notice).toBeNull();
  });

  test('[RA71] what came already, comes late or from an epoch before changes nothing', () => {
    const following = applied(joined('2.4'), messageOf('2.5', { chunks: [entryOf(0, 0)] }));
    for (const place of ['2.5', '2.4', '1.5', '1.6', '1.9']) {
      expect(applied(following, messageOf(place, { chunks: [entryOf(1, 240)], queue: queueOf(9) }))).toBe(following);
    }
  });

  test('[RA71] the numbers go on when another epoch begins', () => {
    const following = applied(joined('2.4'), messageOf('5.5', { chunks: [entryOf(0, 0)] }));
    expect(following).toMatchObject({ last: { epoch: 5, seq: 5 }, needs: undefined });
    expect(held(following)).toEqual([[0, 0, 10]]);
  });

  test('[RA72] a gap asks to join again; what is held plays on, and what came early is not lost', () => {
    const before = joined('1.1', { snapshot: { ...EMPTY, entries: [entryOf(0, 0)] } });
    const gap = applied(before, messageOf('1.3', { chunks: [entryOf(2, 480)] }));
    expect(gap.needs).toBe('rejoin');
    expect(placeToJoinFrom(gap)).toEqual({ epoch: 1, seq: 1 });
    expect(held(gap)).toEqual([[0, 0, 10]]);
    const missed = [messageOf('1.2', { chunks: [entryOf(1, 240)] })];
    const whole = answered(gap, joinedOf('1.2', { missed }), gap.last);
    expect(whole).toMatchObject({ needs: undefined, ahead: [], last: { epoch: 1, seq: 3 } });
    expect(held(whole)).toEqual([
      [0, 0, 10],
      [1, 240, 10],
      [2, 480, 10],
    ]);
  });

  test('[RA72] of what comes ahead at most 500 are kept, and the gap is not forgotten', () => {
    let following = joined('1.1');
    for (let seq = 3; seq < 605; seq += 1) following = applied(following, messageOf(`1.${seq}`, {}));
    expect(following.ahead).toHaveLength(500);
    const snapshot = answered(following, joinedOf('1.50'), following.last);
    expect(snapshot.needs).toBe('rejoin');
    expect(answered(following, joinedOf('1.104'), following.last)).toMatchObject({
      needs: undefined,
      last: { epoch: 1, seq: 604 },
    });
  });

  test('[RA73] messages that come before the first answer are kept for it', () => {
    const early = applied(notJoined(CHANNEL), messageOf('1.8', { chunks: [entryOf(8, 240)] }));
    expect(early).toMatchObject({ needs: 'snapshot', entries: [] });
    const following = answered(early, joinedOf('1.7'), undefined);
    expect(held(following)).toEqual([[8, 240, 10]]);
    expect(following.last).toEqual({ epoch: 1, seq: 8 });
  });

  test('[RA73] a snapshot takes the place of everything, also one of a lower epoch', () => {
    const before = joined('4.9', { snapshot: { ...EMPTY, onAir: REQUEST, waiting: 2, entries: [entryOf(0, 0)] } });
    const restored = answered(
      before,
      joinedOf('2.3', { snapshot: { ...EMPTY, entries: [entryOf(5, 960)] } }),
      before.last,
    );
    expect(restored).toMatchObject({ last: { epoch: 2, seq: 3 }, onAir: undefined, waiting: 0 });
    expect(held(restored)).toEqual([[5, 960, 10]]);
  });

  test('[RA73] so does that of a log which was set back, for whoever asked for one already', () => {
    const lost = applied(joined('5.500'), messageOf('5.600', {}, { clockId: 'clock-b' }));
    expect(placeToJoinFrom(lost)).toBeUndefined();
    const restored = answered(lost, joinedOf('4.201'), lost.last);
    expect(restored).toMatchObject({ last: { epoch: 4, seq: 201 } });
  });

  test('[RA74] what was read before a snapshot can still be read back to, unless another clock told it', () => {
    const [early, cut, whole, late] = [
      said(1, 0, 'One.'),
      said(2, 240, 'Tw'),
      said(2, 240, 'Two.'),
      said(3, 480, 'Three.'),
    ];
    const before = joined('1.1', { snapshot: { ...EMPTY, captions: [early, cut] } });
    const missed = { snapshot: { ...EMPTY, captions: [whole, late] } };
    expect(answered(doubted(before), joinedOf('1.900', missed), before.last).captions).toEqual([early, whole, late]);
    const elsewhere = joinedOf('2.900', { ...missed, clockId: 'clock-z' });
    expect(answered(doubted(before), elsewhere, before.last).captions).toEqual([whole, late]);
  });

  test('[RA73] a snapshot of before what came meanwhile changes nothing', () => {
    const asked = doubted(joined('1.4'));
    const meanwhile = applied(asked, messageOf('1.5', { chunks: [entryOf(5, 240)] }));
    const following = answered(meanwhile, joinedOf('1.4'), asked.last);
    expect(following).toMatchObject({ needs: undefined, last: { epoch: 1, seq: 5 } });
    expect(held(following)).toEqual([[5, 240, 10]]);
  });

  test('[RA73] an answer that does not hold all that was missed is followed by a snapshot', () => {
    const missed = [messageOf('1.2', {})];
    expect(answered(joined('1.1'), joinedOf('1.3', { missed }), undefined).needs).toBe('snapshot');
    expect(answered(notJoined(CHANNEL), joinedOf('1.3', { missed: [] }), undefined).needs).toBe('snapshot');
    const { snapshot: _, ...without } = joinedOf('1.3');
    expect(answered(joined('1.1'), without, undefined).needs).toBe('snapshot');
  });

  test('[RA73] another clock, or another log, asks for a snapshot', () => {
    const clock = applied(joined('1.1'), messageOf('2.2', { chunks: [entryOf(0, 0)] }, { clockId: 'clock-b' }));
    expect(placeToJoinFrom(clock)).toBeUndefined();
    // Its start is in another time: with those that are held it would sound at the wrong moment.
    expect(held(clock)).toEqual([]);
    const later = messageOf('2.2', { chunks: [entryOf(0, 0)] }, { clockId: 'clock-b' });
    const caughtUp = answered(joined('1.1'), joinedOf('2.2', { missed: [later], clockId: 'clock-b' }), undefined);
    expect(caughtUp.needs).toBe('snapshot');
    expect(held(caughtUp)).toEqual([]);
    const log = applied(joined('1.9'), messageOf('2.3', {}));
    expect(log.needs).toBe('snapshot');
    expect(answered(log, joinedOf('2.3'), undefined)).toMatchObject({ needs: undefined, ahead: [] });
  });

  test('[RA81] what cannot be read asks to join again, and harms nothing that is held', () => {
    const before = joined('1.1', { snapshot: { ...EMPTY, entries: [entryOf(0, 0)] } });
    expect(doubted(before)).toEqual({ ...before, needs: 'rejoin' });
    expect(doubted(notJoined(CHANNEL)).needs).toBe('snapshot');
  });

  test('[RA70] hosts see the whole queue as it was told last', () => {
    const request = {
      id: REQUEST,
      position: 1,
      urgency: 'normal' as const,
      status: 'ready' as const,
      text: 'Kick-off.',
      mode: 'say' as const,
      words: null,
      pieces: 1,
      ready: 1,
      acceptedAt: 0,
      staleAt: null,
      expectedAt: null,
      goesStale: false,
      offeredTo: 0,
      heardBy: 0,
    };
    const told = applied(joined(), messageOf('1.2', {}, { requests: [request] }));
    expect(applied(told, messageOf('1.3', {})).requests).toEqual([request]);
    expect(applied(told, messageOf('1.3', {}, { requests: [] })).requests).toEqual([]);
  });
});

function queueOf(waiting: number, notice: string | null = null): Queue {
  return { waiting, phase: 'open', leadMs: 600, notice };
}
