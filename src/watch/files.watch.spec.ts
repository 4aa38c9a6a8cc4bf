import { describe, expect, test } from '@jest/globals';
import { MemoryDrain } from '../../test/support/memory.drain.js';
import { MemoryHealth } from '../../test/support/memory.health.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { FilesWatch } from './files.watch.js';
import { openFiles, type OpenFiles } from './open-files.js';

function watched(most = 1_000) {
  const [clock, log, health, drain] = [new VirtualClock(0), new MemoryLog(), new MemoryHealth(), new MemoryDrain()];
  let now: OpenFiles | undefined = { open: 0, most };
  new FilesWatch(clock, log, async () => now).join(health, drain);
  return {
    clock,
    drain,
    /** How often it has warned once so many are open and ten seconds have passed. */
    warnedWith: async (open: number | undefined): Promise<number> => {
      now = open === undefined ? undefined : { open, most };
      await clock.advance(10_000);
      return log.lines.filter(({ sentence }) => sentence === 'files are running out').length;
    },
    condition: async () => (await health.checks[0]?.check(new AbortController().signal))?.ok,
  };
}

describe('the files a process may open', () => {
  test('[WA22] at four fifths it warns once, and again only after less than seven tenths', async () => {
    const { warnedWith } = watched();
    const counts: [open: number, warned: number][] = [];
    for (const open of [799, 800, 950, 750, 800, 700, 800, 699, 799, 800, 801]) {
      counts.push([open, await warnedWith(open)]);
    }
    expect(counts).toEqual([
      [799, 0],
      [800, 1],
      [950, 1],
      [750, 1],
      [800, 1],
      [700, 1],
      [800, 1],
      [699, 1],
      [799, 1],
      [800, 2],
      [801, 2],
    ]);
  });

  test('[WA22] the health is degraded as long, and looks for itself', async () => {
    const { warnedWith, condition } = watched();
    expect(await condition()).toBe(true);
    await warnedWith(800);
    expect(await condition()).toBe(false);
    await warnedWith(700);
    expect(await condition()).toBe(false);
    await warnedWith(699);
    expect(await condition()).toBe(true);
  });

  test('[WA22] where nobody can count them nothing is said, and a stop ends the watch', async () => {
    const { warnedWith, condition, clock, drain } = watched();
    expect(await warnedWith(undefined)).toBe(0);
    expect(await condition()).toBe(true);
    await drain.run();
    expect(clock.waiting).toBe(0);
  });

  if (process.platform === 'linux') {
    test('[WA22] Linux is asked: this very process has some open, and may have more', async () => {
      const { open, most } = (await openFiles()) ?? { open: 0, most: 0 };
      expect(open).toBeGreaterThan(3);
      expect(most).toBeGreaterThan(open);
    });
  }
});
