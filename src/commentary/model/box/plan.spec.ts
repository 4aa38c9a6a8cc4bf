import { describe, expect, it } from '@jest/globals';
import { aMoment, aStanding, waitingFor } from '../../../../test/support/moments.js';
import type { Standing } from '../../../writing/model/fact-sheet.js';
import type { Pace } from './pace.js';
import { planOf, type Desk, type OnChannel } from './plan.js';
import { salienceOf } from './salience.js';

const PACE: Pace = {
  gapMs: 10_000,
  lastMomentAt: 0,
  lastToldAt: 0,
  silentFrom: -Infinity,
  lastColourAt: -Infinity,
  isPlayed: false,
  words: 12,
};

function desk(known: Partial<Desk> = {}): Desk {
  return { waiting: [], writing: null, channel: [], pace: PACE, ...known };
}

const corner = (seq: number, recordedAt = seq * 1_000) => waitingFor(aMoment(seq, { recordedAt }));
const goal = (seq: number, recordedAt = seq * 1_000) => waitingFor(aMoment(seq, { type: 'goal', recordedAt }));
const save = (seq: number, recordedAt = seq * 1_000) => waitingFor(aMoment(seq, { type: 'save', recordedAt }));
const somebody = (endsAt: number | null): OnChannel => ({
  request: 'host',
  own: null,
  startsAt: endsAt === null ? null : 0,
  endsAt,
});

describe('what to say next', () => {
  it('[CM23] what comes in a burst is one line: the newest of the weightiest leads, two are told with it, and the rest is left', () => {
    const waiting = [corner(1, 0), save(2, 100), corner(3, 200), save(4, 300), corner(5, 400)];
    const early = planOf(desk({ waiting }), 500);
    expect(early).toMatchObject({ say: null, lookAt: 900 });
    const { say, dropped } = planOf(desk({ waiting }), 1_300);
    expect(say?.main?.moment.seq).toBe(4);
    expect(say?.about.map(({ moment }) => moment.seq)).toEqual([2, 4, 5]);
    expect(dropped).toEqual([
      { event: 1, reason: 'minor' },
      { event: 2, reason: 'merged' },
      { event: 3, reason: 'minor' },
      { event: 5, reason: 'merged' },
    ]);
    expect(say).toMatchObject({ urgency: 'filler', style: 'calm', voice: 'play', wordsMax: 12 });
  });

  it('[CM22] what is older than twelve seconds is dropped, unless it matters; what matters is dropped after a minute, a correction never', () => {
    const correction = waitingFor(aMoment(3, { type: 'goal', news: 'undone', recordedAt: 0 }), true);
    const busy = desk({ writing: { voice: 'play', isUrgent: true, givesWay: false } });
    const waiting = [corner(1, 0), goal(2, 0), correction];
    expect(planOf({ ...busy, waiting }, 11_999).dropped).toEqual([]);
    expect(planOf({ ...busy, waiting }, 12_000).dropped).toEqual([{ event: 1, reason: 'late' }]);
    expect(planOf({ ...busy, waiting }, 59_999).dropped).toEqual([{ event: 1, reason: 'late' }]);
    expect(planOf({ ...busy, waiting }, 3_600_000).dropped).toEqual([
      { event: 1, reason: 'late' },
      { event: 2, reason: 'late' },
    ]);
  });

  it('[CM22] what matters is said at once, each by itself, and a correction before all', () => {
    const waiting = [goal(1, 0), goal(2, 10), corner(3, 20)];
    const first = planOf(desk({ waiting, channel: [somebody(9_000)] }), 30);
    expect(first.say?.about.map(({ moment }) => moment.seq)).toEqual([1]);
    expect(first.say).toMatchObject({ urgency: 'flash', style: 'excited' });
    const own: OnChannel = {
      request: 'one',
      own: { voice: 'play', isUrgent: true },
      startsAt: null,
      endsAt: null,
    };
    expect(planOf(desk({ waiting, channel: [own] }), 40).say).toBeNull();
    expect(
      planOf(desk({ waiting, channel: [{ ...own, startsAt: 30, endsAt: 4_000 }] }), 40).say?.main?.moment.seq,
    ).toBe(1);
    const correction = waitingFor(aMoment(4, { type: 'goal', news: 'undone', recordedAt: 30 }), true);
    const mended = planOf(desk({ waiting: [...waiting, correction] }), 50).say;
    expect([mended?.main?.moment.seq, mended?.style]).toEqual([4, 'calm']);
  });

  it.each([
    ['nobody speaks', [], 2_000, true],
    ['a host’s line sounds for long', [somebody(9_000)], 2_000, false],
    ['it is nearly over', [somebody(9_000)], 6_500, true],
    ['a host’s line waits', [somebody(null)], 2_000, false],
    [
      'a line of ours waits',
      [{ request: 'own', own: { voice: 'play', isUrgent: false }, startsAt: null, endsAt: null } as const],
      2_000,
      false,
    ],
  ])('[CM24] one line sounds and one is prepared: %s', (_, channel, now, isSaid) => {
    expect(planOf(desk({ waiting: [corner(1, now - 1_300)], channel }), now).say !== null).toBe(isSaid);
  });

  it('[CM23] what matters is short where more of it waits, and the end of a match tells the end of its last innings', () => {
    const words = (...waiting: ReturnType<typeof goal>[]) => planOf(desk({ waiting }), 1_000).say?.wordsMax ?? 0;
    expect(words(goal(1, 0), goal(2, 500))).toBeLessThan(words(goal(1, 0)));
    const innings = [1, 2].map((nth) => ({ innings: nth }) as Standing['innings'][number]);
    const end = (count: number) =>
      aMoment(1, { type: 'innings_end', after: aStanding({ innings: innings.slice(0, count) }) });
    expect([end(1), end(2)].map((moment) => salienceOf('cricket', moment))).toEqual([4, 3]);
  });

  it('[CM24] while one is written nothing else is, but what matters', () => {
    const writing = { voice: 'play', isUrgent: false, givesWay: false } as const;
    expect(planOf(desk({ writing, waiting: [corner(1, 0)] }), 2_000).say).toBeNull();
    expect(planOf(desk({ writing, waiting: [goal(1, 0)] }), 2_000).say?.main?.moment.seq).toBe(1);
    expect(
      planOf(desk({ writing: { voice: 'play', isUrgent: true, givesWay: false }, waiting: [goal(1, 0)] }), 2_000).say,
    ).toBeNull();
  });

  it('[CM47] while anything is told of a match there is colour, also where none of it is worth a line', () => {
    const quiet = { ...PACE, isPlayed: true, lastMomentAt: 0 };
    expect(planOf(desk({ pace: { ...quiet, lastToldAt: 299_000 } }), 400_000).say).toMatchObject({ voice: 'colour' });
    expect(planOf(desk({ pace: { ...quiet, lastToldAt: 99_000 } }), 400_000)).toMatchObject({
      say: null,
      lookAt: Infinity,
    });
  });

  it('[CM25] colour is for quiet moments of play alone', () => {
    const quiet = { ...PACE, isPlayed: true, silentFrom: 10_000, lastMomentAt: 6_000, lastToldAt: 6_000 };
    // Five seconds of silence are over at 15, but the next moment is due at 16.
    expect(planOf(desk({ pace: quiet }), 14_000)).toMatchObject({ say: null, lookAt: 17_000 });
    expect(planOf(desk({ pace: quiet }), 17_000).say).toMatchObject({ voice: 'colour', about: [], urgency: 'filler' });
    expect(planOf(desk({ pace: { ...quiet, isPlayed: false } }), 60_000).say).toBeNull();
    expect(planOf(desk({ pace: { ...quiet, lastColourAt: 50_000 } }), 60_000)).toMatchObject({
      say: null,
      lookAt: 66_000,
    });
    expect(planOf(desk({ pace: quiet, channel: [somebody(null)] }), 60_000).say).toBeNull();
    expect(planOf(desk({ pace: quiet, waiting: [corner(1, 59_900)] }), 60_000).say).toBeNull();
  });

  it('[CM25] colour is cut short when something happens', () => {
    const colour: OnChannel = {
      request: 'nice',
      own: { voice: 'colour', isUrgent: false },
      startsAt: 0,
      endsAt: 9_000,
    };
    const { say, cut } = planOf(desk({ channel: [colour], waiting: [corner(1, 0)] }), 1_300);
    expect([say?.main?.moment.seq, cut]).toEqual([1, ['nice']]);
  });

  it('[CM47] what is due and does not come is not waited for in silence: something is said within twenty seconds', () => {
    // Colour was said until 20 s, and by the pace of things a moment is due at 42 s.
    const pace = { ...PACE, isPlayed: true, gapMs: 42_000, lastMomentAt: 0, lastColourAt: 20_000, silentFrom: 20_000 };
    const early = planOf(desk({ pace }), 36_500);
    expect([early.say, early.lookAt]).toEqual([null, 37_000]);
    expect(planOf(desk({ pace }), 37_000).say?.voice).toBe('colour');
  });
});
