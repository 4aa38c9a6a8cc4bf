import { measure, shape, type Measured, type Shaped } from './model/shape.js';
import { unpackWav, type WavShape } from './model/wav.js';

/** What the threads do. The heavy arithmetic lives here and nowhere else, so that the main thread never stalls. */
export type Task =
  | { readonly kind: 'measure'; readonly pcm: Int16Array; readonly sampleRate: number; readonly channels: 1 | 2 }
  | { readonly kind: 'shape'; readonly measured: Measured; readonly gainDb: number }
  | { readonly kind: 'unpack'; readonly bytes: Uint8Array; readonly wav: WavShape };

export interface Answers {
  readonly measure: Measured | undefined;
  readonly shape: Shaped;
  readonly unpack: Int16Array<ArrayBuffer>;
}

export type TaskOf<Kind extends Task['kind']> = Task & { readonly kind: Kind };
export type Answer = Answers[keyof Answers];

export function work(task: Task): Answer {
  if (task.kind === 'measure') return measure(task.pcm, task.sampleRate, task.channels);
  if (task.kind === 'shape') return shape(task.measured, task.gainDb);
  return unpackWav(task.bytes, task.wav);
}

/** The memory a message carries: handed over instead of copied. */
export function memoryOf(message: Task | Answer): ArrayBuffer[] {
  if (message === undefined) return [];
  if (message instanceof Int16Array) return owned(message);
  if ('pcm' in message) return owned(message.pcm);
  if ('bytes' in message) return owned(message.bytes);
  const { samples, powers, peaks } = 'measured' in message ? message.measured : message;
  return [samples, powers, peaks].flatMap(owned);
}

function owned({ buffer }: ArrayBufferView): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
