import { lstatSync, type Stats } from 'node:fs';
import { link, lstat, mkdir, readdir, realpath, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../kernel/sync-path.js';
import { describe, readDescription, readSmall, readSpan } from './blob-file.js';
import type { BlobLinks } from './blob-link.js';
import {
  BlobFault,
  BlobStore,
  type BlobSource,
  type BlobStat,
  type ByteRange,
  type PutOptions,
} from './blob-store.port.js';
import { onDisk, unless } from './disk-fault.js';
import { isKey, isKeyPrefix } from './model/key.js';
import { spanOf } from './model/range.js';
import type { Spool } from './spool.js';

// `+` is in no key, so the blob `a` and the blobs below `a/` never want the same name.
const ENDING = '+blob';
/** A folder may be swept away between making it and using it; more often than this in a row it is not bad luck. */
const PUBLISH_ATTEMPTS = 8;

/** Blobs in a folder, by key. What is being written stands in the spool: on the same disk, so that it can be linked. */
export class DiskBlobStore extends BlobStore {
  private constructor(
    private readonly kept: string,
    private readonly spool: Spool,
    private readonly links: BlobLinks,
  ) {
    super();
  }

  static async open(folder: string, spool: Spool, links: BlobLinks): Promise<DiskBlobStore> {
    await onDisk(mkdir(folder, { recursive: true, mode: 0o700 }));
    return new DiskBlobStore(await onDisk(realpath(folder)), spool, links);
  }

  async put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    const path = this.pathOf(key);
    const spooled = await this.spool.write(source, {
      sha256: options.sha256,
      signal: options.signal,
      ending: (sha256) => describe(sha256, options.contentType),
    });
    try {
      const stat = await this.publish(spooled.path, path);
      if (stat.sha256 !== spooled.sha256) throw new BlobFault('blobs.exists');
      // Also where another put was first: its own sync may not be through yet.
      await this.syncFolders(dirname(path));
      return stat;
    } finally {
      await rm(spooled.path, { force: true });
    }
  }

  async get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    signal?.throwIfAborted();
    if (range === undefined) {
      const path = this.pathOf(key);
      await onDisk(this.refuseLinksAtOnce(path));
      const small = await readSmall(path);
      if (small === 'missing') throw new BlobFault('blobs.not-found');
      if (small !== 'odd') return small;
    }
    const stat = await this.stat(key);
    if (!stat) throw new BlobFault('blobs.not-found');
    const span = range ? spanOf(stat.bytes, range) : { start: 0, end: stat.bytes };
    if (!span) throw new BlobFault('blobs.bad-range');
    // The file is opened by the first read, so that an answer nobody reads holds nothing.
    return readSpan(this.pathOf(key), span, signal);
  }

  async stat(key: string): Promise<BlobStat | undefined> {
    const path = this.pathOf(key);
    await this.refuseLinks(path);
    return readDescription(path);
  }

  async delete(key: string): Promise<void> {
    const path = this.pathOf(key);
    await this.refuseLinks(path);
    await onDisk(unless(['ENOENT', 'ENOTDIR'], unlink(path), undefined));
    await this.syncFolders(dirname(path));
    await this.removeEmpty(dirname(path));
  }

  async *list(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    if (!isKeyPrefix(prefix)) throw new BlobFault('blobs.bad-key');
    yield* this.keysBelow('', prefix, signal);
  }

  async sign(key: string, seconds: number): Promise<string> {
    if (!(await this.stat(key))) throw new BlobFault('blobs.not-found');
    return this.links.make(key, seconds);
  }

  private pathOf(key: string): string {
    if (!isKey(key)) throw new BlobFault('blobs.bad-key');
    return join(this.kept, key + ENDING);
  }

  // link instead of rename: of two writers exactly one succeeds, where rename would let the second overwrite the first.
  private async publish(temp: string, path: string): Promise<BlobStat> {
    for (let attempt = 0; attempt < PUBLISH_ATTEMPTS; attempt += 1) {
      await this.makeFolders(dirname(path));
      await onDisk(unless(['EEXIST', 'ENOENT'], link(temp, path), undefined));
      const stat = await readDescription(path);
      if (stat) return stat;
    }
    throw new BlobFault('blobs.unavailable', { retryable: true });
  }

  private async makeFolders(folder: string): Promise<void> {
    for (const step of this.stepsTo(folder)) {
      await onDisk(unless(['EEXIST', 'ENOENT'], mkdir(step, { mode: 0o700 }), undefined));
      await refuseLink(step);
    }
  }

  private async refuseLinks(path: string): Promise<void> {
    for (const step of this.stepsTo(dirname(path))) await refuseLink(step);
  }

  // Without waiting for a thread each time: the system knows folders in which it is about to open a file.
  private async refuseLinksAtOnce(path: string): Promise<void> {
    for (const step of this.stepsTo(dirname(path))) refuseForeign(lstatSync(step, { throwIfNoEntry: false }));
  }

  private async syncFolders(folder: string): Promise<void> {
    for (const step of [this.kept, ...this.stepsTo(folder)].toReversed()) {
      await onDisk(unless(['ENOENT', 'ENOTDIR'], syncFolder(step), undefined));
    }
  }

  private async removeEmpty(folder: string): Promise<void> {
    for (const step of this.stepsTo(folder).toReversed()) {
      await onDisk(unless(['ENOTEMPTY', 'EEXIST', 'ENOENT'], rmdir(step), undefined));
    }
  }

  /** Every folder from below `kept` down to this one. */
  private stepsTo(folder: string): string[] {
    return folder === this.kept ? [] : [...this.stepsTo(dirname(folder)), folder];
  }

  private async *keysBelow(above: string, prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    signal?.throwIfAborted();
    const entries = await onDisk(unless(['ENOENT'], readdir(join(this.kept, above), { withFileTypes: true }), []));
    const names = entries.flatMap((entry) => {
      if (entry.isDirectory()) return [`${above}${entry.name}/`];
      return entry.isFile() && entry.name.endsWith(ENDING) ? [above + entry.name.slice(0, -ENDING.length)] : [];
    });
    // A folder sorts with its slash: `a-b` comes before `a/b`, as it does among keys.
    for (const name of names.sort()) {
      if (!name.endsWith('/')) {
        if (name.startsWith(prefix)) yield name;
      } else if (name.startsWith(prefix) || prefix.startsWith(name)) {
        yield* this.keysBelow(name, prefix, signal);
      }
    }
  }
}

// Somebody who can place links in our folder could lead a key out of it.
async function refuseLink(folder: string): Promise<void> {
  refuseForeign(await onDisk(unless(['ENOENT', 'ENOTDIR'], lstat(folder), undefined)));
}

function refuseForeign(found: Stats | undefined): void {
  if (found && !found.isDirectory()) {
    throw new BlobFault('blobs.unavailable', { detail: 'The folder for stored audio holds something foreign.' });
  }
}
