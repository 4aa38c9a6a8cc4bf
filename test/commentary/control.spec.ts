import { beforeEach, describe, expect, it } from '@jest/globals';
import { BoothDesk } from '../support/booth-desk.js';

const CORNER = { type: 'corner', side: 'home', segment: 'H1' } as const;
const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
const APPROVE = { mode: 'approve', colourVoice: null } as const;

let desk: BoothDesk;
beforeEach(() => {
  desk = new BoothDesk();
});

/** The texts that were heard. */
function texts(): string[] {
  return desk.heard.map(([, text]) => text);
}

/** What became of each line: where it is, and why. */
function lines(): [string, string, string | null][] {
  return [...desk.lines.kept].map(([name, { state, reason }]) => [name, state, reason]);
}

describe('a host who is asked', () => {
  it('[CM32] hears nothing before they have said yes, and then the line', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(6_000);
    expect(desk.lines.kept.get('1 0')).toMatchObject({ state: 'draft', text: 'corner 1 happened was told of.' });
    expect(texts()).toEqual([]);
    expect(desk.lines.toldTo).toBe(0);
    expect(await desk.decide('1 0', { state: 'asked' })).toBe(true);
    await desk.clock.advance(2_000);
    expect(texts()).toEqual(['corner 1 happened was told of.']);
    expect(desk.heard[0]?.[0]).toBeLessThan(7_000);
    expect(desk.lines.toldTo).toBe(1);
  });

  it('[CM32] says it in other words', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(2_000);
    await desk.decide('1 0', { state: 'asked', text: 'Corner, and they all come forward.' });
    await desk.clock.advance(2_000);
    expect(texts()).toEqual(['Corner, and they all come forward.']);
  });

  it('[CM32] drops it, and it is never said', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(2_000);
    await desk.decide('1 0', { state: 'dropped', reason: 'declined' });
    await desk.clock.advance(20_000);
    expect(texts()).toEqual([]);
    expect(lines()).toEqual([['1 0', 'dropped', 'declined']]);
    expect(desk.lines.toldTo).toBe(1);
  });

  it('[CM32] says nothing: a line is dropped when it is too old, what matters after a minute', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    // It settles for 1.2 s, and is a draft for 12 s.
    await desk.clock.advance(13_100);
    expect(lines()).toEqual([['1 0', 'draft', null]]);
    await desk.clock.advance(200);
    expect(lines()).toEqual([['1 0', 'dropped', 'expired']]);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(59_000);
    expect(desk.lines.kept.get('2 0')?.state).toBe('draft');
    await desk.clock.advance(2_000);
    expect(desk.lines.kept.get('2 0')).toMatchObject({ state: 'dropped', reason: 'expired' });
    expect(await desk.decide('2 0', { state: 'asked' })).toBe(false);
    await desk.clock.advance(5_000);
    expect(texts()).toEqual([]);
  });

  it('[CM33] a goal takes the place of what waits, which is written anew after it', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(2_000);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(100);
    expect(lines()).toEqual([
      ['1 0', 'dropped', 'replaced'],
      ['2 0', 'draft', null],
    ]);
    await desk.decide('2 0', { state: 'asked' });
    await desk.clock.advance(1_500);
    expect(desk.lines.kept.get('1 1')?.state).toBe('draft');
  });

  it('[CM33] what is taken back while it waits is not said, and nothing is put right of it', async () => {
    await desk.begin(APPROVE);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(2_000);
    await desk.tell(GOAL, { fact: 1, op: 'retract', status: 'retracted', score: { home: 0, away: 0 } });
    await desk.clock.advance(20_000);
    expect(texts()).toEqual([]);
    expect(desk.lines.kept.get('1 0')).toMatchObject({ state: 'dropped', reason: 'replaced' });
  });

  it('[CM33] what was said and is taken back is put right without a word of theirs, also while another line waits', async () => {
    await desk.begin(APPROVE);
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(1_000);
    await desk.decide('1 0', { state: 'asked' });
    await desk.clock.advance(6_000);
    await desk.tell({ type: 'red', side: 'home', segment: 'H1' }, { score: { home: 1, away: 0 } });
    await desk.clock.advance(1_000);
    expect(desk.lines.kept.get('2 0')?.state).toBe('draft');
    const at = desk.clock.now() - 1_000_000;
    await desk.tell(GOAL, { fact: 1, op: 'retract', status: 'retracted', score: { home: 0, away: 0 } });
    await desk.clock.advance(6_000);
    const correction = desk.heard.find(([, text]) => text.startsWith('goal 3 undone'));
    expect(correction?.[0]).toBeLessThan(at + 6_000);
    expect(desk.lines.kept.get('2 1')?.state).toBe('draft');
  });

  it('[CM33] has it air by itself again: what waits airs', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(2_000);
    await desk.control('auto');
    await desk.clock.advance(2_000);
    expect(texts()).toEqual(['corner 1 happened was told of.']);
  });

  it('[CM35] what waited when a process ended is written anew by the next; what they aired is said in those words, once', async () => {
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(2_000);
    desk.commentator.end();
    await desk.clock.advance(0);
    await desk.begin(APPROVE);
    await desk.clock.advance(2_000);
    expect(lines()).toEqual([
      ['1 0', 'dropped', 'replaced'],
      ['1 1', 'draft', null],
    ]);
    const run = desk.channel.run.bind(desk.channel);
    desk.channel.run = () => new Promise(() => undefined);
    await desk.decide('1 1', { state: 'asked', text: 'A corner it is.' });
    await desk.clock.advance(100);
    desk.commentator.end();
    desk.channel.run = run;
    await desk.begin(APPROVE);
    await desk.clock.advance(10_000);
    expect(texts()).toEqual(['A corner it is.']);
  });
});

describe('commentary that is off', () => {
  it('[CM34] ends what it says within a chunk, says nothing more, and tells why', async () => {
    desk.writer.words =
      'was told of in so many words that it takes a good while until all of them have been said aloud';
    await desk.begin();
    await desk.tell(CORNER);
    await desk.clock.advance(3_000);
    const wholeMs = (desk.channel.aired[0]?.endsAt ?? 0) - (desk.channel.aired[0]?.startsAt ?? 0);
    const at = desk.clock.now();
    await desk.control('off');
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(20_000);
    expect(desk.channel.aired).toHaveLength(1);
    expect(wholeMs).toBeGreaterThan(4_000);
    // The lead, and half a second until the next place where a chunk may be left.
    expect(desk.channel.aired[0]?.endsAt).toBeLessThan(at + 1_500);
    expect(desk.lines.kept.get('2 0')).toMatchObject({ state: 'dropped', reason: 'off' });
    expect(desk.lines.toldTo).toBe(2);
  });

  it('[CM34] what is being written, or waits for a host, is not said', async () => {
    desk.writer.takesMs = 1_000;
    await desk.begin(APPROVE);
    await desk.tell(CORNER);
    await desk.clock.advance(1_500);
    await desk.control('off');
    await desk.clock.advance(3_000);
    expect(lines()).toEqual([['1 0', 'dropped', 'off']]);
    await desk.control('approve');
    await desk.tell(CORNER);
    await desk.clock.advance(4_000);
    expect(desk.lines.kept.get('2 0')?.state).toBe('draft');
    await desk.control('off');
    await desk.clock.advance(3_000);
    expect(desk.lines.kept.get('2 0')).toMatchObject({ state: 'dropped', reason: 'off' });
    expect(texts()).toEqual([]);
  });

  it('[CM34] and on again says what happens from then on', async () => {
    await desk.begin({ mode: 'off', colourVoice: null });
    await desk.tell(GOAL, { score: { home: 1, away: 0 } });
    await desk.clock.advance(2_000);
    await desk.control('auto');
    await desk.tell(CORNER, { score: { home: 1, away: 0 } });
    await desk.clock.advance(5_000);
    expect(texts()).toEqual(['corner 2 happened was told of.']);
  });
});
