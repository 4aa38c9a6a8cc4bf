import { describe, expect, test } from '@jest/globals';
import { MemoryLog } from '../../test/support/memory.log.js';
import { CHANNEL } from '../../test/support/maker.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { ChosenNoteWriter } from './chosen.note-writer.js';
import { NoteWriter, type Note } from './note-writer.port.js';
import { PlainNoteWriter } from './plain.note-writer.js';

const NOTE: Note = {
  channel: CHANNEL,
  language: 'en',
  style: 'calm',
  text: 'mention the rain yesterday and that Patel is back',
  written: [],
};
const PLAIN = ['The rain yesterday.', 'Patel is back.'];

class Scripted extends NoteWriter {
  readonly asked: Note[] = [];

  constructor(
    private readonly sentences: readonly string[],
    private readonly end: 'whole' | 'hang' | Error = 'whole',
  ) {
    super();
  }

  async *write(note: Note): AsyncIterable<string> {
    this.asked.push(note);
    yield* this.sentences;
    if (this.end === 'hang') await new Promise(() => undefined);
    if (this.end instanceof Error) throw this.end;
  }
}

function house(chosen?: NoteWriter) {
  const [clock, log] = [new VirtualClock(), new MemoryLog()];
  const writer = new ChosenNoteWriter(new PlainNoteWriter(), clock, log);
  if (chosen !== undefined) writer.use(chosen);
  const line = async (note: Partial<Note> = {}, signal = new AbortController().signal): Promise<readonly string[]> => {
    const sentences: string[] = [];
    for await (const sentence of writer.write({ ...NOTE, ...note }, signal)) sentences.push(sentence);
    return sentences;
  };
  return { clock, log, line };
}

const failed = new Fault('writing.unavailable');

describe('who writes of a note', () => {
  test('[RA195] the note itself, until a room above says that it writes', async () => {
    expect(await house().line()).toEqual(PLAIN);
    const chosen = new Scripted(['It rained.', 'And Patel is with us again.']);
    expect(await house(chosen).line()).toEqual(['It rained.', 'And Patel is with us again.']);
    expect(chosen.asked).toEqual([NOTE]);
  });

  test('[RA192] whoever writes is told what was written, and nothing more is said where nothing is missing', async () => {
    const chosen = new Scripted([]);
    expect(await house(chosen).line({ written: ['It rained, and Patel is back.'] })).toEqual([]);
    expect(chosen.asked[0]?.written).toEqual(['It rained, and Patel is back.']);
  });

  test.each([
    ['fails', new Scripted([], failed)],
    ['fails by our own mistake', new Scripted([], new TypeError('oops'))],
    ['writes nothing', new Scripted([])],
  ])('[RA193] one that %s: the note is said', async (_how, chosen) => {
    expect(await house(chosen).line()).toEqual(PLAIN);
  });

  test('[RA193] what it wrote before it failed stands, and only what is missing is said plainly', async () => {
    const { line, log } = house(new Scripted(['It rained all day yesterday.'], failed));
    expect(await line()).toEqual(['It rained all day yesterday.', 'Patel is back.']);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { code: 'writing.unavailable' } }]);
  });

  test.each([
    ['at all', [], PLAIN],
    ['after its first sentence', ['It rained all day yesterday.'], ['It rained all day yesterday.', 'Patel is back.']],
  ])('[RA193] one that does not go on %s is left after 4 s', async (_when, sentences, expected) => {
    const { line, clock } = house(new Scripted(sentences, 'hang'));
    let written: readonly string[] | undefined;
    const done = line().then((all) => (written = all));
    await clock.advance(3_999);
    expect(written).toBeUndefined();
    await clock.advance(1);
    await done;
    expect(written).toEqual(expected);
  });

  test('[RA193] giving up ends it with the reason', async () => {
    const { line, clock } = house(new Scripted([], 'hang'));
    const controller = new AbortController();
    const reason = new Error('skipped');
    const written = expect(line({}, controller.signal)).rejects.toBe(reason);
    await clock.advance(10);
    controller.abort(reason);
    await written;
    expect(clock.waiting).toBe(0);
  });
});
