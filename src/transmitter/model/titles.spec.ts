import { describe, expect, test } from '@jest/globals';
import { entryOf } from '../../../test/support/wire.js';
import { groupFrom, groupOf, shownTitle, titleBlock, titleOf } from './titles.js';

describe('titles', () => {
  test('[TX4] stand between groups of ten frames of server time', () => {
    expect([groupOf(120), groupOf(129), groupFrom(120), groupFrom(121)]).toEqual([120, 120, 120, 130]);
  });

  test('[TX4] say what is said in the middle of a group, and else what the channel is called', () => {
    const entries = [entryOf(0, 126 * 24, { text: 'Goal!' }), entryOf(1, 150 * 24, { text: '' })];
    const told = [110, 120, 130, 140, 150].map((group) => titleOf(entries, group, 'Final'));
    // It sounds from 126 to 135: in the middle of the group from 130 on it is on air, of that before not yet.
    expect(told).toEqual(['Final', 'Final', 'Goal!', 'Final', 'Final']);
    expect(titleOf([entryOf(0, 125 * 24, { text: 'Goal!' })], 120, 'Final')).toBe('Goal!');
  });

  test('[TX4] are written as radios read them', () => {
    // 'StreamTitle='Goal!';' are 20 bytes: two blocks of 16.
    const block = Buffer.from(titleBlock('Goal!'));
    expect([block.length, block[0]]).toEqual([33, 2]);
    expect(block.subarray(1).toString('utf8')).toBe(`StreamTitle='Goal!';${'\0'.repeat(12)}`);
    expect([...titleBlock(undefined)]).toEqual([0]);
    expect(Buffer.from(titleBlock('ä')).subarray(1, 17).toString('hex')).toBe('53747265616d5469746c653d27c3a427');
  });

  test('[TX4] are one line that nothing in it ends early', () => {
    expect(shownTitle(" It's\r\n a';StreamUrl='http://x';\0 trap\u2028 ")).toBe('It’s a’;StreamUrl=’http://x’; trap');
  });

  test.each(['x', 'ä', '語', '🏏'])(
    '[TX4] are as long as a display takes, and cut between characters: %s',
    (letter) => {
      const shown = shownTitle(letter.repeat(300));
      const bytes = Buffer.byteLength(shown);
      expect(bytes).toBeGreaterThan(250 - Buffer.byteLength(letter));
      expect(bytes).toBeLessThanOrEqual(250);
      expect(shown).toBe(`${letter.repeat((shown.length - 1) / letter.length)}…`);
      expect(titleBlock(letter.repeat(2_000)).length).toBeLessThanOrEqual(1 + 17 * 16);
    },
  );
});
