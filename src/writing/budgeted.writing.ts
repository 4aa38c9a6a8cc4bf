import type { Log } from '../watch/log.port.js';
import type { CountedWriting } from './counted.writing.js';
import type { WritingMeters } from './metered.writing.js';
import type { TokenReservation, WritingBudget } from './writing-budget.js';
import { WritingFault } from './writing-fault.js';
import { Writing, type WritingTask } from './writing.port.js';

export interface BudgetNeeds {
  readonly budget: WritingBudget;
  readonly meters: WritingMeters;
  readonly log: Log;
}

/**
 * A paid writer within the day's budget: the most that a call can cost is reserved before it, and what it was not billed is
 * given back where the provider says so, or certainly billed nothing. A call that broke off is not given back.
 */
export class BudgetedWriting extends Writing {
  readonly name: string;

  constructor(
    private readonly inner: CountedWriting,
    private readonly needs: BudgetNeeds,
  ) {
    super();
    this.name = inner.name;
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    let tokens = this.inner.tokensMax(task);
    const reservation = await this.reserve(tokens);
    try {
      if (signal.aborted) tokens = 0;
      signal.throwIfAborted();
      for await (const part of this.inner.parts(task, signal)) {
        if (part.kind === 'usage') tokens = part.tokens;
        else yield part.text;
      }
    } catch (error) {
      if (!signal.aborted && error instanceof WritingFault && error.billed === 'no') tokens = 0;
      throw error;
    } finally {
      await this.settle(reservation, tokens);
    }
  }

  private async reserve(tokens: number): Promise<TokenReservation> {
    const { budget } = this.needs;
    const reservation = await budget.reserve(tokens).catch((error: unknown) => {
      // What cannot be counted is not bought; templates need no database.
      throw new WritingFault('writing.unavailable', { retryable: true, billed: 'no', cause: error });
    });
    if (reservation !== undefined) return reservation;
    throw new WritingFault('writing.budget-spent', { billed: 'no', retryAfterS: budget.renewedInS });
  }

  private async settle(reservation: TokenReservation, tokens: number): Promise<void> {
    this.needs.meters.tokens.inc({ writer: this.name }, tokens);
    try {
      await reservation.settle(tokens);
    } catch (error) {
      this.needs.log.warn('reserved tokens could not be given back', { writer: this.name, error });
    }
  }
}
