import { beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LossyPad, problem } from '../../../test/support/lossy-pad.js';
import { TELLINGS_MAX } from './telling.js';

let pad: LossyPad;

beforeEach(() => {
  pad = new LossyPad(1);
  pad.isGood = true;
});

const states = () => pad.sending.all.map(({ state }) => state.at);
const bodies = () => pad.requests.map(({ body }) => body);

describe('what is told', () => {
  test('[PG53] is kept before it is sent, over reloads, and tells how long ago it was', async () => {
    pad.goOnline(false);
    pad.tell('Goal');
    await pad.clock.advance(20_000);
    expect([pad.kept.length, pad.requests]).toEqual([1, []]);
    pad.reload();
    pad.goOnline(true);
    await pad.clock.advance(1_000);
    expect(bodies()).toEqual([{ type: 'note', text: 'Goal', key: 'key-00001', ageMs: 20_000 }]);
    expect([pad.kept.length, pad.sending.all]).toEqual([0, []]);
  });

  test('[PG53] is told once and in order, whatever is lost or repeated, and whenever the page is loaded again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const lossy = new LossyPad(seed);
        const draw = fc.sample(fc.double({ min: 0, max: 0.999, noNaN: true }), { numRuns: 60, seed });
        const told: string[] = [];
        for (const [step, roll] of draw.entries()) {
          if (roll < 0.4) {
            told.push(`${step}`);
            lossy.tell(`${step}`);
          } else if (roll < 0.55) lossy.goOnline(false);
          else if (roll < 0.75) lossy.goOnline(true);
          else if (roll < 0.85) lossy.reload();
          await lossy.clock.advance(roll * 4_000);
        }
        lossy.isGood = true;
        lossy.goOnline(true);
        await lossy.clock.advance(3_600_000);
        expect(lossy.record).toEqual(told);
        expect([lossy.sending.all, lossy.kept.length]).toEqual([[], 0]);
      }),
      { numRuns: 100 },
    );
  });

  test('[PG53] waits at most five hundred at a time, and a browser that keeps nothing is told', () => {
    pad.goOnline(false);
    pad.kept.isFull = true;
    pad.tell('Only here');
    expect(pad.sending.isUnkept).toBe(true);
    for (let nth = 1; nth < TELLINGS_MAX; nth += 1) pad.tell(`${nth}`);
    expect(pad.sending.tell({ type: 'note' }, 0)).toBeUndefined();
    expect(pad.sending.all).toHaveLength(500);
  });

  test('[PG53] a server that is away is asked again after a while, and at once when the network is back', async () => {
    pad.refuses = () => problem('database.unavailable', 503);
    pad.tell('Goal');
    // At least half a second, and then at least a whole one.
    await pad.clock.advance(499);
    expect(pad.requests).toHaveLength(1);
    await pad.clock.advance(1_400);
    expect(pad.requests).toHaveLength(2);
    pad.sending.wake();
    await pad.clock.advance(1);
    expect(pad.requests).toHaveLength(3);
  });

  test('[PG53] another page of the browser sends none of it twice', async () => {
    pad.goOnline(false);
    pad.tell('Goal');
    const [[name, text] = ['', '']] = [...pad.kept.texts];
    pad.sending.heard(name, null);
    expect(pad.sending.all).toEqual([]);
    pad.sending.heard(name, text);
    pad.sending.heard('something.else', null);
    expect(pad.sending.all).toHaveLength(1);
  });
});

describe('what is shown', () => {
  test('[PG55] stays shown between the answer and the record, and no longer', async () => {
    for (const text of ['Kick off', 'Goal']) pad.tell(text);
    await pad.clock.advance(1_000);
    const shown = () => pad.sending.unfollowed.map(({ what }) => 'content' in what && what.content.text);
    expect([pad.sending.all, shown()]).toEqual([[], ['Kick off', 'Goal']]);
    pad.sending.followed(1);
    expect(shown()).toEqual(['Goal']);
    pad.tell('Corner');
    expect(shown()).toEqual(['Goal', 'Corner']);
    pad.sending.followed(2);
    expect(shown()).toEqual(['Corner']);
    // The record may be quicker than the answer.
    pad.sending.followed(3);
    await pad.clock.advance(1_000);
    expect([pad.record.length, shown()]).toEqual([3, []]);
  });
});

describe('what the server does not take', () => {
  test('[PG54] is set aside with its words, and what comes after it goes on', async () => {
    pad.refuses = ({ body }) =>
      'text' in body && body.text === 'Half-time' ? problem('matches.wrong-phase', 409) : undefined;
    for (const text of ['Half-time', 'Goal']) pad.tell(text);
    await pad.clock.advance(2_000);
    expect(pad.record).toEqual(['Goal']);
    expect(pad.sending.all.map(({ state }) => state)).toEqual([{ at: 'refused', says: 'matches.wrong-phase' }]);
    pad.refuses = () => undefined;
    pad.sending.again(pad.sending.all[0]?.key ?? '');
    await pad.clock.advance(2_000);
    expect(pad.record).toEqual(['Goal', 'Half-time']);
  });

  test('[PG54] holds up what corrects it, and takes that along when it is dropped', async () => {
    pad.isGood = false;
    pad.refuses = () => problem('matches.bad-event', 422);
    const fact = pad.tell('Goal');
    pad.sending.revise(fact, { type: 'note', text: 'Goal, Ann' });
    await pad.clock.advance(120_000);
    expect(states()).toEqual(['refused', 'waiting']);
    pad.sending.drop(pad.sending.all[0]?.key ?? '');
    expect([pad.sending.all, pad.kept.length]).toEqual([[], 0]);
  });

  test('[PG54] is mended under another key', async () => {
    pad.refuses = ({ body }) => ('text' in body && body.text === 'Bad' ? problem('matches.bad-event', 422) : undefined);
    const fact = pad.tell('Bad');
    await pad.clock.advance(1_000);
    pad.sending.revise(fact, { type: 'note', text: 'Good' });
    await pad.clock.advance(1_000);
    expect(pad.record).toEqual(['Good']);
    expect(new Set(pad.requests.map(({ key }) => key)).size).toBe(2);
    // It is the same thing all the same.
    expect(bodies().map((body) => 'key' in body && body.key)).toEqual(['key-00001', 'key-00001']);
  });

  test('[PG54] a server that fails over and over at one thing gets the others', async () => {
    pad.refuses = ({ body }) => ('text' in body && body.text === 'Poison' ? problem('server.fault', 500) : undefined);
    for (const text of ['Poison', 'Goal']) pad.tell(text);
    await pad.clock.advance(60_000);
    expect([pad.record, states(), pad.requests.length]).toEqual([['Goal'], ['refused'], 6]);
  });

  test('[PG54] who was signed out loses nothing, and is told', async () => {
    pad.refuses = () => problem('people.not-signed-in', 401);
    pad.tell('Goal');
    await pad.clock.advance(300_000);
    expect([states(), pad.sending.isSignedOut]).toEqual([['waiting'], true]);
    pad.refuses = () => undefined;
    pad.sending.wake();
    await pad.clock.advance(1_000);
    expect([pad.record, pad.sending.isSignedOut]).toEqual([['Goal'], false]);
  });
});

describe('corrections', () => {
  test('[PG56] of what the server has are told beside it', async () => {
    const fact = pad.tell('Goal');
    await pad.clock.advance(1_000);
    pad.sending.revise(fact, { type: 'note', text: 'Goal, Ann' });
    await pad.clock.advance(1_000);
    pad.sending.retract(fact);
    await pad.clock.advance(1_000);
    expect(pad.record).toEqual(['Goal', '=Goal, Ann', '-']);
    expect(pad.requests.slice(1).map(({ path }) => path)).toEqual([
      `/v1/matches/final/events/${fact}/corrections`,
      `/v1/matches/final/events/${fact}/corrections`,
    ]);
  });

  test('[PG56] of what was never sent change it in its place, and taken back nothing is left of it', async () => {
    pad.goOnline(false);
    const [first, second] = [pad.tell('Goal'), pad.tell('Corner')];
    pad.sending.revise(first, { type: 'note', text: 'Goal, Ann' });
    pad.sending.retract(second);
    expect(pad.kept.length).toBe(1);
    pad.goOnline(true);
    await pad.clock.advance(1_000);
    expect(pad.record).toEqual(['Goal, Ann']);
  });

  test('[PG56] of what may have arrived wait behind it, the last words alone', async () => {
    pad.isGood = false;
    const fact = pad.tell('Goal');
    expect(pad.requests).toHaveLength(1);
    for (const text of ['Goal, Ann', 'Goal, Bea']) pad.sending.revise(fact, { type: 'note', text });
    expect(states()).toEqual(['waiting', 'waiting']);
    pad.isGood = true;
    await pad.clock.advance(60_000);
    expect(pad.record).toEqual(['Goal', '=Goal, Bea']);
  });

  test('[PG56] taking back twice is taking back once', async () => {
    const fact = pad.tell('Goal');
    await pad.clock.advance(1_000);
    pad.goOnline(false);
    pad.sending.revise(fact, { type: 'note', text: 'Goal, Ann' });
    for (let nth = 0; nth < 2; nth += 1) pad.sending.retract(fact);
    pad.goOnline(true);
    await pad.clock.advance(1_000);
    expect(pad.record).toEqual(['Goal', '-']);
  });
});
