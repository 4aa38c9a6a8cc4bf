import { readFileSync, rmSync, writeFileSync } from 'node:fs';
/**
 * The lock where there are no abstract sockets: a file with the holder’s process id, which counts while that lives.
 * Answers with the process that holds it, if it is not us.
 */
export function takeLockFile(path: string): string | undefined {
  if (created(path)) return undefined;
  const holder = readFileSync(path, 'utf8');
  if (isAlive(Number(holder))) return holder;
  rmSync(path, { force: true });
  return created(path) ? undefined : '';
}

export function releaseLockFile(path: string): void {
  rmSync(path, { force: true });
}

function created(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
