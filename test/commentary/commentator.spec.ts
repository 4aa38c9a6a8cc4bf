import { beforeEach, describe, expect, it } from '@jest/globals';
import { BoothDesk } from '../support/booth-desk.js';

const CORNER = { type: 'corner', side: 'home', segment: 'H1' } as const;
const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;

let desk: BoothDesk;
beforeEach(async () => {
  desk = new BoothDesk();
  await desk.begin();
});

/** The texts that were heard. */
function texts(): string[] {
  return desk.heard.map(([, text]) => text);
}

describe('a commentator', () => {
  it('[CM24] says what happens, and how late its first word was is kept', async () => {
    await desk.tell(CORNER);
    await desk.clock.advance(5_000);
    expect(texts()).toEqual(['corner 1 happened was told of.']);
    const line = desk.lines.kept.get('1 0');
    // Settled for 1.2 s, then made in 150 ms and announced 600 ms ahead, on a whole frame.
    expect(line).toMatchObject({ state: 'asked', request: 'request-1', writer: 'naming' });
    expect(line?.lagMs).toBeGreaterThanOrEqual(1_950);
    expect(line?.lagMs).toBeLessThan(2_000);
    expect(desk.lines.toldTo).toBe(1);
  });

  it('[CM22] a goal takes over from a line that is being written, and what that was about is told after it', async () => {
    desk.writer.takesMs = 1_400;
    await desk.tell(CORNER);
    await desk.clock.advance(1_500);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(20_000);
    expect(texts()).toEqual(['goal 2 happened was told of.', 'corner 1 happened was told of.']);
  });

  it('[CM29] a line that was made false while it was written is not said', async () => {
    desk.writer.takesMs = 1_000;
    const goal = await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(500);
    await desk.tell(GOAL, { fact: 1, op: 'retract', status: 'retracted', score: { home: 0, away: 0 } });
    await desk.clock.advance(20_000);
    expect(goal.seq).toBe(1);
    expect(texts()).toEqual([]);
    expect([...desk.lines.kept.values()].map(({ event, state, reason }) => [event, state, reason])).toEqual([
      [1, 'dropped', 'superseded'],
      [2, 'dropped', 'superseded'],
    ]);
  });

  it('[CM29] what was said and is taken back is put right within six seconds', async () => {
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(8_000);
    await desk.tell(CORNER);
    await desk.clock.advance(1_500);
    const at = desk.clock.now() - 1_000_000;
    await desk.tell(GOAL, { fact: 1, op: 'retract', status: 'retracted', score: { home: 0, away: 0 } });
    await desk.clock.advance(20_000);
    const correction = desk.heard.find(([, text]) => text.startsWith('goal 3 undone'));
    expect(correction?.[0]).toBeLessThan(at + 6_000);
  });

  it('[CM28] what was decided and not asked for yet is asked for by whoever comes next, in the same words and once', async () => {
    const run = desk.channel.run.bind(desk.channel);
    desk.channel.run = () => new Promise(() => undefined);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(3_000);
    expect(desk.lines.kept.get('1 0')).toMatchObject({ state: 'asked', request: null });
    desk.commentator.end();
    desk.channel.run = run;
    desk.writer.words = 'would be said otherwise';
    await desk.begin();
    await desk.clock.advance(10_000);
    expect(texts()).toEqual(['goal 1 happened was told of.']);
    desk.commentator.end();
    await desk.begin();
    await desk.clock.advance(10_000);
    expect(texts()).toHaveLength(1);
  });

  it('[CM28] what waited when a process ended is said by the next, and nothing twice', async () => {
    desk.writer.takesMs = 1_000;
    await desk.tell(CORNER);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(500);
    desk.commentator.end();
    await desk.begin();
    await desk.clock.advance(10_000);
    expect(texts()).toEqual(['goal 2 happened was told of.', 'corner 1 happened was told of.']);
    desk.commentator.end();
    await desk.begin();
    await desk.clock.advance(10_000);
    expect(texts()).toHaveLength(2);
  });
});
