import { openDiskStore } from '../support/blob-stores.js';
import { blobStoreContract } from './blob-store.contract.js';

blobStoreContract('local disk', openDiskStore);
