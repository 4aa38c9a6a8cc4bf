import type { Log } from '../watch/log.port.js';
import type { Reservation, SpeechBudget } from './budget.js';
import { SpeechFault } from './speech-fault.js';
import { SpeechAround } from './speech-around.js';
import type { Speech, SpeechPart, Utterance } from './speech.port.js';

/**
 * A paid voice within the day's budget: characters are reserved before the call and given back only if it certainly was
 * not billed: it was never sent, or answered with an error. A call that timed out, broke off or was called off is not
 * given back, because nobody knows. Nothing is tried again here: a provider's own spending limit is as final as ours.
 */
export class BudgetedSpeech extends SpeechAround {
  constructor(
    inner: Speech,
    private readonly budget: SpeechBudget,
    private readonly log: Log,
  ) {
    super(inner);
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    const reservation = await this.reserve(Array.from(utterance.text).length);
    if (signal.aborted) {
      await this.refund(reservation);
      signal.throwIfAborted();
    }
    let sounded = false;
    try {
      for await (const part of this.inner.say(utterance, signal)) {
        sounded ||= part.kind === 'sound' && part.bytes.length > 0;
        yield part;
      }
    } catch (error) {
      if (!sounded && !signal.aborted && wasNotBilled(error)) await this.refund(reservation);
      throw error;
    }
  }

  private async reserve(characters: number): Promise<Reservation> {
    const reservation = await this.budget.reserve(characters).catch((error: unknown) => {
      // What cannot be counted is not bought; the free voice needs no database.
      throw new SpeechFault('speech.unavailable', { retryable: true, billed: 'no', cause: error });
    });
    if (reservation === undefined) {
      throw new SpeechFault('speech.budget-spent', { billed: 'no', retryAfterS: this.budget.renewedInS });
    }
    return reservation;
  }

  private async refund(reservation: Reservation): Promise<void> {
    try {
      await reservation.refund();
    } catch (error) {
      this.log.warn('reserved characters could not be given back', { provider: this.name, error });
    }
  }
}

function wasNotBilled(error: unknown): boolean {
  return error instanceof SpeechFault && error.billed === 'no';
}
