import type { Clock } from '../../src/kernel/clock.js';
import { Fault } from '../../src/kernel/fault.js';
import type { Refusal } from '../../src/kernel/outcome.js';
import type { RequestContent } from '../../src/radio/channel-store.port.js';
import {
  Maker,
  type InTheMaking,
  type MadeChunk,
  type MadePiece,
  type MakingRequest,
} from '../../src/radio/maker.port.js';
import type { Scene } from './scene.js';

/** How long each chunk of a piece is, and how long the making of the piece takes. */
interface Piece {
  readonly frames: readonly number[];
  readonly ms: number;
}

export interface SpeechPlan {
  readonly pieces: readonly Piece[];
  /** From this piece on it goes wrong. */
  readonly wrong?: { readonly piece: number; readonly how: 'fails' | 'hangs' | 'breaks off' };
}

const HANGS_MS = 20_000;
/** How long nobody knows that a note has nothing more to say. */
const LATE_MS = 1_500;
const MOODS = { quick: 60, slow: 12, 'fails first': 7, 'fails later': 7, hangs: 6, 'breaks off': 4, long: 4 } as const;

/** What every text sounds like, and how its speech goes wrong: the same each time it is made. */
export class Speech {
  readonly made = new Map<string, { readonly request: string; readonly piece: number; readonly frames: number }>();
  private readonly plans = new Map<string, SpeechPlan>();

  constructor(private readonly scene: Scene) {}

  /** Draws how a text will sound. Says whether that is one of the faults. */
  plan(text: string, mood: keyof typeof MOODS = this.scene.chance.weighed(MOODS)): boolean {
    const { chance, measure } = this.scene;
    const count = chance.whole(...(mood === 'long' ? measure.longPieces : measure.pieces));
    const pieces = Array.from({ length: count }, () => this.piece(mood === 'slow'));
    const wrong = { piece: mood === 'fails first' ? 0 : chance.whole(0, count - 1), how: wrongOf(mood) };
    const goesWrong = wrong.how !== undefined;
    this.plans.set(text, { pieces, ...(goesWrong ? { wrong: { ...wrong, how: wrong.how ?? 'fails' } } : {}) });
    return mood !== 'quick';
  }

  planOf(text: string): SpeechPlan {
    const plan = this.plans.get(text);
    if (plan === undefined) throw new Error(`nobody planned how “${text}” sounds`);
    return plan;
  }

  private piece(isSlow: boolean): Piece {
    const { chance } = this.scene;
    const frames = Array.from({ length: chance.happens(0.1) ? 2 : 1 }, () =>
      chance.happens(0.05) ? chance.whole(100, 333) : chance.whole(12, 70),
    );
    return { frames, ms: isSlow ? chance.between(1_000, 4_900) : chance.between(20, 600) };
  }
}

function wrongOf(mood: keyof typeof MOODS): 'fails' | 'hangs' | 'breaks off' | undefined {
  if (mood === 'fails first' || mood === 'fails later') return 'fails';
  return mood === 'hangs' || mood === 'breaks off' ? mood : undefined;
}

/** The voices, as one node reaches them. */
export class SimulatedMaker extends Maker {
  constructor(
    private readonly scene: Scene,
    private readonly speech: Speech,
    private readonly clock: Clock,
  ) {
    super();
  }

  expectedMs({ text }: RequestContent): number {
    return this.speech.planOf(text).pieces.length * 1_500;
  }

  make({ id, content, fromPiece }: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const plan = this.speech.planOf(content.text);
    const made = this.speak({ id, plan, fromPiece, text: content.text }, signal);
    // A note of an even number of pieces tells with the last that it is the last, any other only after it.
    if (content.mode !== 'write') return { pieces: plan.pieces.length, made };
    return {
      pieces: null,
      made:
        plan.pieces.length % 2 === 0
          ? made
          : this.endingLate(made, { wasWhole: fromPiece === plan.pieces.length, signal }),
    };
  }

  private async *speak(
    { id, plan, fromPiece, text }: { id: string; plan: SpeechPlan; fromPiece: number; text: string },
    signal: AbortSignal,
  ): AsyncGenerator<MadePiece> {
    for (const [piece, { frames, ms }] of plan.pieces.entries()) {
      if (piece < fromPiece) continue;
      const isWrong = plan.wrong?.piece === piece;
      if (isWrong && plan.wrong?.how === 'breaks off') return;
      await this.clock.sleep(isWrong && plan.wrong?.how === 'hangs' ? HANGS_MS : ms, signal);
      if (isWrong) throw new Fault(plan.wrong?.how === 'hangs' ? 'speech.timeout' : 'speech.unavailable');
      const chunks = frames.map((count) => this.chunk(id, { piece, frames: count, text }));
      yield { chunks, last: piece === plan.pieces.length - 1 };
    }
  }

  private async *endingLate(
    made: AsyncIterable<MadePiece>,
    { wasWhole, signal }: { readonly wasWhole: boolean; readonly signal: AbortSignal },
  ): AsyncGenerator<MadePiece> {
    let isWhole = wasWhole;
    for await (const piece of made) {
      isWhole = piece.last;
      yield { ...piece, last: false };
    }
    if (!isWhole) return;
    await this.clock.sleep(LATE_MS, signal);
    yield { chunks: [], last: true };
  }

  private chunk(request: string, { piece, frames, text }: { piece: number; frames: number; text: string }): MadeChunk {
    const id = this.scene.ids.next();
    this.speech.made.set(id, { request, piece, frames });
    const cuts = Array.from({ length: Math.ceil(frames / 40) - 1 }, (_, at) => (at + 1) * 40);
    const content = {
      text: `${text} / ${piece}`,
      words: [],
      voice: 'any',
      key: `chunks/${id}`,
      sha256: id,
      peaks: new Uint8Array(),
    };
    return { id, piece, frames, cutPoints: [...cuts, frames], content };
  }
}
