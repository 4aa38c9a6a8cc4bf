/**
 * Reads a source as fast as it comes, whoever waits for whom: who writes is not kept waiting by who speaks. Bounded by
 * `max`; what would come after is not asked for.
 */
export class ReadAhead<Item> {
  private readonly held: Item[] = [];
  private over = false;
  private failure: { readonly cause: unknown } | undefined;
  private wake: () => void = () => undefined;

  constructor(source: AsyncIterable<Item>, max: number) {
    void this.read(source, max);
  }

  /** Nothing comes any more. */
  get isDrained(): boolean {
    return this.over && this.held.length === 0 && this.failure === undefined;
  }

  /** The next, as soon as it is there; nothing at the end. */
  async next(): Promise<Item | undefined> {
    while (this.held.length === 0 && !this.over) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.held.length === 0 && this.failure !== undefined) throw this.failure.cause;
    return this.held.shift();
  }

  private async read(source: AsyncIterable<Item>, max: number): Promise<void> {
    let count = 0;
    try {
      for await (const item of source) {
        this.held.push(item);
        this.wake();
        count += 1;
        if (count === max) break;
      }
    } catch (cause) {
      this.failure = { cause };
    } finally {
      this.over = true;
      this.wake();
    }
  }
}
