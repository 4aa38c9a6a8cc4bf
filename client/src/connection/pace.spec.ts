import { beforeEach, describe, expect, test } from '@jest/globals';
import { HeldConnection, RATES } from '../../../test/support/held-connection.js';
import { NEVER } from '../../../test/support/held-line.js';
import { CHANNEL, entryOf, joinedOf, messageOf } from '../../../test/support/wire.js';
import { Acknowledging } from './acknowledging.js';

// How the connection speaks and waits.
let held: HeldConnection;
let clock: HeldConnection['clock'];
let line: HeldConnection['line'];
let connection: HeldConnection['connection'];

beforeEach(() => {
  held = new HeldConnection();
  ({ clock, line, connection } = held);
});

async function joinWithoutAnswer(): Promise<void> {
  delete line.answers['join'];
  line.events.onMessage('audio_chunk_ready', {});
  await clock.advance(500);
  expect(line.timesOf('join')).toHaveLength(2);
}

describe('pace', () => {
  test('[RA78] five bursts of eight at once; then one every ten seconds, as the clock is known well', async () => {
    await held.open();
    await clock.advance(1);
    expect(line.timesOf('clock')).toEqual(Array.from({ length: 40 }, () => 0));
    await clock.advance(20_000);
    expect(line.timesOf('clock').slice(40)).toEqual([
      ...Array<number>(8).fill(10_000),
      ...Array<number>(8).fill(20_000),
    ]);
  });

  test('[RA78] while the clock is in doubt, a burst every two seconds', async () => {
    await held.open();
    await clock.advance(5_000);
    line.answers = { ...line.answers, clock: () => ({ clockId: 'clock-a', serverNow: clock.now() + 95_000 }) };
    await clock.advance(30_000);
    expect([...new Set(line.timesOf('clock'))]).toEqual([0, 10_000, 12_000, 14_000, 24_000, 34_000]);
  });

  test('[RA78] no burst comes sooner after another than the server asks', async () => {
    line.answers = { ...line.answers, join: () => joinedOf('1.1', { rates: { ...RATES, probeMs: 45_000 } }) };
    await held.open();
    await clock.advance(100_000);
    expect([...new Set(line.timesOf('clock'))]).toEqual([0, 45_000, 90_000]);
  });

  test('[RA78] a line on which two probes in a row get no answer is left for another', async () => {
    await held.open();
    await clock.advance(1);
    delete line.answers['clock'];
    await clock.advance(10_000 + 6_000 - 2);
    expect(connection.isOpen).toBe(true);
    await clock.advance(2);
    expect(connection.isOpen).toBe(false);
    await clock.advance(500);
    expect(line.opened).toEqual([0, 16_500]);
  });

  test('[RA78] a probe now and then that gets no answer is not yet a reason', async () => {
    await held.open();
    await clock.advance(1);
    let turn = 0;
    const answer = line.answers['clock'] ?? ((): unknown => undefined);
    line.answers = { ...line.answers, clock: () => ((turn += 1) % 2 === 0 ? answer() : NEVER) };
    await clock.advance(60_000);
    expect([turn > 10, line.opened]).toEqual([true, [0]]);
  });

  test('[RA78] after a sleep it probes at once; opened again, one burst is enough', async () => {
    const followed = await held.open();
    await clock.advance(1_000);
    followed.probeSoon();
    await clock.advance(0);
    expect(line.timesOf('clock').slice(40)).toEqual(Array<number>(8).fill(1_000));
    line.events.onShut('gone');
    await clock.advance(1_000);
    line.events.onOpen();
    await clock.advance(5_000);
    expect(line.timesOf('clock').slice(48)).toEqual(Array<number>(8).fill(2_000));
  });

  test('[RA151] reports come as often as the server says last, and never faster than one a second', async () => {
    held.drawn = 0.5;
    line.answers['join'] = () => joinedOf('1.1', { rates: { ...RATES, reportMs: 15_000 } });
    line.answers['report'] = () => ({ rates: { ...RATES, reportMs: clock.now() < 20_000 ? 15_000 : 0 } });
    await held.open();
    await clock.advance(24_600);
    expect(line.timesOf('report')).toEqual([7_500, 22_500, 23_500, 24_500]);
    line.answers['report'] = () => ({ code: 'radio.not-joined', message: 'Join first.' });
    line.events.onShut('gone');
    await clock.advance(60_000);
    expect(line.timesOf('report')).toHaveLength(4);
  });

  test.each([
    [0, [0, 500, 1_500, 3_500, 7_500, 11_500, 15_500]],
    [1, [0, 1_000, 3_000, 7_000, 15_000, 23_000, 31_000]],
  ])('[RA79] with a draw of %d it tries again at %j', async (roll, tries) => {
    held.drawn = roll;
    connection.open();
    for (const next of tries.slice(1)) {
      line.events.onShut('no way');
      await clock.advance(next - clock.now());
    }
    expect(line.opened).toEqual(tries);
  });

  test('[RA79] once it was open, it starts again with short waits', async () => {
    connection.open();
    for (const waitMs of [500, 1_000, 2_000]) {
      line.events.onShut('no way');
      await clock.advance(waitMs);
    }
    line.events.onOpen();
    line.events.onShut('gone');
    await clock.advance(500);
    expect(line.opened).toEqual([0, 500, 1_500, 3_500, 4_000]);
  });

  test('[RA79] a join that gets no answer, or is put off, is asked again', async () => {
    const [never, busy] = [undefined, { code: 'server.draining', message: 'Later.', retryAfterS: 3 }];
    const replies: unknown[] = [busy, joinedOf('1.1', { rates: RATES })];
    delete line.answers['join'];
    const followed = await held.open();
    line.answers = { ...line.answers, join: () => replies.shift() ?? never };
    await clock.advance(5_000);
    expect(line.timesOf('join')).toEqual([0]);
    await clock.advance(500);
    expect(followed.refusal).toEqual(busy);
    await clock.advance(3_000);
    expect(line.timesOf('join')).toEqual([0, 5_500, 8_500]);
    expect([followed.refusal, followed.following.needs]).toEqual([undefined, undefined]);
  });

  test('[RA79] a join that is refused for good is not asked again on this line', async () => {
    const refusal = { code: 'radio.unknown-channel', message: 'There is no such channel.' };
    line.answers = { ...line.answers, join: () => refusal };
    const followed = await held.open();
    await clock.advance(60_000);
    expect([line.timesOf('join'), followed.refusal]).toEqual([[0], refusal]);
  });

  test('[RA79] those who all missed the same join again spread, and never in a rush', async () => {
    line.answers = {
      ...line.answers,
      join: () => joinedOf('1.1', { rates: { ...RATES, acknowledgeWithinMs: 60_000, rejoinWithinMs: 4_000 } }),
    };
    await held.open();
    held.drawn = 0.5;
    await clock.advance(60_000);
    for (const seq of [3, 4, 5]) line.events.onMessage('audio_chunk_ready', messageOf(`1.${seq}`, {}));
    await clock.advance(1_999);
    expect(line.timesOf('join')).toEqual([0]);
    await clock.advance(1);
    expect(line.timesOf('join')).toEqual([0, 62_000]);
  });

  test('[RA79] whatever comes in, it does not ask to join in a rush', async () => {
    await held.open();
    line.answers = { ...line.answers, join: () => joinedOf('1.1', { rates: RATES, missed: [] }) };
    for (let nth = 0; nth < 100; nth += 1) {
      line.events.onMessage('audio_chunk_ready', {});
      await clock.advance(50);
    }
    expect(line.timesOf('join')).toEqual([0, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 4_500, 5_000]);
  });

  test('[RA79] come back, it asks what it missed until it knows, also where nothing is said', async () => {
    const followed = await held.open();
    line.events.onShut('gone');
    await clock.advance(500);
    delete line.answers['join'];
    line.events.onOpen();
    await clock.advance(5_000);
    line.answers = { ...line.answers, join: () => joinedOf('1.1', { rates: RATES, missed: [] }) };
    await clock.advance(500);
    expect([line.timesOf('join'), followed.following.needs]).toEqual([[0, 500, 6_000], undefined]);
  });

  test('[RA80] what a line says after it was shut changes nothing', async () => {
    await held.open();
    line.events.onShut('gone');
    line.events.onShut('really gone');
    await clock.advance(500);
    expect(line.opened).toEqual([0, 500]);
    connection.close();
    line.events.onShut('late');
    line.events.onOpen();
    await clock.advance(60_000);
    expect([line.opened, connection.isOpen]).toEqual([[0, 500], false]);
  });

  test('[RA80] a question ends after five seconds, or when the line is shut', async () => {
    await held.open();
    line.answers = {};
    const command = { channel: CHANNEL, key: 'key-0001', command: { name: 'pause' as const } };
    const slow = connection.command(command);
    await clock.advance(5_000);
    expect(await slow).toEqual({ lost: 'silence' });
    const cut = connection.command(command);
    line.events.onShut('gone');
    expect(await cut).toEqual({ lost: 'away' });
    line.answers = { command: () => 'what?' };
    connection.open();
    line.events.onOpen();
    expect(await connection.command(command)).toEqual({ lost: 'nonsense' });
  });

  test.each<[string, () => void | Promise<void>]>([
    ['while it is open', () => undefined],
    ['while it is away', () => line.events.onShut('gone')],
    ['while a join has no answer', joinWithoutAnswer],
    ['while it waits to join', () => line.events.onMessage('audio_chunk_ready', messageOf('1.9', {}))],
  ])('[RA80] closed %s, it leaves no timer behind', async (_, before) => {
    const followed = await held.open();
    const acknowledging = new Acknowledging(followed, held.surroundings);
    await before();
    acknowledging.heard(entryOf(1, 0, { last: true }));
    acknowledging.stop();
    connection.close();
    await clock.advance(0);
    expect(clock.waiting).toBe(0);
    const [tries, words] = [line.opened.length, line.sent.length];
    await clock.advance(600_000);
    expect([line.opened.length, line.sent.length]).toEqual([tries, words]);
  });

  test('[RA75] an acknowledgement waits a drawn part of what the server asks', async () => {
    line.answers = {
      ...line.answers,
      join: () => joinedOf('1.1', { rates: { ...RATES, acknowledgeWithinMs: 8_000 } }),
    };
    const acknowledging = new Acknowledging(await held.open(), held.surroundings);
    held.drawn = 0.25;
    acknowledging.heard(entryOf(0, 0));
    acknowledging.heard(entryOf(1, 240, { last: true }));
    await clock.advance(1_999);
    expect(line.timesOf('audio_played')).toEqual([]);
    await clock.advance(1);
    expect(line.sent.at(-1)?.body).toEqual({ channel: CHANNEL, chunk: entryOf(1, 0).chunk, heard: 2 });
  });

  test('[RA75] one that could not be told is told when the line is back; one that is refused is not', async () => {
    const acknowledging = new Acknowledging(await held.open(), held.surroundings);
    line.events.onShut('gone');
    acknowledging.heard(entryOf(1, 0, { last: true }));
    await clock.advance(500);
    line.events.onOpen();
    const replies = [
      { code: 'radio.not-joined', message: 'Join first.' },
      { code: 'radio.unknown-chunk', message: 'No such chunk.' },
    ];
    line.answers = { ...line.answers, audio_played: () => replies.shift() ?? NEVER };
    await clock.advance(30_000);
    expect(line.timesOf('audio_played')).toEqual([1_000, 2_000]);
  });
});
