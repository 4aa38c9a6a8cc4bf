import { describe, expect, it } from '@jest/globals';
import { FOOTBALL_SCENES } from '../../test/support/football-scenes.js';
import { sheetAbout } from '../../test/support/told-sheets.js';
import { TemplatesWriting } from './templates.writing.js';
import type { WritingTask } from './writing.port.js';

const goal = FOOTBALL_SCENES[0]?.tellings ?? [];
const task: WritingTask = {
  sheet: sheetAbout('football', goal),
  voice: 'play',
  style: 'excited',
  wordsMax: 25,
  said: [],
  seed: 1,
};

async function written(asked: WritingTask, signal = new AbortController().signal): Promise<string[]> {
  const sentences: string[] = [];
  for await (const sentence of new TemplatesWriting().write(asked, signal)) sentences.push(sentence);
  return sentences;
}

describe('writing from templates', () => {
  it('[WR12] gives whole sentences, one by one', async () => {
    const sentences = await written(task);
    expect(sentences.length).toBeGreaterThan(1);
    expect(sentences.filter((sentence) => !/^[^.!?]+[.!?]$/.test(sentence))).toEqual([]);
    expect(new TemplatesWriting().name).toBe('templates');
  });

  it('[WR12] ends where it is told to', async () => {
    const abort = new AbortController();
    const sentences: string[] = [];
    const line = (async () => {
      for await (const sentence of new TemplatesWriting().write(task, abort.signal)) {
        sentences.push(sentence);
        abort.abort(new Error('enough'));
      }
    })();
    await expect(line).rejects.toThrow('enough');
    expect(sentences).toHaveLength(1);
  });

  it('[WR12] writes nothing in a language that it has no words for', async () => {
    expect(await written({ ...task, sheet: { ...task.sheet, language: 'de' } })).toEqual([]);
  });
});
