import { describe, expect, test } from '@jest/globals';
import { RadioDrive } from '../../../test/support/radio-drive.js';

/** Raise it to look for what nobody has thought of yet; so many fit into the ordinary run. */
const SEEDS = 60;
const FIRST = 1;
const STEPS = 120;

describe('whatever is commanded, whenever', () => {
  test('[RA39] the rules hold at every step, and everything live ends', () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const drive = new RadioDrive(seed);
      try {
        drive.run(STEPS);
      } catch (error) {
        const lately = drive.log.slice(-40).join('\n');
        throw new Error(`seed ${seed}: ${String(error)}\n${lately}`, { cause: error });
      }
      expect(drive.radio.live).toEqual([]);
    }
  });
});
