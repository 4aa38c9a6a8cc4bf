import { openDiskStore, openS3Store } from '../support/blob-stores.js';
import { isRequired } from '../support/services.js';
import { blobStoreContract } from './blob-store.contract.js';

blobStoreContract('local disk', openDiskStore);
if (isRequired('s3')) blobStoreContract('S3', openS3Store);
