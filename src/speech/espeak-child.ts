import { spawn, type ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import type { Cancel, Clock } from '../kernel/clock.js';
import { programFile } from '../kernel/program.js';
import type { Code } from '../wire/codes.js';
import { FrameReader, type EspeakFailure, type EspeakFrame, type EspeakJob } from './espeak-frames.js';
import { SpeechFault } from './speech-fault.js';

// A process that says nothing for so long while it should speak is stopped or lost: it is killed and the next one serves.
const SILENCE_MS_MAX = 6_000;

export const NOT_INSTALLED =
  'The embedded voice is not installed: run `npm install @echogarden/espeak-ng-emscripten`, or set the key of another voice.';

/** One process that speaks. When it dies it stays dead; a new one takes its place. */
export class EspeakChild {
  private readonly child: ChildProcess;
  private readonly reader = new FrameReader();
  private job: Readable | undefined;
  private jobEnded: (() => void) | undefined;
  private stopWatch: Cancel = () => undefined;
  readonly gone: Promise<void>;
  dead = false;

  constructor(
    private readonly clock: Clock,
    packageName: string,
  ) {
    // The engine needs nothing of our environment, least of all the keys in it.
    this.child = spawn(process.execPath, [programFile('src/speech/espeak.process.js'), packageName], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    });
    this.gone = new Promise((resolve) => {
      this.child.once('close', () => {
        this.lose(new SpeechFault('speech.unavailable', { retryable: true, detail: 'The espeak process ended.' }));
        resolve();
      });
    });
    // Which of these comes first when a process dies is a race; the next one serves in each case.
    this.child.once('error', (cause) => this.lose(new SpeechFault('speech.unavailable', { retryable: true, cause })));
    this.child.stdin?.on('error', (cause) =>
      this.lose(new SpeechFault('speech.unavailable', { retryable: true, cause })),
    );
    this.child.stdout?.on('data', (piece: Buffer) => this.hear(piece));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** One job at a time: `ended` is called when the process is free again, whoever still reads the frames. */
  begin(job: EspeakJob, ended: () => void): Readable {
    const frames = new Readable({ objectMode: true, read: () => undefined });
    // It may fail before anybody reads it; whoever does is told then.
    frames.on('error', () => undefined);
    this.job = frames;
    this.jobEnded = ended;
    this.watch();
    this.child.stdin?.write(`${JSON.stringify(job)}\n`);
    return frames;
  }

  /** Its input ends, so it ends; one that is stuck is killed. */
  end(): void {
    if (this.dead) return;
    this.dead = true;
    this.child.stdin?.end();
    const stopWaiting = this.clock.after(SILENCE_MS_MAX, () => this.child.kill('SIGKILL'));
    this.child.once('close', stopWaiting);
  }

  private watch(): void {
    this.stopWatch();
    this.stopWatch = this.clock.after(SILENCE_MS_MAX, () => this.lose(new SpeechFault('speech.timeout')));
  }

  private hear(piece: Buffer): void {
    try {
      for (const frame of this.reader.read(piece)) this.take(frame);
    } catch (cause) {
      this.lose(new SpeechFault('speech.bad-answer', { cause }));
    }
  }

  private take(frame: EspeakFrame): void {
    if (this.job === undefined) return;
    this.watch();
    if (frame.kind === 'failure') this.finish(faultOf(frame));
    else if (frame.kind === 'end') this.finish();
    else if (frame.kind !== 'ready' && !this.job.destroyed) this.job.push(frame);
  }

  private lose(fault: SpeechFault): void {
    this.dead = true;
    this.child.kill('SIGKILL');
    this.finish(fault);
  }

  private finish(fault?: SpeechFault): void {
    const { job, jobEnded } = this;
    this.job = undefined;
    this.jobEnded = undefined;
    this.stopWatch();
    if (fault === undefined) job?.push(null);
    else job?.destroy(fault);
    jobEnded?.();
  }
}

const FAILED: Readonly<Record<EspeakFailure, readonly [Code, string?]>> = {
  missing: ['speech.unavailable', NOT_INSTALLED],
  broken: ['speech.unavailable', 'The embedded voice cannot be loaded.'],
  language: ['speech.language-not-spoken'],
  voice: ['speech.unknown-voice'],
};

function faultOf(frame: EspeakFrame): SpeechFault {
  const [code, detail] = FAILED[JSON.parse(frame.payload.toString('utf8')) as EspeakFailure];
  return new SpeechFault(code, detail === undefined ? {} : { detail });
}
