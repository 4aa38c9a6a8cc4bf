import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';

/** `a` sounds from 600 in chunks of 2.4 s (left in the middle, too), then `b`. */
function onAirWith(chunks: number): Studio {
  const studio = new Studio();
  studio.say('a', Array<number>(chunks).fill(100));
  studio.say('b', [100]);
  return studio;
}

function withdrawals(studio: Studio): unknown[] {
  return studio.events.flatMap((event) => (event.type === 'withdrawn' ? [[event.from, event.reason]] : []));
}

describe('pause', () => {
  test.each([
    // The lead reaches 2,376 + 600 = 2,976: the first chunk still sounds. One more millisecond makes the second firm.
    [2_376, ['a0 600-3000']],
    [2_377, ['a0 600-3000', 'a1 3000-5400']],
    [2_400, ['a0 600-3000', 'a1 3000-5400']],
    [2_401, ['a0 600-3000', 'a1 3000-5400']],
  ])('[RA27] at %i it lets the chunk end that sounds when the lead has passed', (moment, timeline) => {
    const studio = onAirWith(3).at(moment);
    studio.does({ type: 'pause' });
    expect(studio.timeline).toEqual(timeline);
    expect(withdrawals(studio)).toEqual([[moment < 2_377 ? 3_000 : 5_400, 'pause']]);
  });

  test('[RA27] where nothing sounds when the lead has passed, nothing starts any more', () => {
    const studio = new Studio();
    studio.say('a', [50]);
    studio.say('b', [50]);
    // a ends at 1,800, b was to start at 2,208; the lead reaches 1,920.
    studio.at(1_300).does({ type: 'pause' });
    expect([studio.timeline, withdrawals(studio)]).toEqual([['a0 600-1800'], [[1_920, 'pause']]]);
  });

  test('[RA27] resume starts again as anything starts, after what has sounded', () => {
    const studio = onAirWith(2).at(1_000);
    studio.does({ type: 'pause' });
    expect(studio.at(60_000).timeline).toEqual(['a0 600-3000']);
    expect(studio.status('a')).toBe('playing');
    studio.does({ type: 'resume' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 60600-63000', 'b0 63408-65808']);
  });

  test('[RA27] resumed at once, nothing is moved', () => {
    const studio = onAirWith(2).at(1_000);
    studio.does({ type: 'pause' });
    studio.does({ type: 'resume' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400', 'b0 5808-8208']);
  });

  test('[RA27] what is firm goes on air, and what has sounded is completed', () => {
    const studio = onAirWith(1).at(2_900);
    studio.does({ type: 'pause' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808']);
    expect([studio.at(3_300).status('a'), studio.status('b')]).toEqual(['completed clock', 'playing']);
    expect(studio.at(6_108).status('b')).toBe('completed clock');
  });

  test('[RA27] paused or resumed twice, nothing happens', () => {
    const studio = onAirWith(1);
    expect(studio.does({ type: 'resume' })).toBe('');
    expect(studio.does({ type: 'pause' })).not.toBe('');
    expect(studio.does({ type: 'pause' })).toBe('');
  });

  test('[RA27] in silence there is nothing to withdraw', () => {
    const studio = new Studio();
    expect(studio.does({ type: 'pause' })).toBe('phase');
  });
});

describe('skip', () => {
  test('[RA28] ends it at the first chunk end the lead allows, and the next follows by the gap', () => {
    const studio = onAirWith(3).at(1_000);
    studio.does({ type: 'skip', id: 'a' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808']);
    expect(withdrawals(studio)).toEqual([[3_000, 'host']]);
    expect(studio.at(2_999).status('a')).toBe('playing');
    expect(studio.at(3_000).status('a')).toBe('skipped host');
    expect(studio.when('ended', 'a')).toEqual([3_000]);
  });

  test.each([
    [1_200, 1_800],
    [1_201, 3_000],
  ])('[RA28] cut at %i, at the first cut point the lead allows', (moment, at) => {
    const studio = onAirWith(3).at(moment);
    studio.does({ type: 'skip', id: 'a', cut: true });
    expect(studio.timeline).toEqual([`a0 600-${at}`, `b0 ${at + 408}-${at + 2_808}`]);
    expect(studio.at(at).status('a')).toBe('skipped host');
  });

  test('[RA28] skipped first and cut then, the cut counts; cut first and skipped then, too', () => {
    const first = onAirWith(3).at(1_000);
    first.does({ type: 'skip', id: 'a' });
    first.does({ type: 'skip', id: 'a', cut: true });
    const then = onAirWith(3).at(1_000);
    then.does({ type: 'skip', id: 'a', cut: true });
    expect(then.does({ type: 'skip', id: 'a' })).toBe('');
    expect([first.timeline, then.timeline]).toEqual([
      ['a0 600-1800', 'b0 2208-4608'],
      ['a0 600-1800', 'b0 2208-4608'],
    ]);
  });

  test('[RA28] names what it means: nothing else is skipped', () => {
    const studio = onAirWith(1).at(1_000);
    expect(studio.does({ type: 'skip', id: 'b' })).toBe('radio.not-on-air');
    expect(studio.does({ type: 'skip', id: 'nobody' })).toBe('radio.unknown-request');
    expect(studio.at(4_000).does({ type: 'skip', id: 'a' })).toBe('radio.not-on-air');
  });

  test('[RA28] what is over before the lead has passed ends there, and what is announced behind it stands', () => {
    const studio = onAirWith(1).at(2_800);
    studio.does({ type: 'skip', id: 'a' });
    expect(withdrawals(studio)).toEqual([]);
    expect(studio.at(3_000).status('a')).toBe('skipped host');
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808']);
  });

  test('[RA28] what is silent ends at once, and its next chunk is void', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100]);
    studio.say('b', [100]);
    studio.at(4_000);
    expect(studio.does({ type: 'skip', id: 'a' })).toBe('leaving announced');
    expect(studio.when('ended', 'a')).toEqual([4_000]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 4608-7008']);
  });

  test('[RA28] what is silent while its next chunk is announced ends at once, too', () => {
    const studio = new Studio();
    studio.does({ type: 'setLead', leadMs: 1_000 });
    studio.begin('a');
    studio.make('a', [100]);
    // It sounds from 1,008 to 3,408. Its next chunk is to start after the takeover’s 2.5 s, long after the lead.
    studio.at(4_000).does({ type: 'takeOver', aliveAt: 4_000 });
    studio.make('a', [100], true);
    expect(studio.timeline).toEqual(['a0 1008-3408', 'a1 6504-8904']);
    studio.does({ type: 'skip', id: 'a' });
    expect(studio.timeline).toEqual(['a0 1008-3408']);
    expect(studio.when('ended', 'a')).toEqual([4_000]);
  });

  test('[RA28] what would come back after a flash does not', () => {
    const studio = onAirWith(2).at(700);
    studio.say('goal', [20], { urgency: 'flash' });
    studio.does({ type: 'skip', id: 'a' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'goal0 3000-3480', 'b0 3888-6288']);
    expect(studio.at(3_000).status('a')).toBe('skipped host');
  });

  test('[RA28] a flash that comes before a skipped chunk has ended cuts it, and the host skipped it all the same', () => {
    const studio = new Studio();
    studio.say('a', [300, 100]);
    studio.at(1_000).does({ type: 'skip', id: 'a' });
    studio.say('goal', [20], { urgency: 'flash' });
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1800-2280']);
    expect(studio.at(1_800).status('a')).toBe('skipped host');
  });

  test('[RA28] a flash begins where a skip ends the chunk, and nothing else is withdrawn for it', () => {
    const studio = onAirWith(3).at(1_000);
    studio.does({ type: 'skip', id: 'a' });
    studio.say('goal', [20], { urgency: 'flash' });
    expect(withdrawals(studio)).toEqual([
      [3_000, 'host'],
      [3_408, 'order'],
    ]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'goal0 3000-3480', 'b0 3888-6288']);
  });

  test('[RA28] cut before a flash takes over, the flash comes earlier', () => {
    const studio = onAirWith(2).at(700);
    studio.say('goal', [20], { urgency: 'flash' });
    studio.does({ type: 'skip', id: 'a', cut: true });
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1800-2280', 'b0 2688-5088']);
  });
});

describe('cancel and edit', () => {
  test('[RA29] what waits is cancelled, what was announced of it is void, and what followed moves up', () => {
    const studio = onAirWith(1);
    studio.say('c', [100]);
    studio.does({ type: 'cancel', id: 'b' });
    expect(studio.status('b')).toBe('cancelled host');
    expect(withdrawals(studio)).toEqual([[3_408, 'host']]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'c0 3408-5808']);
  });

  test('[RA29] what was interrupted is skipped', () => {
    const studio = onAirWith(3).at(700);
    studio.say('goal', [100], { urgency: 'flash' });
    studio.at(4_000).does({ type: 'cancel', id: 'a' });
    expect(studio.status('a')).toBe('skipped host');
    expect(studio.timeline).toEqual(['a0 600-3000', 'goal0 3000-5400', 'b0 5808-8208']);
  });

  test('[RA29] an edit is a new request in the same place, and cancels the old one', () => {
    const studio = onAirWith(1);
    studio.enqueue('c');
    studio.does({ type: 'edit', id: 'b', request: { id: 'new', expectedMs: 1_000 } });
    expect(studio.status('b')).toBe('cancelled edited');
    expect([studio.status('new'), studio.request('new').rank]).toEqual(['pending', studio.request('b').rank]);
    expect(studio.timeline).toEqual(['a0 600-3000']);
    studio.does({ type: 'generationStarted', id: 'new', pieces: 1 });
    studio.make('new', [50], true);
    expect(studio.timeline.at(-1)).toBe('new0 3408-4608');
  });

  test('[RA29] an edit keeps the urgency, and judges its age anew', () => {
    const studio = new Studio();
    studio.begin('goal', { urgency: 'flash' });
    studio.at(5_000).does({ type: 'edit', id: 'goal', request: { id: 'new', expectedMs: 1_000, spokenForMs: 1_000 } });
    expect(studio.request('new')).toMatchObject({ urgency: 'flash', acceptedAt: 5_000, staleAt: 34_000 });
  });

  test('[RA29] an edit that is too old to be said is refused, and the old one stays', () => {
    const studio = new Studio();
    studio.enqueue('a');
    const request = { id: 'new', expectedMs: 1_000, spokenForMs: 5_000, staleAfterMs: 5_000 };
    expect(studio.does({ type: 'edit', id: 'a', request })).toBe('radio.stale');
    expect(studio.status('a')).toBe('pending');
  });
});

describe('close', () => {
  test('[RA30] plays out what is on air, cancels the rest, and then is closed', () => {
    const studio = onAirWith(2);
    studio.enqueue('c');
    studio.at(1_000).does({ type: 'close' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400']);
    expect([studio.status('b'), studio.status('c')]).toEqual(['cancelled closed', 'cancelled closed']);
    expect(studio.at(5_699).state.phase.name).toBe('closing');
    expect(studio.at(5_700).state.phase).toEqual({ name: 'closed', since: 5_700 });
    expect(studio.status('a')).toBe('completed clock');
  });

  test('[RA30] what is firm is played out, too, with what is still made of it', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.begin('b');
    studio.make('b', [100]);
    studio.at(2_900).does({ type: 'close' });
    studio.make('b', [50], true);
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808', 'b1 5808-7008']);
    expect(studio.at(7_308).state.phase.name).toBe('closed');
  });

  test('[RA30] what was interrupted already is skipped; what is about to be, plays on after the flash', () => {
    const aside = onAirWith(3).at(700);
    aside.say('goal', [20], { urgency: 'flash' });
    aside.at(3_000).does({ type: 'close' });
    expect([aside.status('a'), aside.timeline]).toEqual(['skipped closed', ['a0 600-3000', 'goal0 3000-3480']]);
    const onAir = onAirWith(3).at(700);
    onAir.say('goal', [20], { urgency: 'flash' });
    onAir.at(2_900).does({ type: 'close' });
    expect(onAir.timeline).toEqual(['a0 600-3000', 'goal0 3000-3480', 'a1 3888-6288', 'a2 6288-8688']);
    expect(onAir.at(20_000).status('a')).toBe('completed clock');
  });

  test('[RA30] a flash that is not firm is cancelled, and what it was to interrupt plays out', () => {
    const studio = onAirWith(3).at(700);
    studio.say('goal', [20], { urgency: 'flash' });
    studio.does({ type: 'close' });
    expect(studio.status('goal')).toBe('cancelled closed');
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3408-5808', 'a2 5808-8208']);
    expect(studio.at(20_000).status('a')).toBe('completed clock');
    expect(studio.state.phase.name).toBe('closed');
  });

  test('[RA30] with nothing on air it is closed at once; also while paused', () => {
    const studio = new Studio();
    studio.enqueue('a');
    studio.does({ type: 'pause' });
    expect(studio.does({ type: 'close' })).toBe('ended phase phase');
    expect(studio.state.phase.name).toBe('closed');
  });

  test('[RA30] closed, a channel takes nothing more and cannot be opened', () => {
    const studio = onAirWith(1).at(1_000);
    studio.does({ type: 'close' });
    const request = { id: 'n', urgency: 'flash', expectedMs: 1_000 } as const;
    expect([
      studio.does({ type: 'enqueue', request }),
      studio.does({ type: 'prepend', request }),
      studio.does({ type: 'pause' }),
      studio.does({ type: 'resume' }),
      studio.does({ type: 'close' }),
    ]).toEqual([...Array<string>(4).fill('radio.channel-closed'), '']);
  });
});
