import { openBucketStore, openDiskStore, openS3Store } from '../support/blob-stores.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { isRequired } from '../support/services.js';
import { blobStoreContract } from './blob-store.contract.js';

const openMemoryStore = async () => ({ store: new MemoryBlobStore(), close: async () => undefined });

blobStoreContract('memory', openMemoryStore, { linked: false });
blobStoreContract('local disk', openDiskStore);
if (isRequired('s3')) {
  blobStoreContract('S3', openBucketStore, { linked: false });
  blobStoreContract('S3 with what lies ahead of it', openS3Store);
}
