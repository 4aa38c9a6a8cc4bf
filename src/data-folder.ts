import { accessSync, constants, mkdirSync } from 'node:fs';
import { StartMistake } from './watch/listening.js';

/** Before any room needs it, so that one sentence says it and not the first room that fails. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    throw new StartMistake(
      `The data folder ${folder} cannot be used${REASONS[code] ?? ` (${code})`}. Set LONGWAVE_DATA to a folder this user may write to.`,
      { cause: error },
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: ': this user may not write there',
  EPERM: ': this user may not write there',
  EROFS: ': its disk is read-only',
  ENOSPC: ': its disk is full',
  EEXIST: ': it is no folder',
  ENOTDIR: ': it lies in something that is no folder',
};
