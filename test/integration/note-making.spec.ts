import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MadePiece } from '../../src/radio/maker.port.js';
import { NoteWriter, type Note } from '../../src/radio/note-writer.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { never } from '../contracts/speech.contract.js';
import { audioRoom } from '../support/audio.js';
import { CHANNEL, inTheMaking, makerOf, piecesOf, SAID } from '../support/maker.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { StepwiseSpeech } from '../support/stepwise.speech.js';

const room = audioRoom();
afterAll(() => room.close());

/** Writes a sentence when the test says so. */
class PromptedNotes extends NoteWriter {
  readonly asked: Note[] = [];
  signal: AbortSignal | undefined;
  private readonly sentences: (string | undefined)[] = [];
  private wake: () => void = () => undefined;

  /** Nothing ends it. */
  says(...sentences: readonly (string | undefined)[]): void {
    this.sentences.push(...sentences);
    this.wake();
  }

  async *write(note: Note, signal: AbortSignal): AsyncIterable<string> {
    this.asked.push(note);
    this.signal = signal;
    for (;;) {
      if (this.sentences.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
      const next = this.sentences.shift();
      if (next === undefined) return;
      yield next;
    }
  }
}

const NOTE = { text: 'mention the rain', mode: 'write' as const };
const FIRST = 'It rained all of yesterday, and the grass is still wet.';
const SECOND = 'Patel is back in the side after three long weeks away.';
const LONG = Array.from({ length: 30 }, (_, at) => `and word number ${at} of it`).join(', ');

let notes: PromptedNotes;
let speech: StepwiseSpeech;
let blobs: MemoryBlobStore;
beforeEach(() => {
  [notes, speech, blobs] = [new PromptedNotes(), new StepwiseSpeech('one'), new MemoryBlobStore()];
});

const house = () => makerOf({ speech, audio: room.audio, blobs, notes, clock: new VirtualClock() });
const making = (over: object = {}) => inTheMaking(house().maker, { content: NOTE, ...over });
const textOf = ({ chunks }: MadePiece): string | undefined => chunks[0]?.content.text;

describe('making a note', () => {
  test('[RA190] each sentence is voiced as it is written: the first before there is a second', async () => {
    const { pieces, made } = making();
    expect(pieces).toBeNull();
    const all = made[Symbol.asyncIterator]();
    notes.says(FIRST);
    const first = (await all.next()).value as MadePiece;
    expect(textOf(first)).toBe(FIRST);
    expect(first.last).toBe(false);
    expect(first.chunks[0]?.piece).toBe(0);
    expect(await blobs.stat(first.chunks[0]?.content.key ?? '')).toBeDefined();
    notes.says(SECOND, undefined);
    const second = (await all.next()).value as MadePiece;
    expect([textOf(second), second.last, second.chunks[0]?.piece]).toEqual([SECOND, true, 1]);
    expect((await all.next()).done).toBe(true);
  });

  test('[RA190] the writer is told the note, the language, the style and the channel', async () => {
    notes.says(FIRST, undefined);
    await piecesOf(making({ content: { ...NOTE, style: 'grave' }, written: ['Before.'], fromPiece: 1 }).made);
    expect(notes.asked).toEqual([
      { channel: CHANNEL, text: NOTE.text, language: 'en', style: 'grave', written: ['Before.'] },
    ]);
    expect(speech.asked.map(({ text, style }) => [text, style])).toEqual([[FIRST, 'grave']]);
  });

  test('[RA190] it is read as fast as it is written, while nobody pulls', async () => {
    const all = making().made[Symbol.asyncIterator]();
    notes.says(FIRST, SECOND, undefined);
    await all.next();
    await new Promise(setImmediate);
    expect(speech.asked).toHaveLength(1);
    expect(((await all.next()).value as MadePiece).last).toBe(true);
  });

  test('[RA191] that it was all may be known only later: then a piece without sound says so', async () => {
    const all = making().made[Symbol.asyncIterator]();
    notes.says(FIRST);
    expect(((await all.next()).value as MadePiece).last).toBe(false);
    notes.says(undefined);
    expect((await all.next()).value).toEqual({ chunks: [], last: true });
  });

  test('[RA190] a sentence that is too long is several pieces, one that cannot be said is none', async () => {
    notes.says(`${LONG}.`, ' … ', SECOND, undefined);
    const made = await piecesOf(making().made);
    expect(made.length).toBeGreaterThan(3);
    expect(made.map(({ chunks }) => chunks[0]?.piece)).toEqual([...made.keys()]);
    expect(made.map(textOf).join(' ')).toBe(`${LONG}. ${SECOND}`);
  });

  test('[RA192] it goes on after what is stored, and where nothing is missing it is over', async () => {
    notes.says(SECOND, undefined);
    const [piece] = await piecesOf(making({ fromPiece: 2, written: [FIRST, 'More.'] }).made);
    expect([textOf(piece ?? { chunks: [], last: false }), piece?.chunks[0]?.piece, piece?.last]).toEqual([
      SECOND,
      2,
      true,
    ]);
    notes.says(undefined);
    expect(await piecesOf(making({ fromPiece: 3, written: [FIRST, 'More.', SECOND] }).made)).toEqual([
      { chunks: [], last: true },
    ]);
  });

  test('[RA193] a note of which nothing can be said is a fault', async () => {
    notes.says('…', undefined);
    await expect(piecesOf(making().made)).rejects.toMatchObject({ code: 'speech.bad-answer' });
  });

  test('[RA190] no more than 64 pieces are made of one', async () => {
    notes.says(...Array.from({ length: 70 }, (_, at) => `This is the sentence with the number ${at} of it.`));
    const made = await piecesOf(making({ fromPiece: 60 }).made);
    expect(made.map(({ last }) => last)).toEqual([false, false, false, true]);
    expect(notes.signal?.aborted).toBe(true);
  });

  test('[RA196] a note that nobody could say as it stands is refused before anything is written', () => {
    const request = { channel: CHANNEL, id: 'request-1', content: { ...SAID, ...NOTE, text: ' … ' }, fromPiece: 0 };
    expect(house().maker.make({ ...request, written: [] }, never())).toMatchObject({ refused: 'speech.empty-text' });
    expect(notes.asked).toEqual([]);
  });

  test('[RA190] leaving in the middle tells the writer', async () => {
    const all = making().made[Symbol.asyncIterator]();
    notes.says(FIRST);
    await all.next();
    await all.return?.();
    expect(notes.signal?.aborted).toBe(true);
  });
});
