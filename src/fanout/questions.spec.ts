import { describe, expect, test } from '@jest/globals';
import { MemoryAir, MemoryFanout } from '../../test/support/memory.fanout.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { Fault } from '../kernel/fault.js';
import { CountingIds } from '../kernel/ids.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { FannedQuestions } from './fanned.questions.js';

async function nodes(...names: readonly string[]) {
  const air = new MemoryAir();
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const made = names.map(
    (node) => new FannedQuestions({ fanout: new MemoryFanout(air), clock, ids: new CountingIds(), log, node }),
  );
  for (const questions of made) await questions.begin();
  return { air, clock, log, made: made as [FannedQuestions, FannedQuestions, ...FannedQuestions[]] };
}

/** How a question ends, while time goes by. */
async function ended(clock: VirtualClock, asked: Promise<unknown>) {
  const end = asked.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  await clock.advance(2_000);
  return end;
}

describe('a question to another node', () => {
  test('[FO2] is answered by that node, and by no other', async () => {
    const { clock, made } = await nodes('one', 'two', 'three');
    for (const [at, questions] of made.entries()) {
      questions.answer('who', (body) => Promise.resolve({ at, body }));
    }
    const answer = await ended(clock, made[0].ask('two', 'who', { of: 'two' }, 1_000));
    expect(answer).toEqual({ answer: { at: 1, body: { of: 'two' } } });
  });

  test('[FO2] that many ask at once gets each its own answer', async () => {
    const { clock, made } = await nodes('one', 'two');
    made[1].answer('double', (body) => Promise.resolve((body as number) * 2));
    const all = Promise.all([1, 2, 3].map((number) => made[0].ask('two', 'double', number, 1_000)));
    expect(await ended(clock, all)).toEqual({ answer: [2, 4, 6] });
  });

  test('[FO2] comes back as the fault that the other node had', async () => {
    const { clock, made } = await nodes('one', 'two');
    const fault = new Fault('database.unavailable', { retryable: true, retryAfterS: 7, detail: 'It is away.' });
    made[1].answer('ask', () => Promise.reject(fault));
    const { error } = (await ended(clock, made[0].ask('two', 'ask', {}, 1_000))) as { error: Fault };
    expect(error).toMatchObject({
      code: 'database.unavailable',
      retryable: true,
      retryAfterS: 7,
      message: 'It is away.',
    });
  });

  test('[FO2] that fails by our own mistake says nothing of it to the other node, and is told in the log', async () => {
    const { clock, log, made } = await nodes('one', 'two');
    made[1].answer('ask', () => Promise.reject(new TypeError('secret is undefined')));
    const { error } = (await ended(clock, made[0].ask('two', 'ask', {}, 1_000))) as { error: Fault };
    expect([error.code, error.message.includes('secret')]).toEqual(['server.fault', false]);
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  });

  test('[FO2] that nobody answers has failed in time, and may be asked again', async () => {
    const { air, clock, made } = await nodes('one', 'two');
    made[1].answer('ask', () => Promise.resolve('here'));
    air.isCut = true;
    const asked = made[0].ask('two', 'ask', {}, 1_000).catch((error: unknown) => error);
    await clock.advance(999);
    expect(await Promise.race([asked, Promise.resolve('waiting')])).toBe('waiting');
    await clock.advance(1);
    expect(await asked).toMatchObject({ code: 'fanout.unanswered', retryable: true, retryAfterS: 2 });
    air.isCut = false;
    expect(await ended(clock, made[0].ask('two', 'ask', {}, 1_000))).toEqual({ answer: 'here' });
  });

  test('[FO2] to all is answered by the first who has an answer; without one it ends with none', async () => {
    const { clock, made } = await nodes('one', 'two', 'three');
    made[1].answer('has', () => Promise.resolve(undefined));
    made[2]?.answer('has', (body) => Promise.resolve(body === 'it' ? 'three has' : undefined));
    made[0].answer('has', () => Promise.resolve('oneself'));
    expect(await ended(clock, made[0].askAll('has', 'it', 1_000))).toEqual({ answer: 'three has' });
    expect(await ended(clock, made[0].askAll('has', 'nothing', 1_000))).toEqual({ answer: undefined });
  });

  test('[FO2] what is not understood is left alone', async () => {
    const { air, clock, log, made } = await nodes('one', 'two');
    made[1].answer('ask', () => Promise.resolve('here'));
    for (const said of [null, 7, 'x', {}, { id: 1 }, { of: 'x', fault: { code: 'no.such-code' } }])
      air.say('node:two', said);
    expect(await ended(clock, made[0].ask('two', 'ask', {}, 1_000))).toEqual({ answer: 'here' });
    expect(log.lines.filter(({ level }) => level !== 'debug')).toEqual([]);
  });
});
