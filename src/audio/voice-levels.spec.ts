import { describe, expect, test } from '@jest/globals';
import { VoiceLevels } from './voice-levels.js';

const heard = (power: number, seconds = 2) => ({ power, seconds });

describe('voice levels', () => {
  test('[AU4] a request holds the gain of its first chunk', () => {
    const levels = new VoiceLevels();
    const request = { voice: 'anna' };
    const gainDb = levels.gainDb(request, heard(0.1));
    expect(gainDb).toBeCloseTo(-4.83, 2);
    expect(levels.gainDb(request, heard(0.11))).toBe(gainDb);
    expect(levels.gainDb(request, heard(0.09))).toBe(gainDb);
  });

  test('[AU4] a chunk that would lie more than 0.7 dB off is moved to there, and the next has the held gain again', () => {
    const levels = new VoiceLevels();
    const request = { voice: 'anna' };
    const gainDb = levels.gainDb(request, heard(0.1));
    expect(levels.gainDb(request, heard(1))).toBeCloseTo(gainDb - 10 + 0.7, 6);
    expect(levels.gainDb(request, heard(0.01))).toBeCloseTo(gainDb + 10 - 0.7, 6);
    expect(levels.gainDb(request, heard(0.1))).toBe(gainDb);
  });

  test('[AU4] the next request of the voice knows what the last one taught', () => {
    const levels = new VoiceLevels();
    levels.gainDb({ voice: 'anna' }, heard(0.1, 30));
    // 30 s of 0.1 and 10 s of 0.12 are 0.105: 0.21 dB louder.
    expect(levels.gainDb({ voice: 'anna' }, heard(0.12, 10))).toBeCloseTo(-4.83 - 0.21, 2);
    expect(levels.gainDb({ voice: 'bert' }, heard(0.1))).toBeCloseTo(-4.83, 2);
  });

  test('[AU4] of five hundred voices the one longest unheard is forgotten', () => {
    const levels = new VoiceLevels();
    levels.gainDb({ voice: 'anna' }, heard(0.1, 60));
    levels.gainDb({ voice: 'bert' }, heard(0.1, 60));
    for (let n = 0; n < 498; n += 1) levels.gainDb({ voice: `voice ${n}` }, heard(0.1));
    levels.gainDb({ voice: 'anna' }, heard(0.1, 60));
    levels.gainDb({ voice: 'one more' }, heard(0.1));
    // Bert was forgotten: only what is new counts.
    expect(levels.gainDb({ voice: 'bert' }, heard(0.01))).toBeCloseTo(5.17, 2);
    expect(levels.gainDb({ voice: 'anna' }, heard(0.1))).toBeCloseTo(-4.83, 2);
  });
});
