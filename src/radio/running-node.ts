import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Cancel, ServerMs } from '../kernel/clock.js';
import type { Ids } from '../kernel/ids.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { ThisNode } from './this-node.js';

const Life = z.object({ run: z.string(), clockId: z.string(), at: z.number() });
type Life = z.infer<typeof Life>;

const EVERY_MS = 1_000;

/**
 * This process, as the database knows it: another run whenever its clock becomes another. Beside what it tells the database
 * it writes a sign of life every second into the data directory: what a channel announced while the database was away was
 * heard all the same, and the process that comes next should know.
 */
export class RunningNode implements ThisNode {
  run: string;
  private readonly ids: Ids;
  private readonly file: string;
  private readonly before: Life | undefined;
  private stopWatching: Cancel | undefined;
  private timer: Cancel | undefined;

  constructor(
    readonly node: string,
    readonly clock: ServerTime,
    { ids, folder }: { readonly ids: Ids; readonly folder: string },
  ) {
    this.file = join(folder, 'alive');
    this.before = lifeIn(this.file);
    this.ids = ids;
    this.run = ids.next();
  }

  get clockId(): string {
    return this.clock.clockId;
  }

  /** When a run before this one was last alive, as far as the data directory knows. */
  aliveAt(run: string | null): ServerMs | undefined {
    return this.before?.run === run && this.before.clockId === this.clockId ? this.before.at : undefined;
  }

  // Not before: a start that fails half way must leave nothing that keeps the process alive.
  begin(): void {
    this.stopWatching = this.clock.onNewClock(() => {
      this.run = this.ids.next();
    });
    this.live();
  }

  private live(): void {
    // A run whose clock is void did not live while the machine slept.
    this.clock.look();
    this.writeLife();
    this.timer = this.clock.after(EVERY_MS, () => this.live());
  }

  end(): void {
    this.timer?.();
    this.stopWatching?.();
  }

  // Not synced: it has to outlive the process, not the machine, whose next start has another clock anyway.
  private writeLife(): void {
    const life: Life = { run: this.run, clockId: this.clockId, at: this.clock.now() };
    try {
      writeFileSync(`${this.file}.next`, JSON.stringify(life), { mode: 0o600 });
      renameSync(`${this.file}.next`, this.file);
    } catch (error) {
      // A disk that is full takes nothing; the database's own sign of life is enough then.
      if (!isDiskError(error)) throw error;
    }
  }
}

function lifeIn(file: string): Life | undefined {
  try {
    return Life.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    // There is none at the first start, and one that was cut in the middle says nothing.
    if (error instanceof SyntaxError || isDiskError(error)) return undefined;
    throw error;
  }
}

function isDiskError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error;
}
