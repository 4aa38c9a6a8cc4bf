import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { assert } from '../../kernel/assert.js';
import { syncFolder } from '../../kernel/sync-path.js';
import { LINE_BYTES_MAX, type Line } from './backup-format.js';

// A write for each row would be slow.
const HELD_BYTES = 262_144;

/** Writes a backup under another name and gives it its own only when all of it is on the disk. */
export class BackupFileWriter {
  private readonly hash = createHash('sha256');
  private held: Uint8Array[] = [];
  private heldBytes = 0;

  private constructor(
    private readonly path: string,
    private readonly unfinished: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<BackupFileWriter> {
    // Asked now, so that nobody waits an hour to be told; `finish` still takes nobody's place.
    if (existsSync(path)) throw Object.assign(new Error(`${path} exists already.`), { code: 'EEXIST', path });
    const unfinished = `${path}.unfinished-${process.pid}`;
    // It holds everything there is to know: for its owner alone.
    return new BackupFileWriter(path, unfinished, await open(unfinished, 'w', 0o600));
  }

  async line(line: Line | readonly (string | null)[]): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    assert(bytes.byteLength <= LINE_BYTES_MAX, 'BK1 a row fits into a line');
    await this.bytes(bytes);
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.held.push(bytes);
    this.heldBytes += bytes.byteLength;
    if (this.heldBytes >= HELD_BYTES) await this.flush();
  }

  /** Never in the place of another file: that may be the backup one is glad to have. */
  async finish(): Promise<void> {
    await this.line({ kind: 'end', sha256: this.hash.copy().digest('hex') });
    await this.flush();
    await this.file.sync();
    await link(this.unfinished, this.path);
    await this.discard();
    await syncFolder(dirname(this.path));
  }

  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.unfinished, { force: true });
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.held);
    this.held = [];
    this.heldBytes = 0;
    await this.file.writeFile(bytes);
  }
}
