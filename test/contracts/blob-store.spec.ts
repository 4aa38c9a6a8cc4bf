import { openDiskStore, openS3Store } from '../support/blob-stores.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { isRequired } from '../support/services.js';
import { blobStoreContract } from './blob-store.contract.js';

const openMemoryStore = async () => ({ store: new MemoryBlobStore(), close: async () => undefined });

blobStoreContract('memory', openMemoryStore, { linked: false });
blobStoreContract('local disk', openDiskStore);
if (isRequired('s3')) blobStoreContract('S3', openS3Store);
