import { describe, expect, test } from '@jest/globals';
import { aChannel } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { judgeHeard } from './decide.js';

function heard(studio: Studio, chunk: string): unknown {
  const outcome = judgeHeard(studio.state, chunk, studio.now);
  return typeof outcome === 'string' ? outcome : outcome.refused;
}

/** `a` sounds from 600 to 1,800 and to 3,000, `b` from 3,408 to 5,808. */
function twoRequests(): Studio {
  const studio = new Studio();
  studio.say('a', [50, 50]);
  studio.say('b', [100]);
  return studio;
}

describe('completion', () => {
  test.each([
    [2_749, 'early', 'playing'],
    [2_750, 'completes', 'completed acknowledged'],
    [3_000, 'completes', 'completed acknowledged'],
    [3_299, 'completes', 'completed acknowledged'],
    [3_300, 'heard', 'completed clock'],
  ])('[RA13] the last chunk acknowledged at %i: %s, %s', (moment, worth, status) => {
    const studio = twoRequests().at(moment);
    expect(heard(studio, 'a1')).toBe(worth);
    studio.does({ type: 'acknowledge', chunk: 'a1' });
    expect(studio.status('a')).toBe(status);
  });

  test('[RA13] an early one changes nothing and may be repeated', () => {
    const studio = twoRequests().at(2_000);
    expect(studio.does({ type: 'acknowledge', chunk: 'a1' })).toBe('');
    expect(studio.at(2_750).does({ type: 'acknowledge', chunk: 'a1' })).toBe('ended');
  });

  test('[RA13] the first valid one is enough; those that follow count as heard', () => {
    const studio = twoRequests().at(2_750);
    studio.does({ type: 'acknowledge', chunk: 'a1' });
    expect(studio.does({ type: 'acknowledge', chunk: 'a1' })).toBe('');
    expect(heard(studio, 'a1')).toBe('heard');
    expect(heard(studio.at(60_000), 'a1')).toBe('heard');
  });

  test('[RA14] other chunks are heard, from 250 ms before their end on, and complete nothing', () => {
    const studio = twoRequests();
    expect(heard(studio.at(1_549), 'a0')).toBe('early');
    expect(heard(studio.at(1_550), 'a0')).toBe('heard');
    expect(studio.at(2_900).does({ type: 'acknowledge', chunk: 'a0' })).toBe('');
    expect(studio.status('a')).toBe('playing');
  });

  test('[RA14] a chunk without a start is early, one that nobody knows is refused', () => {
    const studio = twoRequests();
    studio.does({ type: 'pause' });
    expect(heard(studio, 'b0')).toBe('early');
    expect(heard(studio, 'nobody')).toBe('radio.unknown-chunk');
    expect(studio.does({ type: 'acknowledge', chunk: 'nobody' })).toBe('radio.unknown-chunk');
  });

  test('[RA14] the last chunk so far completes nothing while more is being made', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [50]);
    expect(heard(studio.at(1_800), 'a0')).toBe('heard');
  });

  test('[RA14] what is about to be skipped is not completed by whoever hears it', () => {
    const studio = twoRequests();
    studio.at(2_000).does({ type: 'skip', id: 'a' });
    expect(heard(studio.at(2_900), 'a1')).toBe('heard');
    expect(studio.at(3_000).status('a')).toBe('skipped host');
  });

  test('[RA14] without an acknowledgement the clock completes it 300 ms after its end', () => {
    const studio = twoRequests();
    expect(studio.at(3_299).status('a')).toBe('playing');
    expect(studio.at(3_300).status('a')).toBe('completed clock');
    expect(studio.when('ended', 'a')).toEqual([3_300]);
  });

  test.each([
    [0, 3_000],
    [240, 3_240],
    [408, 3_300],
    [4_800, 3_300],
  ])('[RA14] a gap of %i ms, where that is shorter: at %i', (gapMs, at) => {
    const studio = new Studio(aChannel({ gapMs }));
    studio.say('a', [50, 50]);
    expect(studio.at(20_000).when('ended', 'a')).toEqual([at]);
  });

  test('[RA14] a flash that follows without a gap leaves no time to wait', () => {
    const studio = new Studio();
    studio.say('a', [50]);
    studio.at(700).say('goal', [20], { urgency: 'flash' });
    expect(studio.at(20_000).when('ended', 'a')).toEqual([1_800]);
    expect(studio.when('onAir', 'goal')).toEqual([1_800]);
  });

  test('[RA15] the commit that completes one puts the next on air, if its start is firm', () => {
    const studio = twoRequests();
    // 3,408 is firm from 2,785 on.
    expect(studio.at(2_785).does({ type: 'acknowledge', chunk: 'a1' })).toBe('ended onAir');
    expect(studio.status('b')).toBe('playing');
    expect(studio.when('onAir', 'b')).toEqual([3_408]);
  });

  test('[RA15] else the tick does at which it becomes firm', () => {
    const studio = twoRequests();
    expect(studio.at(2_784).does({ type: 'acknowledge', chunk: 'a1' })).toBe('ended');
    expect(studio.status('b')).toBe('ready');
    expect(studio.at(2_785).status('b')).toBe('playing');
  });

  test('[RA15] a start that a longer lead made firm is on air when nobody else is, also under a shorter one', () => {
    const studio = twoRequests();
    studio.does({ type: 'setLead', leadMs: 1_000 });
    studio.at(2_500).does({ type: 'setLead', leadMs: 400 });
    expect(studio.at(2_750).does({ type: 'acknowledge', chunk: 'a1' })).toBe('ended onAir');
  });

  test('[RA15] with nothing ready nobody is on air', () => {
    const studio = new Studio();
    studio.say('a', [50]);
    studio.begin('b');
    expect(studio.at(2_100).state.requests.map(({ place }) => place.at)).toEqual(['ended', 'queue']);
  });

  test('[RA2] however long the clock slept, each has been on air by itself, in order', () => {
    const studio = twoRequests();
    studio.say('c', [50]);
    studio.wakeAt(30_000);
    expect(['a', 'b', 'c'].map((id) => [studio.when('onAir', id), studio.when('ended', id)])).toEqual([
      [[600], [3_300]],
      [[3_408], [6_108]],
      [[6_216], [7_716]],
    ]);
  });
});
