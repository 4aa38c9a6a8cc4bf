/**
 * eSpeak NG, in a process of its own. It is GPL-3 and Longwave is not, so it is never loaded into the server: this
 * program is started with the package's name as its argument and spoken to over a plain protocol.
 *
 * in:   one JSON line for each thing to say (EspeakJob); they are said one after the other
 * out:  frames, as `espeak-frames.ts` describes them
 *
 * It ends when its input ends, so it never outlives the server, however that one dies.
 */
import { createInterface } from 'node:readline';
import { encodeFrame, type EspeakFailure, type EspeakJob } from './espeak-frames.js';

interface EspeakEvent {
  readonly type: string;
  readonly text_position: number;
  readonly audio_position: number;
}

interface EspeakVoice {
  readonly identifier: string;
  readonly languages: readonly { readonly name: string }[];
}

/** The part of the package's worker that is used here. */
interface EspeakWorker {
  rate: number;
  pitch: number;
  range: number;
  set_voice(name: string, language: string): number;
  list_voices(): EspeakVoice[];
  /** Runs to its end before it returns; the callback answers whether to stop. */
  synthesize(text: string, take: (samples: Int16Array | null, events: EspeakEvent[]) => boolean): void;
}

interface EspeakPackage {
  default(options: object): Promise<{ eSpeakNGWorker: new () => EspeakWorker }>;
}

// Ctrl-C reaches the whole process group; the server first plays out what it has begun.
process.on('SIGINT', () => undefined);

const worker = await load(process.argv[2] ?? '');
if (worker !== undefined) {
  const names = new Set(worker.list_voices().flatMap((voice) => [voice.identifier, ...languagesOf(voice)]));
  process.stdout.write(encodeFrame('ready'));
  for await (const line of createInterface({ input: process.stdin })) {
    answer(worker, names, JSON.parse(line) as EspeakJob);
  }
}

async function load(packageName: string): Promise<EspeakWorker | undefined> {
  try {
    const espeak = (await import(packageName)) as EspeakPackage;
    const { eSpeakNGWorker: Worker } = await espeak.default({ print: () => undefined, printErr: () => undefined });
    return new Worker();
  } catch (error) {
    const missing = (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    fail(missing ? 'missing' : 'broken');
    return undefined;
  }
}

function languagesOf(voice: EspeakVoice): string[] {
  return voice.languages.map((language) => language.name);
}

function answer(espeak: EspeakWorker, names: ReadonlySet<string>, job: EspeakJob): void {
  const failure = choose(espeak, names, job);
  if (failure !== undefined) {
    fail(failure);
    return;
  }
  Object.assign(espeak, { rate: job.rate, pitch: job.pitch, range: job.range });
  espeak.synthesize(job.text, (samples, events) => {
    if (samples !== null && samples.length > 0) process.stdout.write(encodeFrame('sound', bytesOf(samples)));
    sendEvents(events);
    return false;
  });
  process.stdout.write(encodeFrame('end'));
}

// An unknown name would silently give a voice without sound, so names are looked up first. A variant may follow: `en+f3`.
function choose(espeak: EspeakWorker, names: ReadonlySet<string>, job: EspeakJob): EspeakFailure | undefined {
  if (job.voice === undefined) return espeak.set_voice('', job.language) === 0 ? undefined : 'language';
  const [base = '', variant] = job.voice.split('+');
  if (!names.has(base) || (variant !== undefined && !/^[fm][1-8]$/.test(variant))) return 'voice';
  return espeak.set_voice(job.voice, '') === 0 ? undefined : 'voice';
}

function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

// Words begin at their place in the text, counted from 1 in code points; the end of a clause stands as place 0.
function sendEvents(events: readonly EspeakEvent[]): void {
  const sent = events
    .filter(({ type }) => type === 'word' || type === 'end')
    .map((event) => [event.type === 'word' ? event.text_position : 0, event.audio_position]);
  if (sent.length > 0) process.stdout.write(encodeFrame('events', Buffer.from(JSON.stringify(sent))));
}

function fail(reason: EspeakFailure): void {
  process.stdout.write(encodeFrame('failure', Buffer.from(JSON.stringify(reason))));
}
