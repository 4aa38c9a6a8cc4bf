import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type CreateBucketCommandInput,
  type GetObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { gathered } from './gathered.js';
import type { BlobLinks } from './blob-link.js';
import { BlobFault, type BlobSource, type BlobStat, type ByteRange, type PutOptions } from './blob-store.port.js';
import { BucketBlobStore, type AtHand } from './bucket.blobs.js';
import { unlessMissing } from './missing.js';
import { assertContentType } from './model/content-type.js';
import { isKey, isKeyPrefix } from './model/key.js';
import { spanOf } from './model/range.js';
import { bodyChunks } from './s3-body.js';
import { noBucket, s3Fault } from './s3-fault.js';
import type { Spool } from './spool.js';
import { verified } from './verified.js';

export interface S3Place {
  readonly bucket: string;
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly forcePathStyle: boolean;
}

const CONNECT_MS = 1_000;
const ATTEMPTS = 3;
/** One attempt's wait for an answer, and all of them together with the pauses between. */
const ANSWER_MS = 2_000;
const CALL_MS = 7_000;
/** Uploads get time for their size besides: 256 kB a second is as slow as may be. */
const UPLOAD_MS = 15_000;
const UPLOAD_BYTES_PER_MS = 256;
const PART_BYTES = 8_388_608;
const PARTS_AT_ONCE = 2;

/** How the SDK is told when to give up. */
interface Ending {
  readonly abortSignal: AbortSignal;
  readonly requestTimeout: number;
}

/**
 * Blobs in an S3 bucket. The hash travels with the object as its metadata, so the bytes are spooled to disk before any of
 * them is sent: only then is the hash known, and a part can be sent again.
 *
 * Written once: S3-compatible servers do not agree on conditional puts (Swift answers 501), so a put looks first, and
 * looks again afterwards. Of two writers of different bytes in the same instant the earlier may have been told that all
 * is well before the later replaced it. Keys hold ids that one writer made, which is why this is no danger to us.
 */
export class S3BlobStore extends BucketBlobStore {
  private readonly client: S3Client;

  constructor(
    private readonly place: S3Place,
    private readonly spool: Spool,
    private readonly clock: Clock,
    private readonly links: BlobLinks,
  ) {
    super();
    const { bucket: _, endpoint, credentials, ...config } = place;
    this.client = new S3Client({
      ...config,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      maxAttempts: ATTEMPTS,
      // The SDK's own checksums corrupt streams on servers that do not know them.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: UPLOAD_MS, throwOnRequestTimeout: true },
    });
  }

  async put(key: string, source: BlobSource, options: PutOptions): Promise<BlobStat> {
    mustBeKey(key);
    assertContentType(options.contentType);
    const { contentType, signal } = options;
    const spooled = await this.spool.write(source, options);
    try {
      const found = await this.stat(key, signal);
      const stat = { bytes: spooled.bytes, sha256: spooled.sha256, contentType };
      if (!found) await this.write(key, { stat, read: () => createReadStream(spooled.path) }, signal);
      const kept = found ?? (await this.stat(key, signal));
      if (!kept) throw new BlobFault('blobs.unavailable', { retryable: true, detail: 'The storage lost the bytes.' });
      if (kept.sha256 !== spooled.sha256) throw new BlobFault('blobs.exists');
      return kept;
    } finally {
      await rm(spooled.path, { force: true });
    }
  }

  async write(key: string, { stat, read }: AtHand, signal?: AbortSignal): Promise<void> {
    const { bytes, sha256, contentType } = stat;
    const about = { ...this.object(key), ContentType: contentType, Metadata: { sha256 } };
    const limits = { callMs: UPLOAD_MS + bytes / UPLOAD_BYTES_PER_MS, answerMs: UPLOAD_MS };
    if (bytes > PART_BYTES) {
      await this.ask(({ abortSignal }) => this.writeParts(about, read(), abortSignal), signal, limits);
    } else {
      const command = new PutObjectCommand({ ...about, Body: await gathered(read()) });
      await this.ask((ending) => this.client.send(command, ending), signal, limits);
    }
  }

  async get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    mustBeKey(key);
    if (range && !spanOf(Number.MAX_SAFE_INTEGER, range)) throw new BlobFault('blobs.bad-range');
    const command = new GetObjectCommand({ ...this.object(key), ...(range ? { Range: rangeHeader(range) } : {}) });
    const answer = await this.ask((ending) => this.client.send(command, ending), signal);
    const body = answer.Body as Readable;
    const chunks = bodyChunks(body, this.clock, signal);
    try {
      return verified(chunks, announcedIn(answer, range));
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  async stat(key: string, signal?: AbortSignal): Promise<BlobStat | undefined> {
    mustBeKey(key);
    const command = new HeadObjectCommand(this.object(key));
    const answer = await unlessMissing(this.ask((ending) => this.client.send(command, ending), signal));
    return answer && statIn(answer);
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    mustBeKey(key);
    // Not DeleteObjects: servers differ in the checksum they want for it.
    const command = new DeleteObjectCommand(this.object(key));
    await unlessMissing(this.ask((ending) => this.client.send(command, ending), signal));
  }

  async *list(prefix: string, signal?: AbortSignal): AsyncGenerator<string> {
    if (!isKeyPrefix(prefix)) throw new BlobFault('blobs.bad-key');
    let next: string | undefined;
    do {
      const page = new ListObjectsV2Command({ Bucket: this.place.bucket, Prefix: prefix, ContinuationToken: next });
      const answer = await this.ask((ending) => this.client.send(page, ending), signal);
      // A bucket may hold what is not ours.
      for (const { Key } of answer.Contents ?? []) if (Key !== undefined && isKey(Key)) yield Key;
      next = answer.IsTruncated ? answer.NextContinuationToken : undefined;
    } while (next !== undefined);
  }

  // To our own door, not to the bucket: a listener may not be able to reach that, and our pages load nothing from elsewhere.
  async sign(key: string, seconds: number): Promise<string> {
    if (!(await this.stat(key))) throw new BlobFault('blobs.not-found');
    return this.links.make(key, seconds);
  }

  /** Makes the bucket where there is none. */
  async prepare(): Promise<void> {
    if (await this.hasBucket()) return;
    const { bucket: Bucket, region } = this.place;
    // Amazon wants to hear of every region but its first, and of that one it does not.
    const elsewhere = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    const command = new CreateBucketCommand({ Bucket, ...elsewhere } as CreateBucketCommandInput);
    try {
      await this.ask((ending) => this.client.send(command, ending), undefined);
    } catch (error) {
      // Of two nodes that start at once one makes it.
      if (!(await this.hasBucket())) throw error;
    }
  }

  /** Fails where the bucket cannot be reached. */
  async reach(signal: AbortSignal): Promise<void> {
    if (!(await this.hasBucket(signal))) throw noBucket();
  }

  close(): void {
    this.client.destroy();
  }

  private async hasBucket(signal?: AbortSignal): Promise<boolean> {
    const command = new HeadBucketCommand({ Bucket: this.place.bucket });
    const answer = await unlessMissing(this.ask((ending) => this.client.send(command, ending), signal));
    return answer !== undefined;
  }

  private async writeParts(
    about: Upload['params'],
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    const body = Readable.from(bytes, { objectMode: false });
    const upload = new Upload({
      client: this.client,
      params: { ...about, Body: body },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    signal.addEventListener('abort', () => void upload.abort(), { once: true });
    try {
      await upload.done();
    } finally {
      body.destroy();
    }
  }

  private async ask<T>(
    send: (ending: Ending) => Promise<T>,
    parent: AbortSignal | undefined,
    { callMs, answerMs } = { callMs: CALL_MS, answerMs: ANSWER_MS },
  ): Promise<T> {
    const reason = new BlobFault('blobs.unavailable', { retryable: true, detail: 'The storage does not answer.' });
    try {
      return await withDeadline(this.clock, { ms: callMs, reason, parent }, (abortSignal) =>
        send({ abortSignal, requestTimeout: answerMs }),
      );
    } catch (error) {
      parent?.throwIfAborted();
      throw s3Fault(error);
    }
  }

  private object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: key };
  }
}

function mustBeKey(key: string): void {
  if (!isKey(key)) throw new BlobFault('blobs.bad-key');
}

function rangeHeader({ start, end }: ByteRange): string {
  return `bytes=${start}-${end === undefined ? '' : end - 1}`;
}

type About = Pick<GetObjectCommandOutput, 'ContentLength' | 'ContentType' | 'Metadata'>;

function statIn({ ContentLength, ContentType, Metadata }: About): BlobStat {
  const sha256 = Metadata?.['sha256'];
  if (ContentLength === undefined || ContentType === undefined || sha256 === undefined) {
    throw new BlobFault('blobs.damaged', { detail: 'Something that Longwave did not store is under this key.' });
  }
  return { bytes: ContentLength, sha256, contentType: ContentType };
}

function announcedIn(answer: GetObjectCommandOutput, range: ByteRange | undefined): { bytes: number; sha256?: string } {
  const { bytes, sha256 } = statIn(answer);
  if (!range) return { bytes, sha256 };
  if (answer.ContentRange?.startsWith(`bytes ${range.start}-`) !== true) {
    throw new BlobFault('blobs.unavailable', { detail: 'The storage does not know ranges.' });
  }
  return { bytes };
}
