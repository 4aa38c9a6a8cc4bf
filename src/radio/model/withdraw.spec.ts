import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';
import type { Change, LogRow } from '../../wire/radio.js';
import { changeOf, nameOf } from './change.js';
import type { Aired } from './commands.js';
import { toldAgain } from './told-again.js';

const wordsOf = (chunk: string) => ({ text: `the words of ${chunk}`, words: [] });

function withdraws(studio: Studio, id: string, aired?: Aired): string {
  return studio.does({ type: 'withdraw', id, aired });
}

/** What listeners are told of the last commit. */
function told(studio: Studio): Change {
  const step = studio.steps.at(-1);
  if (step === undefined) throw new Error('nothing happened');
  return changeOf(step, wordsOf);
}

const row = (seq: number, change: Change): LogRow => ({
  channel: 'c',
  epoch: 1,
  seq,
  at: seq,
  name: nameOf(change),
  change,
});
const entry = (request: string, chunk: string) => ({
  request,
  chunk,
  index: 0,
  url: '/',
  startsAt: 0,
  frames: 100,
  last: true,
  text: `the words of ${chunk}`,
  words: [{ start: 0, end: 3, startMs: 0, endMs: 200 }],
});
const started = (request: string, chunk: string): Change => ({
  started: { request, urgency: 'normal', streamUrl: '/', entries: [entry(request, chunk)] },
});

describe('withdrawing what was heard', () => {
  test('[RP21] is for what has begun to sound: what has not is to be cancelled or skipped', () => {
    const studio = new Studio();
    studio.say('a', [100, 100]);
    studio.say('b', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400', 'b0 5808-8208']);
    expect(withdraws(studio.at(599), 'a')).toBe('radio.not-aired');
    expect(withdraws(studio.at(600), 'a')).toBe('silenced');
    expect(withdraws(studio.at(5_000), 'b')).toBe('radio.not-aired');
    expect(withdraws(studio, 'c')).toBe('radio.unknown-request');
  });

  test('[RP22] moves nothing, neither of it nor of what follows, and again it changes nothing', () => {
    const studio = new Studio();
    studio.say('a', [100, 100]);
    studio.say('b', [100]);
    studio.at(1_000);
    expect(withdraws(studio, 'a')).toBe('silenced');
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400', 'b0 5808-8208']);
    expect(withdraws(studio, 'a')).toBe('');
    studio.at(9_000);
    expect([studio.status('a'), studio.status('b')]).toEqual(['completed clock', 'completed clock']);
    expect(withdraws(studio, 'a')).toBe('');
    expect(withdraws(studio, 'b')).toBe('silenced');
    expect(studio.status('b')).toBe('completed clock');
  });

  test('[RP28] may be long after, when nothing but what is kept knows of it', () => {
    const studio = new Studio();
    expect(withdraws(studio, 'z', { chunks: ['z0', 'z1'], isSilenced: false })).toBe('silenced');
    expect(told(studio)).toEqual({ silenced: [{ request: 'z', chunks: ['z0', 'z1'] }] });
    expect(withdraws(studio, 'z', { chunks: ['z0', 'z1'], isSilenced: true })).toBe('');
    expect(withdraws(studio, 'y', { chunks: [], isSilenced: false })).toBe('radio.not-aired');
  });

  test('[RP25] tells of what is announced, and what is made of it later comes without its words', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100, 100]);
    studio.at(1_000);
    withdraws(studio, 'a');
    const change = told(studio);
    expect(change).toEqual({ silenced: [{ request: 'a', chunks: ['a0', 'a1'] }] });
    expect(nameOf(change)).toBe('audio_stream_withdrawn');
    studio.make('a', [100], true);
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400', 'a2 5400-7800']);
    const [later] = told(studio).chunks ?? [];
    expect(later).toMatchObject({ chunk: 'a2', startsAt: 5_400, silenced: true, text: '', words: [] });
  });

  test('[RP25] what a flash has interrupted, or is about to, does not come back', () => {
    const studio = new Studio();
    studio.say('a', [100, 100, 100, 100]);
    studio.at(1_000);
    studio.say('f', [100], { urgency: 'flash' });
    studio.at(1_100);
    // What was to follow the flash is void with it.
    expect(withdraws(studio, 'a')).toBe('silenced leaving withdrawn');
    studio.at(20_000);
    expect(studio.status('a')).toBe('skipped host');

    const other = new Studio();
    other.say('a', [100, 100, 100, 100]);
    other.begin('f', { urgency: 'flash' });
    other.at(1_000);
    other.make('f', [100]);
    other.at(4_000);
    expect(other.status('a')).toBe('interrupted');
    expect(withdraws(other, 'a')).toBe('silenced ended');
    expect(other.status('a')).toBe('skipped host');
  });

  test('[RP25] what is withdrawn and then interrupted does not come back either', () => {
    const studio = new Studio();
    studio.say('a', [100, 100, 100, 100]);
    studio.at(1_000);
    withdraws(studio, 'a');
    studio.say('f', [100], { urgency: 'flash' });
    studio.at(20_000);
    expect([studio.status('a'), studio.status('f')]).toEqual(['skipped flash', 'completed clock']);
  });
});

describe('the log, told again', () => {
  test('[RP27] has no words any more of what was withdrawn since, and all others', () => {
    const rows = [
      row(1, started('a', 'a0')),
      row(2, { chunks: [entry('a', 'a1'), entry('b', 'b0')] }),
      row(3, { silenced: [{ request: 'a', chunks: ['a0'] }] }),
    ];
    const again = toldAgain(rows);
    expect(JSON.stringify(again)).not.toContain('the words of a');
    expect(again[0]?.change.started?.entries[0]).toMatchObject({ startsAt: 0, frames: 100, silenced: true, text: '' });
    expect(again[1]?.change.chunks?.[1]).toEqual(entry('b', 'b0'));
    expect(again[2]).toEqual(rows[2]);
    expect(toldAgain(rows.slice(0, 2))).toEqual(rows.slice(0, 2));
  });
});
