import type { Cancel, Clock } from '../kernel/clock.js';
import { backoffMs } from '../kernel/backoff.js';
import { assert } from '../kernel/assert.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import type { Log } from '../watch/log.port.js';
import type { Code } from '../wire/codes.js';
import type { Extras } from './conducting.js';
import { textsOf } from './contents.js';
import type { Conductor } from './conductor.js';
import type { Maker, MadePiece } from './maker.port.js';
import type { Command } from './model/commands.js';
import { toMake } from './model/generation.js';
import { isLive } from './model/order.js';
import type { Request } from './model/state.js';
import { isMade } from './model/timeline.js';

export interface WorkshopParts {
  readonly clock: Clock;
  readonly maker: Maker;
  readonly log: Log;
  /** Whether sound may be begun now: an empty room may be left in silence, if its voices cost money. */
  readonly mayBegin: () => boolean;
  /** Told how long each piece took, from being asked for until it was stored. */
  readonly onMade: (piece: MadePiece, tookMs: number) => void;
  readonly random?: (() => number) | undefined;
}

interface Job {
  readonly ending: AbortController;
  /** Lets it pull the next piece, where it waits for that. */
  goOn: (() => void) | undefined;
}

const LOOK_AGAIN_MS = 500;
const RETRY = { baseMs: 100, maxMs: 1_000 };

/** Has the sound of one channel made: what comes first, first, and never more ahead than is worth it. */
export class Workshop {
  private readonly jobs = new Map<string, Job>();
  private timer: Cancel | undefined;
  private ended = false;

  constructor(
    private readonly conductor: Conductor,
    private readonly parts: WorkshopParts,
  ) {}

  /** Looks at what the channel needs now. */
  adjust(): void {
    if (this.ended) return;
    const { state } = this.conductor;
    const wanted = toMake(state, this.parts.clock.now());
    const live = new Set(state.requests.filter(isLive).map(({ id }) => id));
    for (const [id, job] of this.jobs) if (!live.has(id)) job.ending.abort(gone());
    for (const request of wanted) this.begin(request);
    this.lookAgain();
  }

  end(): void {
    this.ended = true;
    this.timer?.();
    for (const { ending } of this.jobs.values()) ending.abort(gone());
  }

  // Sound that is played is no longer ahead: as time goes by there is more to do.
  private lookAgain(): void {
    this.timer?.();
    this.timer = undefined;
    const isAtWork = this.conductor.state.requests.some((request) => isLive(request) && !isMade(request));
    if (isAtWork) this.timer = this.parts.clock.after(LOOK_AGAIN_MS, () => this.adjust());
  }

  private begin(request: Request): void {
    const known = this.jobs.get(request.id);
    if (known !== undefined) {
      known.goOn?.();
      return;
    }
    if (request.making.phase === 'waiting' && !this.parts.mayBegin()) return;
    const job: Job = { ending: new AbortController(), goOn: undefined };
    this.jobs.set(request.id, job);
    void this.work(request, job).finally(() => {
      this.jobs.delete(request.id);
      this.adjust();
    });
  }

  private async work({ id }: Request, job: Job): Promise<void> {
    const { signal } = job.ending;
    try {
      await this.make(id, job);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Fault)) this.parts.log.error('making sound failed by our own mistake', { error });
      else this.parts.log.warn('sound could not be made', { code: error.code, error });
      await this.giveUp(id, error, signal);
    }
  }

  // Nobody waits for this promise: what it throws would end the process.
  private async giveUp(id: string, error: unknown, signal: AbortSignal): Promise<void> {
    try {
      await this.fail(id, error instanceof Fault ? error.code : 'server.fault', signal);
    } catch (failure) {
      if (!signal.aborted) this.parts.log.error('a failed request could not be ended', { error: failure });
    }
  }

  private async make(id: string, job: Job): Promise<void> {
    const { signal } = job.ending;
    const content = this.conductor.contents.request(id);
    const request = this.request(id);
    assert(content !== undefined && request !== undefined, 'RA6 a request that is made is there, with its words');
    const fromPiece = (request.chunks.at(-1)?.piece ?? -1) + 1;
    const { channel } = this.conductor;
    const written = textsOf(request, this.conductor.contents);
    const making = this.parts.maker.make({ channel, id, content, fromPiece, written }, signal);
    if (isRefusal(making)) return this.fail(id, making.refused, signal);
    if (request.making.phase === 'running' && request.making.pieces !== making.pieces) {
      // The text is cut in another way than before the restart: what follows cannot be told from what was said.
      return this.fail(id, 'speech.bad-answer', signal);
    }
    await this.insist({ type: 'generationStarted', id, pieces: making.pieces }, {}, signal);
    let askedAt = this.parts.clock.now();
    for await (const piece of making.made) {
      this.parts.onMade(piece, this.parts.clock.now() - askedAt);
      await this.store(id, piece, signal);
      if (piece.last) return;
      await this.turn(id, job);
      askedAt = this.parts.clock.now();
    }
    // It broke off without a word: asked again, it would do so again at once.
    if (!signal.aborted) await this.fail(id, 'speech.bad-answer', signal);
  }

  private async store(id: string, { chunks, last }: MadePiece, signal: AbortSignal): Promise<void> {
    const contents = new Map(chunks.map((chunk) => [chunk.id, chunk.content]));
    const facts = chunks.map(({ id: chunk, piece, frames, cutPoints }) => ({ id: chunk, piece, frames, cutPoints }));
    const isKnown = (): boolean => {
      const request = this.request(id);
      const [first] = facts;
      return first === undefined
        ? request?.making.phase === 'done'
        : request?.chunks.some((chunk) => chunk.id === first.id) === true;
    };
    await this.insist({ type: 'chunksReady', id, chunks: facts, last }, { chunks: contents }, signal, isKnown);
  }

  private async fail(id: string, code: Code, signal: AbortSignal): Promise<void> {
    await this.insist({ type: 'generationFailed', id, code }, {}, signal);
  }

  // What was made is told until it is written, however long the database is away. What was written already is not told twice.
  private async insist(
    command: Command,
    extras: Extras,
    signal: AbortSignal,
    isDone: () => boolean = () => false,
  ): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        // A refusal means that it has ended meanwhile: then nobody waits for its sound.
        await this.conductor.carryOut(command, extras, isDone);
        return;
      } catch (error) {
        if (!(error instanceof Fault) || this.conductor.ended) throw error;
        await this.parts.clock.sleep(backoffMs(Math.min(attempt, 5), RETRY, this.parts.random), signal);
      }
    }
  }

  // Waits until so little is ready that more is wanted.
  private turn(id: string, job: Job): Promise<void> {
    const wanted = toMake(this.conductor.state, this.parts.clock.now()).some((request) => request.id === id);
    if (wanted || job.ending.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        job.goOn = undefined;
        job.ending.signal.removeEventListener('abort', go);
        resolve();
      };
      job.goOn = go;
      job.ending.signal.addEventListener('abort', go, { once: true });
    });
  }

  private request(id: string): Request | undefined {
    return this.conductor.state.requests.find((request) => request.id === id);
  }
}

function gone(): Fault {
  return new Fault('radio.ended', { detail: 'Nobody waits for this sound any more.' });
}
