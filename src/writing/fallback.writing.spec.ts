import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { read } from '../../test/contracts/writing.contract.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { failingToWrite, StepwiseWriting } from '../../test/support/stepwise.writing.js';
import { taskOf } from '../../test/support/writing-task.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { FallbackWriting } from './fallback.writing.js';
import { MeteredWriting, WritingMeters } from './metered.writing.js';
import { SteadyWriting } from './steady.writing.js';
import { TimedWriting, WRITING_LIMITS } from './timed.writing.js';
import { WritingFault } from './writing-fault.js';

function house(...writers: StepwiseWriting[]) {
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const registry = new Registry();
  const meters = new WritingMeters({ registry });
  const steady = writers.map((writer) => {
    const timed = new TimedWriting(writer, clock, WRITING_LIMITS);
    return new SteadyWriting(new MeteredWriting(timed, meters, clock), clock, log);
  });
  const writing = new FallbackWriting(steady, log);
  /** Writes one line while the clock runs, and tells what came of it, or why nothing did. */
  const line = async (ms = 0): Promise<readonly string[] | string> => {
    const written = read(writing).catch((fault: WritingFault) => fault.code);
    await clock.advance(ms);
    return written;
  };
  return { clock, log, registry, writing, line };
}

const best = () => new StepwiseWriting('best');
const spare = () => new StepwiseWriting('spare');
const BEST = ['best writes.', 'And more.'];
const busy = (retryAfterS: number) => failingToWrite('writing.rate-limited', { retryable: true, retryAfterS });
const SPARE = ['spare writes.', 'And more.'];

describe('fallback', () => {
  test('[WR26] the first writer writes while it can', async () => {
    const [first, second] = [best(), spare()];
    const { line, log } = house(first, second);
    expect(await line()).toEqual(BEST);
    expect(second.asked).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test.each(['writing.unavailable', 'writing.bad-answer', 'writing.refused', 'writing.budget-spent'] as const)(
    '[WR26] one that fails before its first sentence (%s) is followed by the next, after one call',
    async (code) => {
      const [first, second] = [best().next(failingToWrite(code, { retryable: true })), spare()];
      const { line, log } = house(first, second);
      expect(await line()).toEqual(SPARE);
      expect(first.asked).toHaveLength(1);
      expect(log.lines).toEqual([{ level: 'warn', sentence: 'a writer failed', fields: { writer: 'best', code } }]);
    },
  );

  test('[WR26] whoever asks is told which of them writes', async () => {
    const { writing } = house(best().next(failingToWrite('writing.unavailable')), spare());
    const writers: string[] = [];
    await read(writing, taskOf({ onWriter: (writer) => void writers.push(writer) }));
    expect(writers).toEqual(['spare']);
  });

  test('[WR26] after its first sentence a failure ends the line, and what was written stands', async () => {
    const broken = { says: ['One nil.'], afterwards: new WritingFault('writing.unavailable', { retryable: true }) };
    const [first, second] = [best().next(broken), spare()];
    const { line, log } = house(first, second);
    expect(await line()).toEqual(['One nil.']);
    expect(second.asked).toEqual([]);
    expect(log.lines).toMatchObject([{ sentence: 'a line was broken off' }]);
  });

  test('[CM42] whoever must have it whole is told that it was broken off, and nobody writes it anew', async () => {
    const fault = new WritingFault('writing.unavailable', { retryable: true });
    const [first, second] = [best().next({ says: ['One nil.'], afterwards: fault }), spare()];
    const { writing } = house(first, second);
    await expect(read(writing, taskOf({ mustBeWhole: true }))).rejects.toBe(fault);
    expect(second.asked).toEqual([]);
  });

  test('[WR26] when all fail the last one’s fault is told, and without writers there is one too', async () => {
    const [first, second] = [failingToWrite('writing.unavailable'), failingToWrite('writing.bad-answer')];
    expect(await house(best().next(first), spare().next(second)).line()).toBe('writing.bad-answer');
    expect(await house().line()).toBe('writing.unavailable');
  });

  test('[WR26] giving up ends it all: nobody else is asked', async () => {
    const [first, second] = [best().next('hang'), spare()];
    const { writing, clock } = house(first, second);
    const controller = new AbortController();
    const reason = new Error('over');
    const line = expect(read(writing, taskOf(), controller.signal)).rejects.toBe(reason);
    await clock.advance(10);
    controller.abort(reason);
    await line;
    expect(second.asked).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  test('[WR25] the first sentence is there within 1.5 s, or the next writer writes', async () => {
    const [first, second] = [best().next('hang'), spare()];
    const { writing, clock } = house(first, second);
    const line = read(writing);
    await clock.advance(1_499);
    expect(second.asked).toHaveLength(0);
    await clock.advance(1);
    expect(second.asked).toHaveLength(1);
    expect(await line).toEqual(SPARE);
  });

  test('[WR25] a line in which nothing comes for 3 s ends with what there is', async () => {
    const { line } = house(best().next({ says: ['One nil.'], afterwards: 'hang' }), spare());
    expect(await line(3_000)).toEqual(['One nil.']);
  });
});

describe('a writer that fails', () => {
  test('[WR27] one that was late rests at once, and is asked again when a probe went through', async () => {
    const first = best().next('hang', 'hang');
    const { line, clock, log } = house(first, spare());
    expect(await line(1_500)).toEqual(SPARE);
    expect(await line()).toEqual(SPARE);
    expect(first.asked).toHaveLength(1);
    // The first rest lasts 5 to 10 s; its probe is late too, and the second lasts 10 to 20 s.
    await clock.advance(11_500);
    expect(first.asked).toHaveLength(2);
    expect(await line()).toEqual(SPARE);
    await clock.advance(20_000);
    expect(first.asked).toHaveLength(3);
    expect(await line()).toEqual(BEST);
    expect(log.lines.map(({ sentence }) => sentence)).toEqual(['a writer failed', 'writer answers again']);
  });

  test('[WR27] a probe asks as little as can be asked', async () => {
    const first = best().next('hang');
    const { line, clock } = house(first);
    await line(1_500);
    await clock.advance(10_000);
    expect(first.asked[1]).toMatchObject({ sheet: { moments: [], note: null }, wordsMax: 10, said: [] });
  });

  test('[WR27] twice in a row makes it rest; a spent budget and a refusal never do', async () => {
    const failing = best().next(failingToWrite('writing.bad-answer'), failingToWrite('writing.bad-answer'));
    const { line } = house(failing, spare());
    for (let at = 0; at < 3; at += 1) expect(await line()).toEqual(SPARE);
    expect(failing.asked).toHaveLength(2);
    const [spent, refused] = [failingToWrite('writing.budget-spent'), failingToWrite('writing.refused')];
    const blameless = best().next(spent, refused, spent, refused);
    const other = house(blameless, spare());
    for (let at = 0; at < 4; at += 1) await other.line();
    expect(await other.line()).toEqual(BEST);
  });

  test('[WR27] a refused key is not tried for an hour, and one that rests is better than nobody', async () => {
    const refused = best().next(failingToWrite('writing.refused-key'));
    const { line, clock } = house(refused, spare());
    await line();
    await clock.advance(3_599_000);
    expect(await line()).toEqual(SPARE);
    await clock.advance(1_000);
    expect(await line()).toEqual(BEST);
    const late = best().next('hang');
    const alone = house(late);
    expect(await alone.line(1_500)).toBe('writing.timeout');
    expect(await alone.line()).toEqual(BEST);
  });

  test('[WR28] one that says when to come back is left alone until then, but for an hour at most', async () => {
    const first = best().next(busy(120));
    const { line, clock } = house(first, spare());
    await line();
    await clock.advance(119_999);
    expect(first.asked).toHaveLength(1);
    await clock.advance(1);
    expect(first.asked).toHaveLength(2);
    expect(await line()).toEqual(BEST);
    const endless = best().next(busy(999_999));
    const other = house(endless, spare());
    await other.line();
    await other.clock.advance(3_600_000);
    expect(endless.asked).toHaveLength(2);
  });
});

describe('what is counted', () => {
  test('[WR33] lines by writer and outcome, and the time to the first sentence', async () => {
    const broken = { says: ['One nil.'], afterwards: 'hang' } as const;
    const { line, registry } = house(best().next('write', 'hang', 'write', broken), spare());
    await line();
    await line(1_500);
    const text = await registry.metrics();
    expect(text).toContain('writing_lines_total{writer="best",outcome="ok"} 1');
    expect(text).toContain('writing_lines_total{writer="best",outcome="writing.timeout"} 1');
    expect(text).toContain('writing_lines_total{writer="spare",outcome="ok"} 1');
    expect(text).toContain('writing_first_sentence_seconds_count{writer="best"} 1');
    expect(text).not.toContain('writes.');
  });
});
