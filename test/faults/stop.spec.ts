import { afterEach, describe, expect, test } from '@jest/globals';
import { Program, type ProgramOptions } from '../support/program.js';
import { until } from '../support/until.js';

const FAILING: ProgramOptions = { run: ['test/support/failing-program.mjs'] };

describe('stop', () => {
  const programs: Program[] = [];
  const start = (options?: ProgramOptions): Program => {
    const program = new Program(options);
    programs.push(program);
    return program;
  };
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.remove()));
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('[WA17] %s ends the program with 0', async (signal) => {
    const program = start();
    const origin = await program.origin();
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
    program.signal(signal);
    expect(await program.ended()).toBe(0);
    expect(sentences(program).slice(-3)).toEqual(['told to stop', 'stopping', 'stopped']);
  });

  test('[WA17] what was asked is answered, what streams without end is cut, and it ends with 0', async () => {
    const program = start(FAILING);
    const origin = await program.origin();
    const streams = await Promise.all(Array.from({ length: 100 }, () => fetch(`${origin}/stream`)));
    const slow = fetch(`${origin}/slow/1000`);
    await until('the slow request has begun', () => sentences(program).includes('slow began'));
    program.signal('SIGTERM');
    expect(await (await slow).text()).toBe('answered');
    expect(await program.ended()).toBe(0);
    expect(sentences(program).at(-1)).toBe('stopped');
    const ends = await Promise.allSettled(streams.map((stream) => stream.text()));
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('[WA17] a second signal ends it at once', async () => {
    const program = start(FAILING);
    const origin = await program.origin();
    const slow = fetch(`${origin}/slow/20000`).then(
      () => 'answered',
      () => 'cut',
    );
    await until('the slow request has begun', () => sentences(program).includes('slow began'));
    program.signal('SIGTERM');
    await until('the stop has begun', () => sentences(program).includes('stopping'));
    program.signal('SIGTERM');
    // The slow one alone would take 20 s.
    expect(await program.ended(10_000)).toBe(0);
    expect(sentences(program)).not.toContain('stopped');
    expect(await slow).toBe('cut');
  });

  test.each([
    ['/throw', 'an exception was not caught'],
    ['/reject', 'a rejection was not handled'],
  ])('[WA19] %s: it is logged, the stop goes in order, and it ends with 1', async (path, sentence) => {
    const program = start(FAILING);
    const origin = await program.origin();
    await fetch(`${origin}${path}`).catch((error: unknown) => error);
    expect(await program.ended()).toBe(1);
    expect(sentences(program).filter((said) => said !== 'request')).toEqual([
      'started',
      sentence,
      'stopping',
      'the last step',
      'stopped',
    ]);
    expect(program.log.find((line) => line['msg'] === sentence)).toMatchObject({
      level: 'error',
      error: { name: 'Error', message: 'unforeseen [hidden]' },
    });
    expect(program.out + program.err).not.toContain('CANARY');
  });

  test('[WA17] it lives on when nobody reads what it prints', async () => {
    const program = start();
    program.stopReading('stdout');
    const origin = await program.origin();
    program.stopReading('stderr');
    for (let at = 0; at < 5; at += 1) expect((await fetch(`${origin}/nowhere`)).status).toBe(404);
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
  });
});

function sentences(program: Program): unknown[] {
  return program.log.map((line) => line['msg']);
}
