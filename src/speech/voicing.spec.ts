import { describe, expect, test } from '@jest/globals';
import { never } from '../../test/contracts/speech.contract.js';
import { SCRIPT_FORMAT, StepwiseSpeech, failing } from '../../test/support/stepwise.speech.js';
import { Audio, type ChunkOptions, type ChunkSound, type Level, type Sound } from '../audio/sound.port.js';
import { isRefusal } from '../kernel/outcome.js';
import { until } from '../../test/support/until.js';
import { parseEntries, PronunciationList, type PlainEntries } from './pronunciation-list.js';
import { Voicing, type VoicedChunk, type VoicingRequest } from './voicing.js';

const THREE = 'The first sentence is here now. The second one follows it at once. The third one closes the over.';
const request: VoicingRequest = { text: THREE, language: 'en', style: 'calm' };

function chunk(heardFromMs: number, frameCount: number): ChunkSound {
  return { frames: Buffer.alloc(frameCount * 192), frameCount, heardFromMs, cutPoints: [], peaks: Buffer.alloc(0) };
}

/** Makes the chunks it was told of every sound, and keeps what it was asked. */
class TellingAudio extends Audio {
  readonly asked: { sound: Sound; options: ChunkOptions }[] = [];
  making = 0;
  mostMaking = 0;

  constructor(private readonly made: readonly ChunkSound[] = [chunk(0, 100)]) {
    super();
  }

  levelFor(voice: string): Level {
    return { voice };
  }

  async toChunks(sound: Sound, options: ChunkOptions): Promise<readonly ChunkSound[]> {
    this.asked.push({ sound, options });
    this.making += 1;
    this.mostMaking = Math.max(this.mostMaking, this.making);
    // The first piece takes longest: order must not come from speed.
    for (let turn = this.asked.length; turn < 6; turn += 1) await new Promise(setImmediate);
    this.making -= 1;
    return this.made;
  }

  decode(): Promise<Sound & { readonly bytes: Uint8Array }> {
    return Promise.reject(new Error('Nothing is decoded here.'));
  }
}

async function chunksOf(voicing: Voicing, asked = request, signal = never()): Promise<VoicedChunk[]> {
  const voiced = voicing.voice(asked, signal);
  if (isRefusal(voiced)) throw new Error(voiced.refused);
  const chunks: VoicedChunk[] = [];
  for await (const piece of voiced.made) chunks.push(...piece.chunks);
  return chunks;
}

const plain = (entries: Record<string, string>): PlainEntries => parseEntries(entries, 'en').entries;

describe('voicing', () => {
  test('[SP11] the audio room is told how long a piece should take only where that is known', async () => {
    const audio = new TellingAudio();
    const speech = new StepwiseSpeech('one', { languages: ['en', 'ja'] });
    await chunksOf(new Voicing(speech, audio), { ...request, text: 'Goal!' });
    await chunksOf(new Voicing(speech, audio), { ...request, text: 'ゴール！', language: 'ja' });
    expect(audio.asked.map(({ options }) => 'expectMs' in options)).toEqual([true, false]);
  });

  test('[SP19] chunks come in order, whichever piece is made first, and their number is known before', async () => {
    const voicing = new Voicing(new StepwiseSpeech('one'), new TellingAudio());
    expect(voicing.voice(request, never())).toMatchObject({ pieces: 3 });
    const chunks = await chunksOf(voicing);
    expect(chunks.map(({ piece, text }) => [piece, text])).toEqual([
      [0, 'The first sentence is here now.'],
      [1, 'The second one follows it at once.'],
      [2, 'The third one closes the over.'],
    ]);
  });

  test('[SP19] a piece comes with all of its chunks, and the last piece says so', async () => {
    const voicing = new Voicing(new StepwiseSpeech('one'), new TellingAudio([chunk(0, 300), chunk(7_200, 80)]));
    const voiced = voicing.voice(request, never());
    if (isRefusal(voiced)) throw new Error(voiced.refused);
    const pieces: [number[], boolean][] = [];
    for await (const { chunks, last } of voiced.made) pieces.push([chunks.map(({ piece }) => piece), last]);
    expect(pieces).toEqual([
      [[0, 0], false],
      [[1, 1], false],
      [[2, 2], true],
    ]);
  });

  test.each([
    [1, ['The second one follows it at once.', 'The third one closes the over.']],
    [2, ['The third one closes the over.']],
    [3, []],
  ])('[SP19] going on with piece %d, those before it are not spoken again', async (fromPiece, texts) => {
    const speech = new StepwiseSpeech('one');
    const voicing = new Voicing(speech, new TellingAudio());
    expect(voicing.voice({ ...request, fromPiece }, never())).toMatchObject({ pieces: 3 });
    const chunks = await chunksOf(voicing, { ...request, fromPiece });
    expect(chunks.map(({ piece, text }) => [piece, text])).toEqual(texts.map((text, at) => [fromPiece + at, text]));
    expect(speech.asked.map(({ text }) => text)).toEqual(texts);
  });

  test('[SP19] two pieces are in the making, never more', async () => {
    const audio = new TellingAudio();
    await chunksOf(new Voicing(new StepwiseSpeech('one'), audio));
    expect(audio.mostMaking).toBe(2);
  });

  test('[SP19] nothing is spoken far ahead of who takes it', async () => {
    const speech = new StepwiseSpeech('one');
    const voiced = new Voicing(speech, new TellingAudio()).voice(request, never());
    if (isRefusal(voiced)) throw new Error(voiced.refused);
    const made = voiced.made[Symbol.asyncIterator]();
    expect(speech.asked).toHaveLength(0);
    await made.next();
    expect(speech.asked).toHaveLength(2);
    await made.return?.();
    expect(speech.asked).toHaveLength(2);
  });

  test('[SP19] one voice keeps one level for the whole request; another gets its own', async () => {
    const audio = new TellingAudio();
    const speech = new StepwiseSpeech('one');
    const other = { kind: 'format', format: SCRIPT_FORMAT, voice: 'other:usual' } as const;
    speech.next('speak', { sends: [other, { kind: 'sound', bytes: Buffer.alloc(100) }] }, 'speak');
    await chunksOf(new Voicing(speech, audio));
    const levels = audio.asked.map(({ options }) => options.level);
    expect(levels.map(({ voice }) => voice)).toEqual(['one:usual', 'other:usual', 'one:usual']);
    expect(levels[2]).toBe(levels[0]);
  });

  test('[SP20] word times count from the chunk’s beginning, and each chunk has its own', async () => {
    const speech = new StepwiseSpeech('one').next({
      sends: [
        { kind: 'format', format: SCRIPT_FORMAT, voice: 'one:usual' },
        { kind: 'sound', bytes: Buffer.alloc(100) },
        {
          kind: 'words',
          words: [
            { start: 0, end: 4, startMs: 100, endMs: 400 },
            { start: 5, end: 8, startMs: 400, endMs: 900 },
            { start: 9, end: 13, startMs: 1_300, endMs: 1_700 },
          ],
        },
      ],
    });
    const audio = new TellingAudio([chunk(140, 40), chunk(1_200, 40)]);
    const chunks = await chunksOf(new Voicing(speech, audio), { ...request, text: 'What a goal!' });
    expect(chunks.map(({ piece, words }) => [piece, words])).toEqual([
      [
        0,
        [
          { start: 0, end: 4, startMs: 0, endMs: 260 },
          { start: 5, end: 8, startMs: 260, endMs: 760 },
        ],
      ],
      [0, [{ start: 9, end: 13, startMs: 100, endMs: 500 }]],
    ]);
  });

  test('[SP20] a word said otherwise is shown as it is written', async () => {
    const speech = new StepwiseSpeech('one');
    const list = new PronunciationList({ '*': plain({ LBW: 'leg before', DRS: 'review' }) });
    const voicing = new Voicing(speech, new TellingAudio(), list);
    const asked = { ...request, text: 'Out LBW after DRS!', pronunciations: plain({ DRS: 'a second look' }) };
    const [made] = await chunksOf(voicing, asked);
    expect(speech.asked[0]?.text).toBe('Out leg before after a second look!');
    expect(made?.text).toBe('Out LBW after DRS!');
  });

  test('[SP19] a text with nothing to say is refused, and nobody is asked', () => {
    const speech = new StepwiseSpeech('one');
    expect(new Voicing(speech, new TellingAudio()).voice({ ...request, text: ' … ' }, never())).toMatchObject({
      refused: 'speech.empty-text',
    });
    expect(speech.asked).toEqual([]);
  });

  test('[SP19] what was made before a piece fails comes out; then the fault, and nothing else is asked', async () => {
    const speech = new StepwiseSpeech('one').next('speak', failing('speech.unavailable', false));
    const voiced = new Voicing(speech, new TellingAudio()).voice(request, never());
    if (isRefusal(voiced)) throw new Error(voiced.refused);
    const pieces: number[] = [];
    const all = (async () => {
      for await (const { chunks } of voiced.made) pieces.push(...chunks.map(({ piece }) => piece));
    })();
    await expect(all).rejects.toMatchObject({ code: 'speech.unavailable' });
    expect(pieces).toEqual([0]);
  });

  test('[SP19] who leaves ends what is being made ahead', async () => {
    const audio = new TellingAudio();
    const controller = new AbortController();
    const voicing = new Voicing(new StepwiseSpeech('one'), audio);
    const voiced = voicing.voice(request, controller.signal);
    if (isRefusal(voiced)) throw new Error(voiced.refused);
    for await (const { last } of voiced.made) if (!last) break;
    await until('the piece ahead was told', () => audio.asked.every(({ options }) => options.signal?.aborted));
  });

  test.each([
    ['spoken as in a longer text', 'Out LBW, and that is the end!', {}, ['Out leg before, and that is the end!']],
    ['left where a voice costs nothing', 'Out LBW, and that is the end!', { paid: false }, []],
    ['left where it is never a piece of its own', 'Out!', {}, []],
    ['left where it is several pieces', THREE, {}, []],
  ])('[CM56] a sentence that will be said is %s', async (_, text, supports, spoken) => {
    const speech = new StepwiseSpeech('one', supports);
    const list = new PronunciationList({ '*': plain({ LBW: 'leg before' }) });
    await new Voicing(speech, new TellingAudio(), list).rehearse({ ...request, text, style: 'excited' }, never());
    expect(speech.asked.map((utterance) => utterance.text)).toEqual(spoken);
    for (const { style } of speech.asked) expect(style).toBe('excited');
  });
});
