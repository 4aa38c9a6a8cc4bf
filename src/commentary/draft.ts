import type { Clock, ServerMs } from '../kernel/clock.js';
import { Say } from '../wire/host.js';
import type { Airing } from './airing.js';
import type { DraftEnd, LineKey, LineStore } from './line-store.port.js';

export interface DraftParts {
  readonly lines: Pick<LineStore, 'find' | 'settle'>;
  readonly airing: Pick<Airing, 'insist'>;
  readonly clock: Clock;
}

type Why = Extract<DraftEnd, { state: 'dropped' }>['reason'];
/** What it told is told otherwise, or not at all. */
export type Replaced = Extract<Why, 'replaced' | 'off'>;

/** It airs, with the host’s words where there are some; or why it does not. */
export type Decision = { readonly say: Say } | { readonly dropped: Why };

/** So long it is tried to write down what became of a draft. */
const SETTLE_MS = 10_000;

/** A line that waits for a host’s word. What hosts say is in the store, whichever node they said it to. */
export class Draft {
  private why: Replaced | 'expired' | 'air' | undefined;
  private hasNews = false;
  private wake: () => void = () => undefined;

  constructor(
    readonly key: LineKey,
    private readonly until: ServerMs,
    private readonly parts: DraftParts,
  ) {}

  /** A host may have said something. */
  look(): void {
    this.hasNews = true;
    this.wake();
  }

  /** It waits no more, though no host has said anything. */
  end(why: Replaced | 'expired' | 'air'): void {
    this.why ??= why;
    this.wake();
  }

  async decided(): Promise<Decision> {
    const { clock } = this.parts;
    const cancel = clock.after(Math.max(1, this.until - clock.now()), () => this.end('expired'));
    try {
      while (this.why === undefined) {
        if (!this.hasNews) await new Promise<void>((resolve) => (this.wake = resolve));
        this.hasNews = false;
        const decision = await this.read();
        if (decision !== undefined) return decision;
      }
      return await this.settle(this.why);
    } finally {
      cancel();
    }
  }

  // Where a host has said something in the same moment, that counts.
  private async settle(why: Replaced | 'expired' | 'air'): Promise<Decision> {
    const { airing, lines, clock } = this.parts;
    const end: DraftEnd = why === 'air' ? { state: 'asked' } : { state: 'dropped', reason: why };
    await airing.insist(clock.now() + SETTLE_MS, () => lines.settle(this.key, end));
    return (await this.read()) ?? { dropped: why === 'air' ? 'expired' : why };
  }

  /** Nothing: it waits still, or nobody knows. */
  private async read(): Promise<Decision | undefined> {
    const { airing, lines, clock } = this.parts;
    const known = await airing.insist(clock.now() + SETTLE_MS, () => lines.find(this.key));
    if (known === null || known === undefined || known.state === 'draft') return undefined;
    if (known.state !== 'dropped' && known.say !== null) return { say: Say.parse(known.say) };
    return { dropped: (known.reason as Why | null) ?? 'declined' };
  }
}
