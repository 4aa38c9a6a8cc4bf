import { MemoryBlobStore } from './memory.blob-store.js';
import { MemoryLog } from './memory.log.js';
import { ScriptedSpeech } from './scripted.speech.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { CachedSpeech } from '../../src/speech/cached.speech.js';
import type { Speech, SpeechPart, Utterance } from '../../src/speech/speech.port.js';

export const GOAL: Utterance = { text: 'Goal for Kane!', language: 'en', style: 'excited' };
export const FORMAT: SpeechPart = {
  kind: 'format',
  format: { encoding: 'pcm16', sampleRate: 24_000, channels: 1 },
  voice: 'a:b',
};
const WORDS: SpeechPart = { kind: 'words', words: [{ start: 0, end: 4, startMs: 12.5, endMs: 300 }] };
export const SOUND = Buffer.from('the sound of a goal');
export const forever = (): AbortSignal => new AbortController().signal;

export class Gate {
  private opener: (() => void) | undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.opener = resolve;
  });

  open(): void {
    this.opener?.();
  }
}

/** A voice whose sound comes in three parts, each when the test says so. */
export function gatedVoice() {
  const gates = [new Gate(), new Gate(), new Gate()];
  const ended: string[] = [];
  const voice = new ScriptedSpeech(async function* (_utterance, signal) {
    try {
      yield FORMAT;
      for (const [at, gate] of gates.entries()) {
        await Promise.race([gate.opened, new Promise((_, reject) => signal.addEventListener('abort', reject))]);
        yield { kind: 'sound', bytes: SOUND.subarray(at * 7, at * 7 + 7) };
      }
      ended.push('whole');
    } finally {
      ended.push(signal.aborted ? 'called off' : 'over');
    }
  });
  return { voice, ended, open: (at: number) => gates[at]?.open() };
}

export const simpleVoice = (): ScriptedSpeech =>
  new ScriptedSpeech(async function* () {
    yield FORMAT;
    yield { kind: 'sound', bytes: SOUND.subarray(0, 10) };
    yield WORDS;
    yield { kind: 'sound', bytes: SOUND.subarray(10) };
  });

export function cacheHouse(voice: Speech, fingerprint = 'engine-1') {
  const blobs = new MemoryBlobStore();
  const log = new MemoryLog();
  const clock = new VirtualClock();
  const doubted = new Set<string>();
  const believes = (_parts: unknown, { text }: Utterance): boolean => !doubted.has(text);
  const make = (other = fingerprint): CachedSpeech =>
    new CachedSpeech(voice, { blobs, log, clock, fingerprint: other, believes });
  return { doubted, blobs, log, clock, make, cached: make() };
}

export async function hear(speech: Speech, utterance = GOAL, signal = forever()) {
  const parts: SpeechPart[] = [];
  for await (const part of speech.say(utterance, signal)) parts.push(part);
  return {
    sound: Buffer.concat(parts.flatMap((part) => (part.kind === 'sound' ? [part.bytes] : []))).toString(),
    words: parts.flatMap((part) => (part.kind === 'words' ? part.words : [])),
    first: parts[0],
  };
}
