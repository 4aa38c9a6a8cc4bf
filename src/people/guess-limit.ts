import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Attempts, networkOf } from './model/attempts.js';

/** Lets nobody try one secret after the other, nor many at once. */
@Injectable()
export class GuessLimit {
  private readonly attempts = new Attempts();
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();

  constructor(private readonly clock: Clock) {}

  /** Tries only while fewer than ten have failed. */
  async limit<T>(address: string, attempt: () => Promise<T | Refusal>): Promise<T | Refusal> {
    const network = networkOf(address);
    for (;;) {
      const left = this.attempts.left(network, this.clock.now());
      if (left === 0) return this.tooMany(network);
      // Each that is under way may fail yet. A stadium behind one address waits for its turn and is not refused.
      const others = this.underWay.get(network) ?? new Set();
      if (left > others.size) return this.judged(network, attempt);
      await Promise.race(others);
    }
  }

  /**
   * Tries in any case, for somebody who is here already: what strangers behind the same address do wrong must sign
   * nobody out.
   */
  async limitFailures<T>(address: string, attempt: () => Promise<T | Refusal>): Promise<T | Refusal> {
    const network = networkOf(address);
    const may = this.attempts.left(network, this.clock.now()) > 0;
    const outcome = await this.judged(network, attempt);
    return may || !isRefusal(outcome) ? outcome : this.tooMany(network);
  }

  private async judged<T>(network: string, attempt: () => Promise<T | Refusal>): Promise<T | Refusal> {
    const outcome = attempt();
    const over = Promise.allSettled([outcome]);
    const all = this.underWay.get(network) ?? new Set();
    this.underWay.set(network, all.add(over));
    try {
      if (isRefusal(await outcome)) this.attempts.failed(network, this.clock.now());
      return await outcome;
    } finally {
      all.delete(over);
      if (all.size === 0) this.underWay.delete(network);
    }
  }

  private tooMany(network: string): Refusal {
    const ms = this.attempts.forgottenIn(network, this.clock.now());
    return { ...refuse('request.too-many'), retryAfterS: Math.ceil(ms / 1_000) };
  }
}
