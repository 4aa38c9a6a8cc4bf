import { SystemClock } from '../../src/kernel/clock.js';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { DiskBlobStore } from '../../src/blobs/disk.blobs.js';
import type { OpenStore } from '../contracts/blob-store.contract.js';
import { openDoor } from './blob-door.js';
import { tempFolder } from './temp-folder.js';

export async function openDiskStore(): Promise<OpenStore> {
  const links = new BlobLinks({ bytes: Buffer.alloc(32, 1) }, new SystemClock(), undefined);
  const store = await DiskBlobStore.open(await tempFolder(), links);
  const { app, url } = await openDoor(store, links);
  return { store, origin: url, close: () => app.close() };
}
