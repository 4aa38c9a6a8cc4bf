import { join } from 'node:path';
import { z } from 'zod';
import { holds, newAnchor, type Anchor } from './clock-anchor.js';
import type { Readings } from './clock-readings.js';
import { keepFirst, keepInstead } from './kept-file.js';
import type { Kept } from './kept.js';

const AnchorText = z.strictObject({ bootId: z.string(), anchorMs: z.number(), asleepMs: z.number() });

/** Further from the wall clock than this, people should be told why the hours they see are wrong. */
const APART_MS = 60_000;

/**
 * The anchor of server time in the data directory. The next process of the same boot goes on with it, also while this one
 * still runs. A file that cannot be used costs a new clock, which is always safe, and never the start.
 */
export class ClockFile {
  private readonly file: string;
  private readonly log: Kept['log'];

  constructor({ folder, log }: Kept) {
    this.file = join(folder, 'clock.json');
    this.log = log;
  }

  open(readings: Readings): Anchor {
    const fresh = newAnchor(readings);
    // Where boots have no names nobody can tell whether what was kept still holds.
    if (readings.bootId() === undefined) return fresh;
    const kept = this.attempt(() => parsed(keepFirst(this.file, textOf(fresh))));
    if (kept !== undefined && holds(kept, readings)) return this.goOn(kept, readings);
    // Of two that replace an old one at once the later is kept: the other has a clock of its own until it ends.
    this.keep(fresh);
    return fresh;
  }

  keep(anchor: Anchor): void {
    this.attempt(() => keepInstead(this.file, textOf(anchor)));
  }

  private goOn(anchor: Anchor, readings: Readings): Anchor {
    const aheadMs = Math.round(anchor.anchorMs + readings.monotonicMs() - readings.wallMs());
    if (Math.abs(aheadMs) > APART_MS) {
      this.log.warn('server time goes on as it was, far from the wall clock', { aheadMs, file: this.file });
    }
    return anchor;
  }

  private attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!isAboutTheFile(error)) throw error;
      this.log.warn('the file that server time is kept in could not be used', { error });
      return undefined;
    }
  }
}

function parsed(text: string): Anchor {
  return AnchorText.parse(JSON.parse(text));
}

function textOf(anchor: Anchor): string {
  return `${JSON.stringify(anchor)}\n`;
}

function isAboutTheFile(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return true;
  return typeof (Object(error) as { syscall?: unknown }).syscall === 'string';
}
