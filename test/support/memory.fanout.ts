import { Fanout } from '../../src/fanout/fanout.port.js';
import type { Cancel } from '../../src/kernel/clock.js';

type Tell = (message: unknown) => void;

/** What is said between nodes of one process, and a way to it that can be cut. */
export class MemoryAir {
  private readonly hearers = new Map<string, Set<Tell>>();
  isCut = false;

  say(topic: string, message: unknown): void {
    if (this.isCut) return;
    const text = JSON.stringify(message);
    queueMicrotask(() => {
      for (const tell of this.hearers.get(topic) ?? []) tell(JSON.parse(text));
    });
  }

  hear(topic: string, tell: Tell): Cancel {
    const hearers = this.hearers.get(topic) ?? new Set();
    this.hearers.set(topic, hearers.add(tell));
    return () => hearers.delete(tell);
  }
}

export class MemoryFanout extends Fanout {
  readonly isShared = true;

  constructor(private readonly air = new MemoryAir()) {
    super();
  }

  publish(topic: string, message: unknown): void {
    this.air.say(topic, message);
  }

  hear(topic: string, tell: Tell): Promise<Cancel> {
    return Promise.resolve(this.air.hear(topic, tell));
  }
}
