import { FRAME_MS } from '../../src/audio/model/frames.js';
import type { Clock, ServerMs } from '../../src/kernel/clock.js';
import { isRefusal, type Refusal } from '../../src/kernel/outcome.js';
import type { Air } from '../../src/radio/airs.port.js';
import { inTheAir } from '../../src/radio/model/air.js';
import type { Command, NewChunk } from '../../src/radio/model/commands.js';
import { decide } from '../../src/radio/model/decide.js';
import { nextAt } from '../../src/radio/model/due.js';
import { evolve } from '../../src/radio/model/evolve.js';
import { forget } from '../../src/radio/model/forget.js';
import { LEAD_MS } from '../../src/radio/model/limits.js';
import type { ChannelState } from '../../src/radio/model/state.js';
import { expectedMs } from '../../src/speech/model/expected.js';
import { toPieces } from '../../src/speech/model/pieces.js';
import type { Done, HostCommand, Say } from '../../src/wire/host.js';
import { GAP_MS } from '../../src/wire/limits.js';

export interface PaperSpeech {
  /** From being asked until the first piece is there, and for each one after it. */
  readonly latencyMs: number;
  readonly language: string;
}

/** A sound that was on the channel. */
export interface Aired {
  readonly request: string;
  readonly text: string;
  readonly startsAt: ServerMs;
  readonly endsAt: ServerMs;
}

/** A piece may be left every so often. */
const CUT_FRAMES = 15;
const NEVER = 2 ** 40;

/** A channel by the radio’s own rules, whose words take as long as they should and sound nowhere. */
export class PaperChannel {
  private state: ChannelState = {
    id: 'paper',
    phase: { name: 'open', since: 0 },
    leadMs: LEAD_MS,
    gapMs: GAP_MS,
    firmUntil: 0,
    notBefore: 0,
    requests: [],
  };
  private readonly texts = new Map<string, string>();
  private readonly sounds = new Map<string, Aired>();
  private readonly watching = new Set<() => void>();
  private cancel: (() => void) | undefined;
  private requests = 0;

  constructor(
    private readonly clock: Clock,
    private readonly speech: PaperSpeech,
  ) {}

  /** Everything that was heard, in order. */
  get aired(): readonly Aired[] {
    return [...this.sounds.values()].toSorted((one, other) => one.startsAt - other.startsAt);
  }

  air(): Air {
    return { isOpen: true, requests: inTheAir(this.state) };
  }

  onChange(tell: () => void): void {
    this.watching.add(tell);
  }

  run({ command }: Pick<HostCommand, 'command'>): Promise<Done | Refusal> {
    switch (command.name) {
      case 'enqueue':
        return Promise.resolve(this.enqueue(command.say));
      case 'skip':
        return Promise.resolve(this.does({ type: 'skip', id: command.request, cut: command.cut }) ?? {});
      case 'cancel':
        return Promise.resolve(this.does({ type: 'cancel', id: command.request }) ?? {});
      case 'edit':
      case 'reorder':
      case 'withdraw':
      case 'pause':
      case 'resume':
      case 'close':
      case 'setLead':
      case 'notice':
      default:
        throw new Error(`nobody asks a paper channel to ${command.name}`);
    }
  }

  private enqueue({ text = '', urgency, staleAfterMs, spokenForMs }: Say): Done | Refusal {
    this.requests += 1;
    const id = `request-${this.requests}`;
    this.texts.set(id, text);
    const { language, latencyMs } = this.speech;
    const request = { id, urgency, expectedMs: expectedMs(text, language), spokenForMs };
    const refused = this.does({
      type: 'enqueue',
      request: { ...request, ...(staleAfterMs === undefined ? {} : { staleAfterMs }) },
    });
    if (refused !== undefined) return refused;
    const pieces = toPieces(text, { language });
    const lengths = isRefusal(pieces) ? [] : pieces.map((piece) => piece.expectedMs);
    this.does({ type: 'generationStarted', id, pieces: lengths.length });
    lengths.forEach((ms, piece) => {
      this.clock.after(latencyMs * (piece + 1), () => this.made(id, { piece, ms, last: piece === lengths.length - 1 }));
    });
    return { request: id };
  }

  private made(id: string, { piece, ms, last }: { piece: number; ms: number; last: boolean }): void {
    const frames = Math.max(1, Math.ceil(ms / FRAME_MS));
    const cuts = Array.from({ length: Math.floor(frames / CUT_FRAMES) }, (_, nth) => (nth + 1) * CUT_FRAMES);
    const cutPoints = cuts.at(-1) === frames ? cuts : [...cuts, frames];
    const chunk: NewChunk = { id: `${id}-${piece}`, piece, frames, cutPoints };
    this.does({ type: 'chunksReady', id, chunks: [chunk], last });
  }

  private does(command: Command): Refusal | undefined {
    const outcome = decide(this.state, command, this.clock.now());
    if (isRefusal(outcome)) return outcome;
    const after = outcome.reduce(evolve, this.state);
    this.state = forget(after, this.clock.now());
    this.note();
    this.later();
    for (const tell of this.watching) tell();
    return undefined;
  }

  // What is withdrawn after it was noted sounds shorter, or not at all.
  private note(): void {
    for (const { id, chunks } of this.state.requests) {
      const starts = chunks.flatMap(({ start }) => (start === undefined ? [] : [start]));
      const [first] = starts;
      if (first === undefined) {
        this.sounds.delete(id);
        continue;
      }
      const endsAt = Math.max(...starts.map(({ at, frames }) => at + frames * FRAME_MS));
      this.sounds.set(id, { request: id, text: this.texts.get(id) ?? '', startsAt: first.at, endsAt });
    }
  }

  private later(): void {
    this.cancel?.();
    const at = nextAt(this.state);
    if (at < NEVER)
      this.cancel = this.clock.after(Math.max(1, at - this.clock.now()), () => void this.does({ type: 'tick' }));
  }
}
