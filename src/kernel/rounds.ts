interface Round<T> {
  /** It has not begun: whoever asks now is answered by it. */
  next: Promise<T> | undefined;
  /** Settled when nothing runs. */
  running: Promise<unknown>;
}

/**
 * Runs one round at a time for each key. Whoever asks is answered by a round that begins after they asked; however many
 * ask while one runs, the next answers all of them.
 */
export class Rounds<T> {
  private readonly rounds = new Map<string, Round<T>>();

  constructor(private readonly run: (key: string) => Promise<T>) {}

  ask(key: string): Promise<T> {
    const round = this.rounds.get(key) ?? { next: undefined, running: Promise.resolve() };
    this.rounds.set(key, round);
    round.next ??= this.after(key, round);
    return round.next;
  }

  private after(key: string, round: Round<T>): Promise<T> {
    const next = round.running.then(() => {
      round.next = undefined;
      return this.run(key);
    });
    round.running = this.ended(key, round, next);
    return next;
  }

  private async ended(key: string, round: Round<T>, next: Promise<T>): Promise<void> {
    await Promise.allSettled([next]);
    if (round.next === undefined) this.rounds.delete(key);
  }
}
