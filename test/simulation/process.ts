import type { Cancel, Clock, ServerMs } from '../../src/kernel/clock.js';
import { ServerTime } from '../../src/kernel/server-time.port.js';

interface Task {
  run: (() => void) | undefined;
}

/** A process as the world sees it: what it is told while it is frozen it does when it wakes, and nothing once it is dead. */
export class SimulatedProcess {
  private phase: 'running' | 'frozen' | 'dead' = 'running';
  private waiting: Task[] = [];

  constructor(private readonly clock: Clock) {}

  get isDead(): boolean {
    return this.phase === 'dead';
  }

  get isFrozen(): boolean {
    return this.phase === 'frozen';
  }

  after(ms: number, run: () => void): Cancel {
    const task: Task = { run };
    const cancel = this.clock.after(ms, () => this.take(task));
    return () => {
      task.run = undefined;
      cancel();
    };
  }

  does(run: () => void): void {
    this.take({ run });
  }

  freeze(ms: number): void {
    if (this.phase !== 'running') return;
    this.phase = 'frozen';
    this.clock.after(ms, () => this.thaw());
  }

  thaw(): void {
    if (this.phase !== 'frozen') return;
    this.phase = 'running';
    const late = this.waiting;
    this.waiting = [];
    for (const task of late) this.clock.after(0, () => this.take(task));
  }

  die(): void {
    this.phase = 'dead';
    this.waiting = [];
  }

  private take(task: Task): void {
    if (this.phase === 'frozen') this.waiting.push(task);
    else if (this.phase === 'running') task.run?.();
  }
}

/** A clock of a boot: so far from the world's time, which nobody in the world knows. */
export interface BootClock {
  readonly clockId: string;
  readonly offsetMs: number;
}

export class SimulatedTime extends ServerTime {
  constructor(
    private readonly process: SimulatedProcess,
    private readonly clock: Clock,
    private readonly boot: BootClock,
  ) {
    super();
  }

  get clockId(): string {
    return this.boot.clockId;
  }

  now(): ServerMs {
    return this.clock.now() + this.boot.offsetMs;
  }

  after(ms: number, run: () => void): Cancel {
    return this.process.after(ms, run);
  }

  onNewClock(): Cancel {
    return () => undefined;
  }

  look(): void {
    return undefined;
  }
}
