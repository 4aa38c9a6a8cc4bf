import { isRefusal, type Refusal } from '../../kernel/outcome.js';

/** What an acknowledgement is worth, and of which request its chunk is. */
export interface Judged {
  readonly answer: 'heard' | 'early';
  readonly request?: string;
  readonly index: number;
}

const KNOWN_MAX = 1_000;

/**
 * A whole room acknowledges the same chunk: who conducts is asked until it was heard once, and once at a time. From then on
 * it is known here, and only counted.
 */
export class FarHeard {
  private readonly known = new Map<string, Judged>();
  private readonly asking = new Map<string, Promise<Judged | Refusal>>();

  of(chunk: string, ask: () => Promise<Judged | Refusal>): Promise<Judged | Refusal> {
    const known = this.known.get(chunk);
    if (known !== undefined) return Promise.resolve(known);
    const asking = this.asking.get(chunk) ?? this.ask(chunk, ask).finally(() => this.asking.delete(chunk));
    this.asking.set(chunk, asking);
    return asking;
  }

  private async ask(chunk: string, ask: () => Promise<Judged | Refusal>): Promise<Judged | Refusal> {
    const judged = await ask();
    if (!isRefusal(judged) && judged.answer === 'heard') {
      this.known.set(chunk, judged);
      const [oldest] = this.known.keys();
      if (this.known.size > KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
    }
    return judged;
  }
}
