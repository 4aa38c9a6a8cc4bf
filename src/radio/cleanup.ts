import type { Cancel } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { Orphans, type OrphansParts } from './orphans.js';
import type { StoredSound } from './radio-cleanup.port.js';
import type { RadioMetrics } from './radio.metrics.js';

const EVERY_MS = 60_000;
/** Their rows are marked together: a sound that is gone is promised for as long as it takes to delete so many. */
const AT_ONCE = 50;
/** In one round; the next goes on from there. */
const SOUNDS_MAX = 2_000;
const FAILURES_MAX = 50;
/** A thousand rows of each kind a sweep: half a million a minute is more than any crowd leaves behind. */
const SWEEPS_MAX = 500;

export interface CleanupParts extends OrphansParts {
  readonly metrics: RadioMetrics;
}

/** Every minute: deletes sound whose time has passed, what was kept for a day, and what nothing names. */
export class Cleanup {
  private timer: Cancel | undefined;
  private ended = false;
  /** How far the last round came, where it did not come to the end. */
  private after: StoredSound | undefined;
  private readonly orphans: Orphans;

  constructor(private readonly parts: CleanupParts) {
    this.orphans = new Orphans(parts);
  }

  begin(): void {
    this.timer = this.parts.time.after(EVERY_MS, () => void this.round());
  }

  end(): void {
    this.ended = true;
    this.timer?.();
  }

  private async round(): Promise<void> {
    try {
      await this.run();
      if (!this.ended) await this.orphans.round();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('old sound could not be deleted', { error });
    } finally {
      if (!this.ended) this.begin();
    }
  }

  /** How many chunks lost their sound. */
  async run(): Promise<number> {
    await this.again(() => this.parts.rows.sweep());
    const hour = { now: this.parts.time.now(), keptDays: this.parts.keptDays };
    const round: Round = { gone: new Map(), failures: [] };
    for (let seen = 0; seen < SOUNDS_MAX && round.failures.length < FAILURES_MAX; seen += AT_ONCE) {
      const some = await this.parts.rows.oldSound(hour, { after: this.after, limit: AT_ONCE });
      await this.deleteAll(some, round);
      this.after = some.length < AT_ONCE ? undefined : some.at(-1);
      if (this.after === undefined || this.ended) break;
    }
    this.tell(round);
    await this.again(() => this.parts.rows.settle(hour));
    return countOf(round);
  }

  private async deleteAll(sounds: readonly StoredSound[], round: Round): Promise<void> {
    const gone: StoredSound[] = [];
    try {
      for (const sound of sounds) {
        if (this.ended) return;
        // Somebody is in the middle of it: the next run finds it again.
        if (!this.parts.bytes.isUsed(sound.key) && (await this.isDeleted(sound.key, round))) gone.push(sound);
      }
    } finally {
      if (gone.length > 0) await this.parts.rows.soundDeleted(gone.map(({ chunk }) => chunk));
      for (const { channel } of gone) round.gone.set(channel, (round.gone.get(channel) ?? 0) + 1);
      this.parts.metrics.cleaned.inc(gone.length);
    }
  }

  // A blob that is gone already is no error: a run that was cut short is repeated.
  private async isDeleted(key: string, { failures }: Round): Promise<boolean> {
    try {
      await this.parts.blobs.delete(key);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failures.push(error);
      return false;
    }
  }

  private tell(round: Round): void {
    const { gone, failures } = round;
    if (gone.size > 0) {
      this.parts.log.info('old sound was deleted', { count: countOf(round), channels: Object.fromEntries(gone) });
    }
    // Some round comes past them again: one that cannot be deleted holds up no other.
    if (failures.length > 0) {
      this.parts.log.warn('some old sound could not be deleted', { count: failures.length, error: failures[0] });
    }
  }

  private async again(sweep: () => Promise<boolean>): Promise<void> {
    for (let sweeps = 0; sweeps < SWEEPS_MAX && !this.ended; sweeps += 1) if (!(await sweep())) return;
  }
}

/** What became of one round. */
interface Round {
  /** How many chunks of each channel lost their sound. */
  readonly gone: Map<string, number>;
  readonly failures: Fault[];
}

function countOf({ gone }: Round): number {
  return [...gone.values()].reduce((sum, count) => sum + count, 0);
}
