import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { KillableProgram } from '../support/killable-program.js';
import { StrictRadio } from '../support/strict-radio.js';
import { until } from '../support/until.js';

const CHANNEL = 'derby';
const LINE = 'They keep the ball at the back, and nobody is in a hurry to lose it. ';
/** So much sound is heard before the end comes. */
const HEARD_MS = 3_000;
/** So much of it is heard again, however long the restart took. */
const AGAIN_S = 3;

let program: KillableProgram | undefined;
afterEach(() => program?.remove());

test('[TX23] after a kill radios that come back stand at their place again, and hear what they would have heard', async () => {
  program = await KillableProgram.make();
  expect(await program.start()).toBe(true);
  const post = async (path: string, body: unknown): Promise<void> => {
    const authorization = `Bearer ${(await program?.token('admin')) ?? ''}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const url = `${program?.origin}/v1/channels${path}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([path, answer.status]).toEqual([path, 201]);
  };
  await post('', { id: CHANNEL, title: 'Derby' });
  const before = new StrictRadio(program.port, `/live/${CHANNEL}.mp3`);
  await before.head();
  await post(`/${CHANNEL}/requests`, { text: LINE.repeat(4) });
  const spokenFrom = async (): Promise<number> => {
    const rows = await program?.rows<{ at: number | null }>('SELECT min(starts_at) AS at FROM audio_chunks');
    return rows?.[0]?.at ?? Infinity;
  };
  const from = await until('it is announced', async () => {
    const at = await spokenFrom();
    return at < Infinity && at;
  });
  const begun = Number((await before.head()).get('x-starts-at'));
  await until('some of it was heard', () => begun + before.body().length / 8 > from + HEARD_MS);
  program.kill();
  await program.died();
  expect(await program.start()).toBe(true);
  const end = begun + Math.floor(before.body().length / 192) * 24;
  const live = new StrictRadio(program.port, `/live/${CHANNEL}.mp3`);
  const missedMs = Number((await live.head()).get('x-starts-at')) - end;
  live.close();
  // Further behind than it was, so that what it heard before comes again.
  const after = new StrictRadio(program.port, `/live/${CHANNEL}.mp3?delay=${Math.ceil(missedMs / 1_000) + AGAIN_S}`);
  const again = Number((await after.head()).get('x-starts-at'));
  const first = Math.max(begun, again, from);
  expect(end - first).toBeGreaterThan(1_000);
  await until('it is there again', () => again + after.body().length / 8 >= end);
  const heard = before.body().subarray((first - begun) * 8, (end - begun) * 8);
  expect(after.body().subarray((first - again) * 8, (end - again) * 8)).toEqual(heard);
  before.close();
  after.close();
});
