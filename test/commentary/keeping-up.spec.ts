import { expect, it } from '@jest/globals';
import { inDenseTime } from '../../bench/commentary/dense.js';
import { measuredIn, percentile } from '../../bench/commentary/measured.js';
import { playedOut, SILENT_LOG } from '../../bench/commentary/room.js';
import { simulated } from '../../src/matches/model/simulator/simulated.js';
import type { WritingTask } from '../../src/writing/writing.port.js';

/** Fills the length it may have, with words that say what they are about. */
function wordy({ sheet, wordsMax, seed }: WritingTask) {
  const names = sheet.moments.map(({ type, seq }) => `${type} ${seq}`).join(' and ');
  const words = (names === '' ? `colour ${seed}` : names).split(' ');
  while (words.length < wordsMax) words.push('word');
  const line = { text: `${words.join(' ')}.`, writer: 'wordy', language: 'en' };
  return Promise.resolve({ line, refused: [] });
}

it.each([
  ['football', 1],
  ['football', 12],
  ['cricket', 1],
  ['cricket', 4],
] as const)(
  '[CM27] %s at %d times its pace: what is said is in time, and what matters is said',
  async (sport, factor) => {
    const match = inDenseTime(simulated({ sport, seed: 1 }), factor);
    const played = await playedOut({ match, language: 'en', log: SILENT_LOG, writerFor: () => ({ write: wordy }) });
    const measured = measuredIn(match, played);
    expect(percentile(measured.lagsMs, 0.95)).toBeLessThanOrEqual(6_000);
    expect(percentile(measured.flashLagsMs, 0.95)).toBeLessThanOrEqual(8_000);
    expect(Math.max(0, ...measured.correctionLagsMs)).toBeLessThanOrEqual(6_000);
    expect(Math.max(...measured.routineLagsMs)).toBeLessThanOrEqual(13_000);
    expect(measured.urgentSaid).toBe(measured.urgent);
    expect([measured.overlaps, measured.silenceMs <= 20_000]).toEqual([0, true]);
  },
  60_000,
);
