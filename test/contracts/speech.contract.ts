import { expect, test } from '@jest/globals';
import type { Speech, SpeechPart, Utterance } from '../../src/speech/speech.port.js';

export interface SpokenPiece {
  readonly format: Extract<SpeechPart, { kind: 'format' }> | undefined;
  readonly bytes: Buffer;
  readonly words: Extract<SpeechPart, { kind: 'words' }>['words'];
}

export async function hear(speech: Speech, utterance: Partial<Utterance> = {}, signal = never()): Promise<SpokenPiece> {
  let format: SpokenPiece['format'];
  const sound: Uint8Array[] = [];
  const words: SpokenPiece['words'][number][] = [];
  for await (const part of speech.say({ ...SENTENCE, ...utterance }, signal)) {
    if (part.kind === 'format') format = part;
    else if (part.kind === 'sound') sound.push(part.bytes);
    else words.push(...part.words);
  }
  return { format, bytes: Buffer.concat(sound), words };
}

export function never(): AbortSignal {
  return new AbortController().signal;
}

export const SENTENCE: Utterance = {
  text: 'Four runs! That is the hundred, and the whole ground is standing.',
  language: 'en',
  style: 'calm',
};

/** Every voice keeps these, whatever speaks behind it. */
export function speechContract(name: string, make: () => Speech): void {
  test(`[SP1] ${name}: the format comes first, then sound of a believable length`, async () => {
    const kinds: string[] = [];
    for await (const part of make().say(SENTENCE, never())) kinds.push(part.kind);
    expect(kinds[0]).toBe('format');
    expect(kinds.filter((kind) => kind === 'format')).toHaveLength(1);
    expect(kinds).toContain('sound');
    const { format, bytes } = await hear(make());
    if (format?.format.encoding !== 'pcm16') throw new Error('Our voices are asked for samples.');
    const seconds = bytes.length / 2 / format.format.channels / format.format.sampleRate;
    expect(bytes.length % 2).toBe(0);
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(10);
  });

  test(`[SP1] ${name}: every manner is spoken`, async () => {
    for (const style of ['calm', 'excited', 'grave'] as const) {
      expect((await hear(make(), { style })).bytes.length).toBeGreaterThan(10_000);
    }
  });

  test(`[SP1] ${name}: what was aborted ends with the reason, before and during the words`, async () => {
    const reason = new Error('nobody listens');
    await expect(hear(make(), {}, AbortSignal.abort(reason))).rejects.toThrow('nobody listens');
    const controller = new AbortController();
    const call = (async () => {
      for await (const part of make().say(SENTENCE, controller.signal)) {
        if (part.kind === 'format') controller.abort(reason);
      }
    })();
    await expect(call).rejects.toBe(reason);
    expect((await hear(make())).bytes.length).toBeGreaterThan(10_000);
  });

  test(`[SP3] ${name}: words have times where it says so, and none where it does not`, async () => {
    const speech = make();
    const { words } = await hear(speech);
    const heard = words.map(({ start, end }) => SENTENCE.text.slice(start, end));
    expect(heard).toEqual(speech.supports.wordTimings ? SENTENCE.text.split(' ') : []);
    for (const [at, word] of words.entries()) {
      expect(word.endMs).toBeGreaterThan(word.startMs);
      expect(word.startMs).toBeGreaterThanOrEqual(words[at - 1]?.startMs ?? 0);
    }
  });

  test(`[SP1] ${name}: ten at once are all spoken whole`, async () => {
    const speech = make();
    const lengths = await Promise.all(Array.from({ length: 10 }, async () => (await hear(speech)).bytes.length));
    expect(Math.min(...lengths)).toBeGreaterThan(0.9 * Math.max(...lengths));
  });
}
