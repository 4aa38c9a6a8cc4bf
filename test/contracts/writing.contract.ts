import { expect, test } from '@jest/globals';
import type { Writing, WritingTask } from '../../src/writing/writing.port.js';
import { taskOf } from '../support/writing-task.js';

export async function read(
  writing: Writing,
  task: WritingTask = taskOf(),
  signal = new AbortController().signal,
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for await (const sentence of writing.write(task, signal)) sentences.push(sentence);
  return sentences;
}

const PLAIN = /^[^*_#`~^|\\<>[\]{}\n\r\t]+$/u;

/** Every writer keeps these, whatever writes behind it. */
export function writingContract(name: string, make: () => Writing): void {
  test.each(
    (['play', 'colour'] as const).flatMap((voice) =>
      (['calm', 'excited', 'grave'] as const).map((style) => [voice, style] as const),
    ),
  )(`[WR20] ${name}: as %s, %s: one to six whole sentences, without mark-up`, async (voice, style) => {
    const sentences = await read(make(), taskOf({ voice, style }));
    expect(sentences.length).toBeGreaterThanOrEqual(1);
    expect(sentences.length).toBeLessThanOrEqual(6);
    for (const sentence of sentences) {
      expect(sentence).toMatch(PLAIN);
      expect(sentence).toMatch(/[.!?।]$/u);
      expect(sentence.trim()).toBe(sentence);
      expect(sentence.length).toBeLessThanOrEqual(400);
    }
  });

  test(`[WR20] ${name}: what was aborted before it began ends with the reason`, async () => {
    await expect(read(make(), taskOf(), AbortSignal.abort(new Error('nobody listens')))).rejects.toThrow(
      'nobody listens',
    );
  });

  test(`[WR20] ${name}: after it was aborted nothing more is written, and the next line is whole`, async () => {
    const writing = make();
    const whole = await read(writing);
    const reason = new Error('over');
    const controller = new AbortController();
    const heard: string[] = [];
    const line = (async () => {
      for await (const sentence of writing.write(taskOf(), controller.signal)) {
        heard.push(sentence);
        controller.abort(reason);
      }
    })();
    // One that had nothing more to say may have ended before it saw the signal.
    const end = await line.catch((error: unknown) => error);
    expect([undefined, reason]).toContain(end);
    expect(heard).toHaveLength(1);
    expect(await read(writing)).toHaveLength(whole.length);
  });

  test(`[WR20] ${name}: ten at once are all written whole`, async () => {
    const writing = make();
    const lines = await Promise.all(Array.from({ length: 10 }, () => read(writing)));
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
}
