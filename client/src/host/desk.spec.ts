import { describe, expect, test } from '@jest/globals';
import { CHANNEL, entryOf, idOf } from '../../../test/support/wire.js';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import { notJoined } from '../../../src/radio/model/following.js';
import type { ChannelView } from '../../../src/wire/host.js';
import type { QueuedRequest, Urgency } from '../../../src/wire/radio.js';
import { commanded } from './commanding.js';
import { afterSending, charactersLeft, EMPTY_DRAFT, sayOf } from './draft.js';
import { gateOf } from './gate.js';
import { onAirAt } from './on-air.js';
import { moveBy, moveTo, waitingOf } from './queue-moves.js';
import { TokenKeeper } from '../people/token-keeper.js';
import { levelOf, wavOf } from './wav.js';

describe('draft', () => {
  test('[HO7] what is written is sent as it stands, without the space around it', () => {
    const draft = { ...EMPTY_DRAFT, text: '  Corner.\n', style: 'excited', voice: 'bella', language: 'es' } as const;
    expect(sayOf(draft)).toEqual({
      text: 'Corner.',
      mode: 'say',
      urgency: 'normal',
      style: 'excited',
      voice: 'bella',
      language: 'es',
      front: false,
      spokenForMs: 0,
    });
  });

  test('[HO7] a flash is worth saying for 30 s unless its host says otherwise', () => {
    const draft = { ...EMPTY_DRAFT, text: 'Goal!' };
    expect(sayOf(draft, 'flash')).toMatchObject({ urgency: 'flash', staleAfterMs: 30_000 });
    expect(sayOf({ ...draft, staleAfterMs: 60_000 }, 'flash')).toMatchObject({ staleAfterMs: 60_000 });
    expect(sayOf(draft)).not.toHaveProperty('staleAfterMs');
  });

  test('[HO7] nothing, and more than 2,000 characters, is not sent', () => {
    expect(sayOf({ ...EMPTY_DRAFT, text: ' \n ' })).toBeUndefined();
    expect(sayOf({ ...EMPTY_DRAFT, text: 'x'.repeat(2_000) })).toBeDefined();
    expect(sayOf({ ...EMPTY_DRAFT, text: 'x'.repeat(2_001) })).toBeUndefined();
    expect(charactersLeft({ ...EMPTY_DRAFT, text: 'x'.repeat(2_003) })).toBe(-3);
  });

  test('[HO7] the words go, how they are said stays, and flash is said each time anew', () => {
    expect(afterSending({ text: 'Goal!', mode: 'write', urgency: 'flash', style: 'excited' })).toEqual({
      text: '',
      mode: 'write',
      urgency: 'normal',
      style: 'excited',
    });
    expect(afterSending({ text: 'Well.', mode: 'say', urgency: 'filler', style: 'calm' }).urgency).toBe('filler');
  });
});

const request = (id: string, urgency: Urgency = 'normal', status: QueuedRequest['status'] = 'ready') => ({
  id,
  urgency,
  status,
});
// Two flashes, three normal ones, one filler.
const WAITING = [
  request('f1', 'flash'),
  request('f2', 'flash'),
  request('a'),
  request('b'),
  request('c'),
  request('z', 'filler'),
];

describe('moves', () => {
  test('[HO8] what is on air does not wait', () => {
    expect(waitingOf([request('on', 'normal', 'playing'), ...WAITING])).toEqual(WAITING);
  });

  test.each([
    ['b', -1, { before: 'a', place: 3 }],
    ['b', 1, { before: null, place: 5 }],
    ['a', 1, { before: 'c', place: 4 }],
    ['a', -1, undefined],
    ['c', 1, undefined],
    ['f2', -1, { before: 'f1', place: 1 }],
    ['z', -1, undefined],
    ['nobody', 1, undefined],
  ] as const)('[HO8] %s by %i', (id, step, expected) => {
    expect(moveBy(WAITING, id, step)).toEqual(expected);
  });

  test.each([
    ['c', 2, { before: 'a', place: 3 }],
    ['c', 3, { before: 'b', place: 4 }],
    ['a', 5, { before: null, place: 5 }],
    ['a', 4, { before: 'c', place: 4 }],
    ['a', 2, undefined],
    ['a', 3, undefined],
    // Dropped among others than its own, it goes as far as it may.
    ['c', 0, { before: 'a', place: 3 }],
    ['a', 6, { before: null, place: 5 }],
  ] as const)('[HO8] %s dropped before place %i', (id, gap, expected) => {
    expect(moveTo(WAITING, id, gap)).toEqual(expected);
  });
});

describe('on air', () => {
  const queued: QueuedRequest = {
    ...request(idOf(1), 'normal', 'playing'),
    position: 0,
    text: 'One. Two. Three.',
    mode: 'say',
    words: null,
    pieces: 3,
    ready: 2,
    acceptedAt: 0,
    staleAt: null,
    expectedAt: null,
    goesStale: false,
    offeredTo: 4,
    heardBy: 3,
  };
  const entries = [0, 1].map((index) => ({
    ...entryOf(index, 24_000 + index * 2_400, { frames: 100 }),
    request: idOf(1),
  }));
  const following = { ...notJoined(CHANNEL), onAir: idOf(1), requests: [queued], entries };

  test.each([
    [23_000, [0, 0, 0], undefined, 5_800],
    [24_600, [0.25, 0, 0], 0, 4_200],
    [27_600, [1, 0.5, 0], 1, 1_200],
    [30_000, [1, 1, 0], undefined, 0],
  ])('[HO9] at %i', (at, chunks, sounding, leftMs) => {
    expect(onAirAt(following, at)).toEqual({ request: queued, chunks, sounding, leftMs });
  });

  test('[HO9] what has sounded and is not held any more has been said', () => {
    expect(onAirAt({ ...following, entries: entries.slice(1) }, 26_400)?.chunks).toEqual([1, 0, 0]);
  });

  test('[HO9] with nothing on air there is nothing to show', () => {
    expect(onAirAt({ ...following, onAir: undefined }, 24_000)).toBeUndefined();
  });
});

const flat = (level: number): number => levelOf(new Float32Array(64).fill(level));

describe('wav', () => {
  test('[HO10] is a file of 16 bits that holds every sample', () => {
    const bytes = Buffer.from(wavOf([Float32Array.of(0, 1, -1), Float32Array.of(0.5, 2)], 44_100));
    expect(bytes.toString('hex')).toBe(
      '52494646' +
        '2e000000' +
        '57415645' +
        '666d7420' +
        '10000000' +
        '01000100' +
        '44ac0000' +
        '88580100' +
        '02001000' +
        '64617461' +
        '0a000000' +
        '0000ff7f00800040ff7f',
    );
  });

  test('[HO10] the level is 0 at −60 dB and 1 at full scale', () => {
    expect([flat(0), flat(0.001), flat(1)]).toEqual([0, expect.closeTo(0, 3), 1]);
    expect(flat(0.0316228)).toBeCloseTo(0.5, 3);
    expect(levelOf(new Float32Array(0))).toBe(0);
  });
});

describe('token', () => {
  test('[HO11] the next one is shown 45 s before the one of now ends; without one the host is told', async () => {
    const clock = new VirtualClock(0);
    const shown: (readonly [number, string])[] = [];
    let signedOutAt: number | undefined;
    const tokens = ['one', 'two', 'three'];
    const keeper = new TokenKeeper({
      ask: () => {
        const token = tokens.shift();
        return Promise.resolve(
          token === undefined ? undefined : { token, endsAt: clock.now() + 900_000, person: 'me' },
        );
      },
      show: (token) => shown.push([clock.now(), token]),
      onSignedOut: () => (signedOutAt = clock.now()),
      wallNow: () => clock.now(),
      after: (ms, run) => clock.after(ms, run),
    });
    await keeper.renew();
    expect(keeper.token).toBe('one');
    await clock.advance(3_000_000);
    expect(shown).toEqual([
      [855_000, 'two'],
      [1_710_000, 'three'],
    ]);
    expect([signedOutAt, keeper.token, clock.waiting]).toEqual([2_565_000, undefined, 0]);
  });
});

describe('token of somebody else', () => {
  test('[PL15] is not shown on the line of who was here before', async () => {
    const held = ['me', 'me', 'you', undefined].map(
      (person, nth) => person && { token: `${nth}`, endsAt: 900_000, person },
    );
    const shown: string[] = [];
    let signedOut = 0;
    const keeper = new TokenKeeper({
      ask: () => Promise.resolve(held.shift() || undefined),
      show: (token) => shown.push(token),
      onSignedOut: () => (signedOut += 1),
      wallNow: () => 0,
      after: () => () => undefined,
    });
    const tokens: (string | undefined)[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      await keeper.renew();
      tokens.push(keeper.token);
    }
    expect(tokens).toEqual(['0', '1', '2', undefined]);
    expect([shown, signedOut]).toEqual([['1'], 1]);
  });
});

const view = { id: 'final' } as ChannelView;
const problem = (code: 'radio.unknown-channel' | 'people.not-signed-in' | 'database.unavailable', status: number) => ({
  problem: { type: '', title: '', status, code },
});
const me = (role: 'host' | 'admin' | 'listener', channels?: string[]) => ({
  role,
  id: 'me',
  ...(channels && { channels }),
});

describe('gate', () => {
  test.each([
    ['nobody', undefined, { ok: view }, { is: 'notSignedIn' }],
    ['a host of it', me('host', ['cup', 'final']), { ok: view }, { is: 'host', channel: view, me: 'me' }],
    ['an admin', me('admin'), { ok: view }, { is: 'host', channel: view, me: 'me' }],
    ['a host of another', me('host', ['cup']), { ok: view }, { is: 'notHost', hosts: ['cup'] }],
    ['a listener', me('listener', ['final']), { ok: view }, { is: 'notHost', hosts: [] }],
    ['an admin of nothing', me('admin'), problem('radio.unknown-channel', 404), { is: 'unknownChannel' }],
    ['one who was signed out', me('admin'), problem('people.not-signed-in', 401), { is: 'notSignedIn' }],
    ['a host at a bad moment', me('admin'), problem('database.unavailable', 503), { is: 'away' }],
    ['a host without a line', me('admin'), { lost: 'away' } as const, { is: 'away' }],
  ])('[HO12] %s', (_, who, answer, expected) => {
    expect(gateOf('final', who, answer)).toEqual(expected);
  });
});

describe('commanding', () => {
  test('[HO13] what got no answer is asked three times, what was refused once', async () => {
    let asked = 0;
    const count =
      <T>(answer: T) =>
      () => {
        asked += 1;
        return Promise.resolve(answer);
      };
    expect(await commanded(count({ lost: 'silence' } as const))).toEqual({ lost: 'silence' });
    expect(asked).toBe(3);
    expect(await commanded(count({ refused: { code: 'radio.on-air', message: '' } }))).toEqual({
      refused: 'radio.on-air',
    });
    expect(await commanded(count({ lost: 'away' } as const))).toEqual({ lost: 'away' });
    expect(await commanded(count({ ok: { request: 'r' }, sentAt: 0, answeredAt: 0 }))).toEqual({
      done: { request: 'r' },
    });
    expect(asked).toBe(6);
  });
});
