import { levelOf, wavOf } from './wav.js';

/** Why there is no microphone. */
export type MicrophoneTrouble = 'insecure' | 'denied' | 'missing' | 'failed';

export interface Recording {
  readonly wav: Blob;
  readonly durationMs: number;
}

interface Told {
  onLevel(level: number): void;
  /** Another program took it, or its plug was pulled. */
  onLost(): void;
}

/** A microphone that is on: it hears all the time, and keeps what it hears while it records. */
export class Microphone {
  private blocks: Float32Array[] = [];
  private isRecording = false;
  private onAll: (() => void) | undefined;

  private constructor(
    private readonly stream: MediaStream,
    private readonly context: AudioContext,
    private readonly node: AudioWorkletNode,
    told: Told,
  ) {
    node.port.addEventListener('message', ({ data }: MessageEvent<Float32Array | 'all'>) => {
      if (data === 'all') this.onAll?.();
      else this.heard(data, told);
    });
    node.port.start();
    for (const track of stream.getTracks()) track.addEventListener('ended', () => told.onLost());
  }

  static async open(told: Told): Promise<Microphone | MicrophoneTrouble> {
    if (!window.isSecureContext || navigator.mediaDevices === undefined) return 'insecure';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, autoGainControl: true } });
      const context = new AudioContext();
      await context.audioWorklet.addModule('/recorder.worklet.js');
      const node = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0 });
      context.createMediaStreamSource(stream).connect(node);
      await context.resume();
      return new Microphone(stream, context, node, told);
    } catch (error) {
      return troubleOf(error);
    }
  }

  record(): void {
    this.blocks = [];
    this.isRecording = true;
  }

  /** What was heard since, to the last sample; nothing where nothing was. */
  async stop(): Promise<Recording | undefined> {
    await new Promise<void>((resolve) => {
      this.onAll = resolve;
      this.node.port.postMessage('stop', []);
    });
    this.isRecording = false;
    const samples = this.blocks.reduce((sum, { length }) => sum + length, 0);
    const rateHz = this.context.sampleRate;
    const wav = new Blob([wavOf(this.blocks, rateHz)], { type: 'audio/wav' });
    this.blocks = [];
    return samples === 0 ? undefined : { wav, durationMs: (samples / rateHz) * 1_000 };
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }

  private heard(block: Float32Array, told: Told): void {
    if (this.isRecording) this.blocks.push(block);
    told.onLevel(levelOf(block));
  }
}

function troubleOf(error: unknown): MicrophoneTrouble {
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied';
  return error.name === 'NotFoundError' ? 'missing' : 'failed';
}
