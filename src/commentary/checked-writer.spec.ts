import { describe, expect, it } from '@jest/globals';
import { MemoryLog } from '../../test/support/memory.log.js';
import { ScriptedWriting, type ScriptedAnswer } from '../../test/support/scripted.writing.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { WritingTask } from '../writing/writing.port.js';
import { CheckedWriter } from './checked-writer.js';
import { sheetOf, storyOf } from './model/story/story.js';

const side = (name: string) => ({ name, short: name, players: [] });
const story = storyOf({ sport: 'football', competition: null, info: {}, home: side('Alders'), away: side('Birches') });

function task(language = 'en'): WritingTask {
  const sheet = sheetOf(story, { language, moments: [] });
  return { sheet, voice: 'play', style: 'calm', wordsMax: 20, said: [], seed: 1 };
}

/** A writer whose lines are refused where they hold the word `false`. */
function at(answers: readonly ScriptedAnswer[], plainly: readonly ScriptedAnswer[] = [['Plain.']]) {
  const clock = new VirtualClock();
  const writing = new ScriptedWriting('good', answers, clock);
  const plain = new ScriptedWriting('plain', plainly, clock);
  const refused: string[] = [];
  const writer = new CheckedWriter({
    writing,
    plain,
    check: (text) => (text.includes('false') ? [{ rule: 'score', says: text }] : []),
    isChecked: (language) => language === 'en',
    clock,
    log: new MemoryLog(),
    onRefused: (name, rules) => refused.push(`${name} ${rules.join(' ')}`),
  });
  return { writer, writing, plain, clock, refused };
}

function line(text: string, writer: string, refused: readonly string[] = []) {
  return { line: { text, writer, language: 'en' }, refused };
}

const signal = new AbortController().signal;

describe('between writers and the air', () => {
  it('[CM30] what is true airs as it was written', async () => {
    const { writer, plain } = at([['One.', 'Two.']]);
    expect(await writer.write(task(), signal)).toEqual(line('One. Two.', 'good'));
    expect(plain.tasks).toEqual([]);
  });

  it('[CM30] of several writers the one that wrote a line is named', async () => {
    const { writer, writing } = at([['One.']]);
    const write = writing.write.bind(writing);
    writing.write = (asked, ending) => {
      asked.onWriter?.('second');
      return write(asked, ending);
    };
    expect((await writer.write(task(), signal)).line?.writer).toBe('second');
  });

  it('[CM30] what fails is written anew once, told why, and then said plainly', async () => {
    const mended = at([['A false one.'], ['A true one.']]);
    expect(await mended.writer.write(task(), signal)).toEqual(line('A true one.', 'good', ['score']));
    expect(mended.writing.tasks[1]?.refused).toEqual({ text: 'A false one.', because: ['score: A false one.'] });
    const hopeless = at([['A false one.']]);
    expect(await hopeless.writer.write(task(), signal)).toEqual(line('Plain.', 'plain', ['score']));
    expect([hopeless.writing.tasks.length, hopeless.refused]).toEqual([2, ['good score', 'good score']]);
  });

  it.each([[new Fault('server.fault', { retryable: true })], ['silence' as const]])(
    '[CM30] a writer that fails or says nothing costs three seconds at most: %p',
    async (answer) => {
      const { writer, clock } = at([answer]);
      const written = writer.write(task(), signal);
      await clock.advance(3_000);
      expect(await written).toEqual(line('Plain.', 'plain'));
    },
  );

  it('[CM30] what is false is said by nobody, however plain', async () => {
    const { writer } = at([['A false one.']], [['Plainly false.']]);
    expect(await writer.write(task(), signal)).toEqual({ line: null, refused: ['score'] });
  });

  it('[CM30] in a language that cannot be checked only what is plain is said, in English', async () => {
    const { writer, writing } = at([['Qualquer coisa.']]);
    expect(await writer.write(task('pt'), signal)).toEqual(line('Plain.', 'plain'));
    expect(writing.tasks).toEqual([]);
  });

  it('[CM30] what nobody wants any more ends at once', async () => {
    const { writer, clock, plain } = at(['silence']);
    const ending = new AbortController();
    const written = writer.write(task(), ending.signal);
    await clock.advance(100);
    ending.abort();
    expect(await written).toEqual({ line: null, refused: [] });
    expect(plain.tasks).toEqual([]);
  });

  it('[CM58] where every fresh wording is misread, one that was heard may be said, and nothing is said in the same words', async () => {
    const { writer, plain } = at([], [...Array.from({ length: 8 }, () => ['A false one.']), ['Heard before.']]);
    const { line: written } = await writer.write({ ...task(), said: ['Heard before.'] }, signal);
    expect(written?.text).toBe('Heard before.');
    expect(plain.tasks.map(({ said }) => said.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });
});
