import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export type Behaviour =
  /** As it should. */
  | 'speak'
  /** 200, and a web page. */
  | 'html'
  /** 200, and nothing at all. */
  | 'empty'
  /** 200, and half of the sound, ended properly. */
  | 'half'
  /** Nothing comes back, ever. */
  | 'hang'
  /** The beginning comes, then nothing, ever. */
  | 'stall'
  /** A few bytes, again and again. */
  | 'drip'
  /** The connection breaks half-way. */
  | 'cut'
  /** The beginning comes, and the rest when this is settled. */
  | { readonly until: Promise<unknown> }
  /** Sends the caller elsewhere. */
  | { readonly redirect: string }
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Answers a provider's HTTP as told, and keeps the ledger of what was asked. */
export abstract class ProviderServer {
  readonly calls: ProviderCall[] = [];
  private readonly script: Behaviour[] = [];
  private readonly forWords = new Map<string, Behaviour>();
  private readonly server: Server = createServer((request, response) => {
    this.receive(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the next calls get, one after the other; after that they are spoken to as they should. */
  next(...behaviours: Behaviour[]): void {
    this.script.splice(0, Infinity, ...behaviours);
    this.calls.length = 0;
  }

  /** What every call gets that asks for these words, whenever it comes: calls that are made at once arrive in any order. */
  whenAskedFor(words: string, behaviour: Behaviour): void {
    this.forWords.set(words, behaviour);
  }

  wasAskedFor(words: string): boolean {
    return this.calls.some(({ body }) => asksFor(body, words));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  /** The answer's body in the pieces it is sent in. */
  protected abstract answer(call: ProviderCall, half: boolean): { type: string; pieces: readonly Buffer[] };

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text: Buffer[] = [];
    for await (const piece of request) text.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(text).toString('utf8')) as ProviderCall['body'];
    const call = { path: request.url ?? '', headers: request.headers, body };
    this.calls.push(call);
    await this.behave(this.toldFor(call) ?? this.script.shift() ?? 'speak', call, response);
  }

  /** What is to come of this very call, whatever comes of the next ones. */
  protected toldFor({ body }: ProviderCall): Behaviour | undefined {
    return [...this.forWords].find(([words]) => asksFor(body, words))?.[1];
  }

  private async behave(behaviour: Behaviour, call: ProviderCall, response: ServerResponse): Promise<void> {
    if (isError(behaviour)) return sendError(response, behaviour);
    if (behaviour === 'hang') return;
    if (behaviour === 'html') {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html>\n<html>\nSign in to the Wi-Fi\n</html>\n');
      return;
    }
    const { type, pieces } = this.answer(call, behaviour === 'half');
    response.writeHead(200, { 'content-type': type });
    if (behaviour === 'empty') response.end();
    else await send(response, pieces, behaviour);
  }
}

function asksFor(body: ProviderCall['body'], words: string): boolean {
  return Object.values(body).some((value) => typeof value === 'string' && value.includes(words));
}

type Held = Extract<Behaviour, { readonly until: unknown }>;
type ToldError = Exclude<Extract<Behaviour, object>, Held>;

function isError(behaviour: Behaviour): behaviour is ToldError {
  return typeof behaviour === 'object' && !('until' in behaviour);
}

function sendError(response: ServerResponse, behaviour: ToldError): void {
  if ('redirect' in behaviour) response.writeHead(307, { location: behaviour.redirect }).end();
  else {
    const headers = { 'content-type': 'application/json', ...behaviour.headers };
    response.writeHead(behaviour.status, headers).end(JSON.stringify(behaviour.body));
  }
}

async function send(response: ServerResponse, pieces: readonly Buffer[], how: Behaviour): Promise<void> {
  if (how === 'drip') {
    drip(response, Buffer.concat(pieces));
    return;
  }
  const half = Math.floor(pieces.length / 2);
  const some = how === 'cut' || how === 'stall' ? pieces.slice(0, half) : pieces;
  for (const [at, piece] of some.entries()) {
    if (typeof how === 'object' && 'until' in how && at === half) await how.until;
    response.write(piece);
    // One turn of the loop each, so that the pieces travel apart.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  if (how === 'cut') response.destroy();
  else if (how !== 'stall') response.end();
}

function drip(response: ServerResponse, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 2));
    at += 2;
  }, 20);
  response.on('close', () => clearInterval(timer));
}

/** A voice of sorts: 66 ms of a tone for each character, so a text has a length and half of it can be missing. */
export function toneFor(text: string, sampleRate: number): Buffer {
  const samples = Math.round((text.length * 66 * sampleRate) / 1_000);
  const period = Buffer.alloc(2 * Math.round(sampleRate / 220));
  for (let at = 0; at < period.length; at += 2) {
    period.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * at) / period.length)), at);
  }
  return Buffer.alloc(samples * 2, period);
}

export function inPieces(sound: Buffer, count: number): Buffer[] {
  const size = 2 * Math.ceil(sound.length / 2 / count);
  return Array.from({ length: count }, (_, at) => sound.subarray(at * size, (at + 1) * size));
}
