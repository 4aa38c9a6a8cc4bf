import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { releaseLockFile, takeLockFile } from './lock-file.js';

// No process has this number: it is above every system's maximum.
const NOBODY = '4194305';

describe('lock file', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-lock-'));
    path = join(folder, 'longwave.pid');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('[DB12] it is taken once, and again when it was released', () => {
    expect(takeLockFile(path)).toBeUndefined();
    expect(takeLockFile(path)).toBe(String(process.pid));
    releaseLockFile(path);
    expect(takeLockFile(path)).toBeUndefined();
  });

  test.each([NOBODY, '', 'rubbish'])('[DB12] what a dead process left (“%s”) is taken over', (left) => {
    writeFileSync(path, left);
    expect(takeLockFile(path)).toBeUndefined();
    expect(takeLockFile(path)).toBe(String(process.pid));
  });
});
