import { Clock, type Cancel } from '../kernel/clock.js';
import type { Condition, Health } from './health.port.js';
import type { Drain } from './drain.port.js';
import type { Log } from './log.port.js';
import type { OpenFiles } from './open-files.js';

const LOOK_MS = 10_000;
const SCARCE_FROM = 0.8;
// It has to fall a good deal, so that a number that trembles is not told again and again.
const SCARCE_UNTIL = 0.7;

/** Warns before no file and no connection can be opened any more: once, and again after there was enough. */
export class FilesWatch {
  private scarce = false;
  private cancel: Cancel = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly count: () => Promise<OpenFiles | undefined>,
  ) {}

  join(health: Health, drain: Drain): void {
    health.join({ name: 'files', required: false, check: () => this.look() });
    drain.join({ name: 'watch of the files', step: 'close', stop: async () => this.cancel() });
    this.wait();
  }

  private async look(): Promise<Condition> {
    const files = await this.count();
    if (files === undefined) return { ok: true };
    const share = files.open / files.most;
    const scarce = share >= (this.scarce ? SCARCE_UNTIL : SCARCE_FROM);
    if (scarce && !this.scarce) this.log.warn('files are running out', { ...files });
    this.scarce = scarce;
    return scarce ? { ok: false, reason: 'most of the files it may open are open' } : { ok: true };
  }

  private wait(): void {
    this.cancel = this.clock.after(LOOK_MS, () => {
      this.wait();
      this.look().catch((error: unknown) => this.log.warn('the open files could not be counted', { error }));
    });
  }
}
