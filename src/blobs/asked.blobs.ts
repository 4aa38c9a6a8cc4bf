import { z } from 'zod';
import type { Questions } from '../fanout/questions.port.js';
import {
  BlobFault,
  type BlobSource,
  type BlobStat,
  BlobStore,
  type ByteRange,
  type PutOptions,
} from './blob-store.port.js';
import { gathered } from './gathered.js';
import { isMissing, unlessMissing } from './missing.js';
import { spanOf } from './model/range.js';

const NAME = 'blob-ahead';
const ASK_MS = 800;
/** What is made once and then waited for. That something is not in a cache is an answer, and nobody waits for it. */
const FOLDERS = ['audio/', 'clips/'];
const BYTES_MAX = 16 * 1_048_576;

const Asked = z.object({ key: z.string() });
const Found = z.object({ sha256: z.string(), contentType: z.string(), base64: z.string() });
type Found = z.infer<typeof Found>;

/**
 * What another node has written and not yet carried to the bucket is asked of that node. So what one node has stored, all can
 * read at once.
 */
export class AskedBlobStore extends BlobStore {
  constructor(
    private readonly store: BlobStore,
    /** What lies on this node's disk alone. */
    ahead: BlobStore,
    private readonly questions: Questions,
  ) {
    super();
    questions.answer(NAME, (body) => answer(ahead, Asked.parse(body).key));
  }

  put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    return this.store.put(key, source, options);
  }

  async get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    try {
      return await this.store.get(key, range, signal);
    } catch (error) {
      if (!isMissing(error) || !mayLieElsewhere(key)) throw error;
      const found = await this.elsewhere(key);
      // Between the two questions it may have been carried to the bucket.
      if (found === undefined) return this.store.get(key, range, signal);
      return part(Buffer.from(found.base64, 'base64'), range);
    }
  }

  async stat(key: string, signal?: AbortSignal): Promise<BlobStat | undefined> {
    const stat = await this.store.stat(key, signal);
    if (stat !== undefined || !mayLieElsewhere(key)) return stat;
    const found = await this.elsewhere(key);
    if (found === undefined) return this.store.stat(key, signal);
    const { sha256, contentType, base64 } = found;
    return { sha256, contentType, bytes: Buffer.byteLength(base64, 'base64') };
  }

  delete(key: string, signal?: AbortSignal): Promise<void> {
    return this.store.delete(key, signal);
  }

  list(prefix: string, signal?: AbortSignal): AsyncIterable<string> {
    return this.store.list(prefix, signal);
  }

  sign(key: string, seconds: number): Promise<string> {
    return this.store.sign(key, seconds);
  }

  private async elsewhere(key: string): Promise<Found | undefined> {
    return Found.safeParse(await this.questions.askAll(NAME, { key }, ASK_MS)).data;
  }
}

function mayLieElsewhere(key: string): boolean {
  return FOLDERS.some((folder) => key.startsWith(folder));
}

async function answer(ahead: BlobStore, key: string): Promise<Found | undefined> {
  const stat = await ahead.stat(key);
  if (stat === undefined || stat.bytes > BYTES_MAX) return undefined;
  const bytes = await unlessMissing(ahead.get(key));
  if (bytes === undefined) return undefined;
  const { sha256, contentType } = stat;
  return { sha256, contentType, base64: (await gathered(bytes)).toString('base64') };
}

async function* part(bytes: Buffer, range: ByteRange = { start: 0 }): AsyncIterable<Uint8Array> {
  const span = spanOf(bytes.length, range);
  if (span === undefined) throw new BlobFault('blobs.bad-range');
  yield bytes.subarray(span.start, span.end);
}
