import { WritingFault } from '../../src/writing/writing-fault.js';
import { CountedWriting, type WrittenPart } from '../../src/writing/counted.writing.js';
import type { WritingTask } from '../../src/writing/writing.port.js';

export type WritingStep =
  | 'write'
  /** Never sends a thing and does not listen to its signal. */
  | 'hang'
  /** These sentences, and then as it says. */
  | { readonly says: readonly string[]; readonly afterwards?: WritingFault | 'hang' };

/** A writer that does what the script says, one step a call, then writes; it keeps what it was asked. */
export class StepwiseWriting extends CountedWriting {
  readonly asked: WritingTask[] = [];
  /** What the provider says that it billed; nothing where it does not say. */
  billed: number | undefined = 30;
  private script: WritingStep[] = [];

  constructor(
    readonly name: string,
    private readonly max = 100,
  ) {
    super();
  }

  next(...steps: WritingStep[]): this {
    this.script = steps;
    return this;
  }

  always(step: WritingStep): this {
    return this.next(...Array.from({ length: 1_000 }, () => step));
  }

  tokensMax(): number {
    return this.max;
  }

  async *parts(task: WritingTask, signal: AbortSignal): AsyncIterable<WrittenPart> {
    this.asked.push(task);
    const step = this.script.shift() ?? 'write';
    signal.throwIfAborted();
    if (step === 'hang') await forever();
    const { says, afterwards } = typeof step === 'object' ? step : { says: [`${this.name} writes.`, 'And more.'] };
    for (const text of says) {
      signal.throwIfAborted();
      yield { kind: 'sentence', text };
    }
    signal.throwIfAborted();
    if (afterwards === 'hang') await forever();
    if (afterwards instanceof WritingFault) throw afterwards;
    if (this.billed !== undefined) yield { kind: 'usage', tokens: this.billed };
  }
}

export function failingToWrite(
  code: ConstructorParameters<typeof WritingFault>[0],
  options: ConstructorParameters<typeof WritingFault>[1] = {},
): WritingStep {
  return { says: [], afterwards: new WritingFault(code, options) };
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
