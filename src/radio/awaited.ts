/** Something that will happen, and those who wait for it. */
export class Awaited {
  readonly promise: Promise<void>;
  private done: (() => void) | undefined;

  constructor() {
    this.promise = new Promise((resolve) => (this.done = resolve));
  }

  resolve(): void {
    this.done?.();
  }
}
