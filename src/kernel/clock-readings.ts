import { readFileSync } from 'node:fs';

/** What the machine's clocks show. */
export interface Readings {
  /** Milliseconds since 1970 as the machine believes; people and the network step it. */
  wallMs(): number;
  /** Since some moment of this boot, the same for all its processes. Stands still while the machine is suspended. */
  monotonicMs(): number;
  /** The same, counting on while the machine is suspended; true to 10 ms. Undefined where nothing tells. */
  bootMs(): number | undefined;
  /** Another one after every boot. Undefined where nothing tells. */
  bootId(): string | undefined;
}

export class SystemReadings implements Readings {
  wallMs(): number {
    return Date.now();
  }

  // Not performance.now(), which counts from the start of the process.
  monotonicMs(): number {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  }

  bootMs(): number | undefined {
    const seconds = Number.parseFloat(readProc('/proc/uptime') ?? '');
    return Number.isNaN(seconds) ? undefined : seconds * 1e3;
  }

  bootId(): string | undefined {
    return readProc('/proc/sys/kernel/random/boot_id')?.trim();
  }
}

// Linux alone has these, and a container may hide them.
function readProc(path: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return undefined;
    throw error;
  }
}
