import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can be wrong with an answer. */
export type Trouble =
  | 'slow-down'
  | 'forbidden'
  | 'no-bucket'
  | 'full'
  | 'broken'
  | 'html'
  | 'hang'
  | 'reset'
  | 'cut'
  | 'stall'
  | 'flipped'
  | 'no-ranges';

interface Kept {
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;
}

/** A storage that speaks S3's HTTP as far as objects of one part and a list of one page go, and does whatever a test wants it to do wrong. */
export class S3Double {
  readonly kept = new Map<string, Kept>();
  readonly asked: string[] = [];
  private readonly troubles = new Map<string, { trouble: Trouble; times: number }>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next answers to this method go wrong so. */
  trouble(method: string, trouble: Trouble, times = Infinity): void {
    this.troubles.set(method, { trouble, times });
  }

  calm(): void {
    this.troubles.clear();
    this.asked.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  get connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.asked.push(method);
    const body: Buffer[] = [];
    const trouble = this.next(method);
    if (method === 'PUT' && trouble === 'reset')
      return void request.once('data', () => request.socket.resetAndDestroy());
    for await (const chunk of request) body.push(chunk as Buffer);
    if (trouble === 'hang') return;
    const early = trouble && EARLY[trouble];
    if (early) return void response.writeHead(early[0], { 'content-type': 'application/xml' }).end(early[1]);
    const key = url.split('?')[0] ?? '';
    if (method === 'PUT') return this.keep(key, { request, response, bytes: spoiled(Buffer.concat(body), trouble) });
    if (method === 'GET' && url.includes('list-type=2')) return void response.end(this.list(url));
    if (method === 'DELETE') {
      this.kept.delete(key);
      return void response.writeHead(204).end();
    }
    const kept = this.kept.get(key);
    if (!kept) return void response.writeHead(404).end(method === 'HEAD' ? undefined : xml('NoSuchKey'));
    if (method === 'GET') return send(kept, { request, response, trouble });
    return void response.writeHead(200, { ...kept.headers, 'content-length': kept.bytes.length }).end();
  }

  /** What the objects of a bucket hold, by key. */
  contents(bucket: string): Record<string, string> {
    const start = `/${bucket}/`;
    const ours = [...this.kept.keys()].filter((path) => path.startsWith(start) && path !== start).sort();
    return Object.fromEntries(
      ours.map((path) => [path.slice(start.length), this.kept.get(path)?.bytes.toString() ?? '']),
    );
  }

  private list(url: string): string {
    const { pathname, searchParams } = new URL(url, 'http://double');
    const prefix = searchParams.get('prefix') ?? '';
    const keys = Object.keys(this.contents(pathname.split('/')[1] ?? '')).filter((key) => key.startsWith(prefix));
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
    return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
  }

  private next(method: string): Trouble | undefined {
    const waiting = this.troubles.get(method);
    if (!waiting || waiting.times === 0) return undefined;
    waiting.times -= 1;
    return waiting.trouble;
  }

  private keep(key: string, { request, response, bytes }: { bytes: Buffer } & Pair): void {
    const headers = {
      'content-type': String(request.headers['content-type']),
      'x-amz-meta-sha256': String(request.headers['x-amz-meta-sha256']),
    };
    this.kept.set(key, { bytes, headers });
    response.writeHead(200).end();
  }
}

interface Pair {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const EARLY: Partial<Record<Trouble, readonly [number, string]>> = {
  'slow-down': [503, xml('SlowDown')],
  forbidden: [403, xml('AccessDenied')],
  'no-bucket': [404, xml('NoSuchBucket')],
  broken: [500, xml('InternalError')],
  full: [507, xml('InsufficientStorage')],
  html: [502, '<html><body>Bad gateway</body></html>'],
};

function send(kept: Kept, { request, response, trouble }: Pair & { trouble: Trouble | undefined }): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const ranged = from !== undefined && trouble !== 'no-ranges';
  const start = ranged ? Number(from) : 0;
  const end = ranged && to ? Math.min(Number(to) + 1, kept.bytes.length) : kept.bytes.length;
  const bytes = Buffer.from(kept.bytes.subarray(start, end));
  response.writeHead(ranged ? 206 : 200, {
    ...kept.headers,
    'content-length': bytes.length,
    ...(ranged ? { 'content-range': `bytes ${start}-${end - 1}/${kept.bytes.length}` } : {}),
  });
  const half = bytes.subarray(0, bytes.length >> 1);
  if (trouble === 'cut') response.write(half, () => response.socket?.end());
  else if (trouble === 'reset') response.write(half, () => response.socket?.resetAndDestroy());
  else if (trouble === 'stall') response.write(half);
  else response.end(trouble === 'flipped' ? flipped(bytes) : bytes);
}

// A storage that says it took them, and keeps others.
function spoiled(bytes: Buffer, trouble: Trouble | undefined): Buffer {
  if (trouble === 'cut') return bytes.subarray(0, bytes.length >> 1);
  return trouble === 'flipped' ? flipped(bytes) : bytes;
}

function flipped(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes;
}

function xml(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
}
