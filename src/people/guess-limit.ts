import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Attempts } from './model/attempts.js';

/** Lets nobody try one secret after the other. */
@Injectable()
export class GuessLimit {
  private readonly attempts = new Attempts();

  constructor(private readonly clock: Clock) {}

  async limit<T>(address: string, attempt: () => Promise<T | Refusal>): Promise<T | Refusal> {
    if (!this.attempts.mayTry(address, this.clock.now())) return refuse('request.too-many');
    const outcome = await attempt();
    if (isRefusal(outcome)) this.attempts.failed(address, this.clock.now());
    return outcome;
  }
}
