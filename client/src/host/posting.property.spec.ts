import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LossyDesk } from '../../../test/support/lossy-desk.js';

interface Story {
  readonly desk: LossyDesk;
  readonly written: readonly string[];
}

const STEPS = 40;
const HOUR_MS = 3_600_000;

/** A host writes, the line opens and shuts, the page is loaded again, and time goes on; then all is well for a while. */
async function told(seed: number, staleAfterMs?: number): Promise<Story> {
  const desk = new LossyDesk(seed);
  const { random } = desk;
  const written: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const roll = random();
    if (roll < 0.35) {
      const urgency = random() < 0.3 ? 'flash' : 'normal';
      const text = `${urgency} ${step}`;
      written.push(text);
      desk.write(text, { urgency, ...(staleAfterMs === undefined ? {} : { staleAfterMs }) });
    } else if (roll < 0.5) desk.shut();
    else if (roll < 0.7) desk.open();
    else if (roll < 0.85) desk.reload();
    // Half of the waits end where something may fall due.
    await desk.clock.advance(
      random() < 0.5 ? ([1, 4_999, 5_000, 5_001][Math.floor(random() * 4)] ?? 0) : random() * 3_000,
    );
  }
  desk.isGood = true;
  desk.open();
  await desk.clock.advance(HOUR_MS / 2);
  return { desk, written };
}

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('posting', () => {
  test('[HO1] whatever is lost or repeated, and whenever the page is loaded again, each line is said once', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { desk, written } = await told(seed);
        expect(desk.server.said.toSorted()).toEqual(written.toSorted());
        expect(desk.posting.all).toEqual([]);
        expect(desk.kept.length).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test('[HO2] flashes among themselves, and all others, come in the order they were written', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { desk, written } = await told(seed);
        for (const urgency of ['flash', 'normal']) {
          const isOne = (text: string): boolean => text.startsWith(urgency);
          expect(desk.server.said.filter(isOne)).toEqual(written.filter(isOne));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('[HO3] of lines that age each is said once, or not at all and then its host is asked', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { desk, written } = await told(seed, 8_000);
        const { said } = desk.server;
        expect(new Set(said).size).toBe(said.length);
        const asked = desk.posting.all.map(({ say, state }) => [say.text ?? '', state] as const);
        expect([...new Set([...said, ...asked.map(([text]) => text)])].toSorted()).toEqual(written.toSorted());
        for (const [text, state] of asked) {
          expect(state).toEqual({ at: 'stale', mayBeSaid: expect.any(Boolean) });
          if (said.includes(text)) expect(state).toEqual({ at: 'stale', mayBeSaid: true });
        }
      }),
      { numRuns: 150 },
    );
  });
});
