import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PIECE = Buffer.alloc(1_048_576, 'x');

/** A file system of a few megabytes that can be filled to the last byte. Mounting needs root. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static make(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'tmpfs', folder]);
    return new SmallDisk(folder);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Somebody else's file takes all there is, or all but so much. */
  fill(butMegabytes = 0): void {
    const pieces = butMegabytes === 0 ? Infinity : Math.floor(this.freeBytes / PIECE.length) - butMegabytes;
    const file = openSync(this.ballast, 'w');
    try {
      for (let piece = 0; piece < pieces; piece += 1) writeSync(file, PIECE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    rmSync(this.ballast);
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmdirSync(this.folder);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
