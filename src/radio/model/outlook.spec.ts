import { describe, expect, test } from '@jest/globals';
import { aChannel, aChunk, aRequest } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { nextAt } from './due.js';
import { expectedStarts } from './expected.js';
import { forget } from './forget.js';
import { leadDiffers, leadFor } from './lead.js';
import { statusOf } from './status.js';

function expected(studio: Studio): string[] {
  return expectedStarts(studio.state, studio.now).map(
    ({ request, at, goesStale }) => `${request.id} ${at ?? '-'}${goesStale ? ' stale' : ''}`,
  );
}

describe('when those that wait would start', () => {
  test('[RA26] one after the other, each as long as its text should take', () => {
    const studio = new Studio();
    studio.enqueue('a', { expectedMs: 10_000 });
    studio.enqueue('b', { expectedMs: 1_000 });
    studio.enqueue('c');
    expect(expected(studio)).toEqual(['a 600', 'b 11008', 'c 12416']);
  });

  test('[RA26] as announced, where it is, and as made, where that is known', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.begin('c', { expectedMs: 5_000 });
    studio.enqueue('d');
    expect(expected(studio)).toEqual(['b 3408', 'c 6216', 'd 11624']);
    // c has 7.2 s of sound already, more than its text should take.
    studio.make('c', [300]);
    expect(expected(studio)).toEqual(['b 3408', 'c 6216', 'd 13824']);
  });

  test('[RA26] after what is still to be said of the one on air', () => {
    const studio = new Studio();
    studio.begin('a', { expectedMs: 10_000 });
    studio.make('a', [100]);
    studio.enqueue('b');
    // 3,000, 7,600 that are missing, and the gap.
    expect(expected(studio.at(1_000))).toEqual(['b 11008']);
    // In its silence, counted from when it could go on: 5,016 + 7,600 + 408 at 4,400.
    expect(expected(studio.at(4_400))).toEqual(['b 13024']);
    studio.does({ type: 'skip', id: 'a' });
    expect(expected(studio)).toEqual(['b 5016']);
  });

  test('[RA26] nothing of what will be skipped is counted', () => {
    const studio = new Studio();
    studio.say('a', Array<number>(20).fill(100));
    studio.enqueue('b');
    studio.at(1_000).does({ type: 'skip', id: 'a' });
    expect(expected(studio)).toEqual(['b 3408']);
  });

  test('[RA26] a flash does not wait for what is announced; the others wait for it', () => {
    const studio = new Studio();
    studio.say('a', Array<number>(12).fill(100));
    studio.enqueue('b');
    studio.at(1_000).enqueue('goal', { urgency: 'flash', expectedMs: 1_000 });
    studio.enqueue('wicket', { urgency: 'flash', expectedMs: 2_000 });
    expect(expected(studio)).toEqual(['goal 1608', 'wicket 2608', 'b 32808']);
  });

  test('[RA26] a flash follows the flashes that are announced', () => {
    const studio = new Studio();
    studio.say('one', [300], { urgency: 'flash' });
    studio.at(1_000).enqueue('two', { urgency: 'flash' });
    expect(expected(studio)).toEqual(['two 7800']);
  });

  test('[RA26] the host is warned before something goes stale', () => {
    const studio = new Studio();
    studio.enqueue('a', { expectedMs: 10_000 });
    studio.enqueue('b', { staleAfterMs: 11_007 });
    studio.enqueue('c', { staleAfterMs: 13_816 });
    expect(expected(studio)).toEqual(['a 600', 'b 11008 stale', 'c 13816']);
  });

  test('[RA26] while the channel is paused nobody knows, but what is too old already is told', () => {
    const studio = new Studio();
    studio.enqueue('a', { staleAfterMs: 5_000 });
    studio.does({ type: 'pause' });
    expect(expected(studio.at(4_400))).toEqual(['a -']);
    studio.now = 4_401;
    expect(expected(studio)).toEqual(['a - stale']);
  });

  test('[RA26] what was interrupted, from where it goes on', () => {
    const studio = new Studio();
    studio.say('a', [100, 100]);
    studio.at(1_000).say('goal', [100], { urgency: 'flash' });
    expect(expected(studio.at(3_000))).toEqual(['a 5808']);
  });
});

describe('the clock', () => {
  test('[RA36] looks again when the next thing falls due', () => {
    const studio = new Studio();
    const moments = [nextAt(studio.state)];
    studio.say('a', [100]);
    // Completed by the clock; then nothing.
    moments.push(nextAt(studio.state));
    studio.begin('b', { staleAfterMs: 3_000 });
    moments.push(nextAt(studio.state));
    studio.at(3_300);
    moments.push(nextAt(studio.state));
    expect(moments).toEqual([Infinity, 3_300, 2_401, Infinity]);
  });

  test('[RA36] at the moment the head gives way, a start becomes firm, silence has lasted, sound comes near', () => {
    const head = new Studio();
    head.begin('head');
    head.say('b', [100]);
    const firm = new Studio(aChannel({ notBefore: 9_600 }));
    firm.say('a', [100]);
    const silent = new Studio();
    silent.begin('a');
    silent.make('a', [50]);
    const far = new Studio();
    far.say('a', [300, 300, 300, 300, 300, 300]);
    expect([head, firm, silent, far].map(({ state }) => nextAt(state))).toEqual([2_000, 8_977, 10_200, 6_600]);
  });

  test('[RA36] the head does not give way while somebody is on air, however little of it is announced', () => {
    const air = aRequest('air', { making: { phase: 'running', pieces: 2 }, place: { at: 'air', since: 0 } });
    const ready = aRequest('b', { rank: 2, making: { phase: 'done', pieces: 1 }, chunks: [aChunk('b0')] });
    const state = aChannel({ requests: [air, aRequest('head', { rank: 1 }), ready] });
    expect(nextAt(state)).toBe(8_400);
  });

  test('[RA36] nothing falls due on a paused channel but what is firm, and what gets stale', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100]);
    studio.does({ type: 'pause' });
    expect(nextAt(studio.at(60_000).state)).toBe(Infinity);
    studio.begin('b', { staleAfterMs: 3_000 });
    expect(nextAt(studio.state)).toBe(62_401);
  });
});

describe('what is forgotten', () => {
  const heard = aRequest('a', {
    place: { at: 'ended', when: 2_700, as: 'completed', reason: 'clock' },
    chunks: [aChunk('a0', { at: 0, frames: 100 })],
  });
  const state = aChannel({ requests: [heard, aRequest('b')] });
  const ids = (now: number): string[] => forget(state, now).requests.map(({ id }) => id);

  test('[RA37] what ended is kept as long as somebody may still hear it', () => {
    expect(ids(252_399)).toEqual(['a', 'b']);
    expect(ids(252_400)).toEqual(['b']);
  });

  test('[RA37] what ended unheard is forgotten at once, and nothing to forget leaves the same value', () => {
    const ended = { at: 'ended', when: 0, as: 'cancelled', reason: 'host' } as const;
    expect(forget(aChannel({ requests: [aRequest('a', { place: ended })] }), 0).requests).toEqual([]);
    expect(forget(state, 0)).toBe(state);
  });
});

describe('how far ahead starts are announced', () => {
  test.each([
    // Too few, then by the slowest but the last twentieth: one and a half round trips and 100 ms, in steps of 50.
    [[2_000, 2_000, 2_000, 2_000], 600],
    [[10, 10, 10, 10, 10], 400],
    [[200, 200, 200, 200, 200], 400],
    [[201, 201, 201, 201, 201], 450],
    [[300, 10, 10, 10, 10], 550],
    [[600, 600, 600, 600, 600], 1_000],
    [[5_000, 5_000, 5_000, 5_000, 5_000], 1_000],
    [[...Array<number>(19).fill(300), 5_000], 550],
    [[...Array<number>(18).fill(300), 400, 5_000], 700],
  ])('[RA38] round trips of %j ms ask for %i', (roundTrips, leadMs) => {
    expect(leadFor(roundTrips)).toBe(leadMs);
  });

  test('[RA38] small differences are not worth a change', () => {
    expect([leadDiffers(600, 650), leadDiffers(600, 699), leadDiffers(600, 700), leadDiffers(600, 500)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('the status of a request', () => {
  const making = { waiting: { phase: 'waiting' }, done: { phase: 'done', pieces: 1 } } as const;
  const reason = 'host';
  test.each([
    ['pending', { at: 'queue' }, making.waiting],
    ['generating', { at: 'queue' }, { phase: 'running', pieces: 1 }],
    ['ready', { at: 'queue' }, making.done],
    ['ready', { at: 'queue' }, { phase: 'failed', pieces: 1, code: 'speech.timeout' }],
    ['playing', { at: 'air', since: 0 }, making.done],
    ['interrupted', { at: 'aside', since: 0 }, making.done],
    ['completed', { at: 'ended', when: 0, as: 'completed', reason }, making.done],
    ['failed', { at: 'ended', when: 0, as: 'failed', reason }, making.waiting],
    ['cancelled', { at: 'ended', when: 0, as: 'cancelled', reason }, making.waiting],
    ['skipped', { at: 'ended', when: 0, as: 'skipped', reason }, making.done],
  ] as const)('[RA39] %s', (status, place, phase) => {
    expect(statusOf({ place, making: phase })).toBe(status);
  });
});
