/** What was begun by itself, for whoever ends: the ground is taken away only when all of it has stopped. */
export class UnderWay {
  private readonly all = new Set<Promise<void>>();

  begin(run: () => Promise<void>): void {
    const one = run().finally(() => this.all.delete(one));
    this.all.add(one);
  }

  async settled(): Promise<void> {
    while (this.all.size > 0) await Promise.allSettled(this.all);
  }
}
