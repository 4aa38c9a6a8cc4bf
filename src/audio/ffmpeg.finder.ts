import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { AudioFault } from './audio.fault.js';

export interface Ffmpeg {
  readonly path: string;
  /** The release, such as 5; nightly builds count by their year. 0 where nothing can be made of it. */
  readonly major: number;
}

const ASK_MS_MAX = 10_000;
const run = promisify(execFile);

type Place = () => Promise<string | undefined>;

/** The ffmpeg we use: the first that one of the places knows. Looked for once. */
export class FfmpegFinder {
  private found: Promise<Ffmpeg> | undefined;

  constructor(private readonly places: readonly Place[]) {}

  find(): Promise<Ffmpeg> {
    this.found ??= this.look();
    // One that was missing may be installed while we run.
    this.found.catch(() => {
      this.found = undefined;
    });
    return this.found;
  }

  private async look(): Promise<Ffmpeg> {
    for (const place of this.places) {
      const path = await place();
      if (path !== undefined) return { path, major: await majorAt(path) };
    }
    throw new AudioFault('audio.decoder-missing');
  }
}

/** The one that comes with the installation, where it does: the package is optional and not made for every platform. */
export async function bundledFfmpeg(): Promise<string | undefined> {
  try {
    return (createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }).path;
  } catch {
    return undefined;
  }
}

async function majorAt(path: string): Promise<number> {
  try {
    const { stdout } = await run(path, ['-version'], { timeout: ASK_MS_MAX, env: {} });
    return majorOf(stdout);
  } catch (cause) {
    throw new AudioFault('audio.decoder-missing', { cause });
  }
}

/** Reads the first line of `ffmpeg -version`. */
export function majorOf(version: string): number {
  const release = /^ffmpeg version n?(\d+)\./.exec(version)?.[1];
  if (release !== undefined) return Number(release);
  // A nightly build has no release number. ffmpeg 5 came out in January 2022, and one a year since.
  const year = Number(/Copyright \(c\) 2000-(\d{4})/.exec(version)?.[1] ?? 0);
  return Math.max(0, year - 2017);
}
