import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/** Somebody who reads an answer as slowly as they are told to. */
export class SlowReader {
  received = 0;
  private readonly parts: Buffer[] = [];

  private constructor(readonly answer: IncomingMessage) {}

  /** Resolves with the answer's head; nothing of it was read yet. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SlowReader> {
    const [answer] = (await once(get(url, { headers, agent: false }), 'response')) as [IncomingMessage];
    return new SlowReader(answer);
  }

  get status(): number {
    return this.answer.statusCode ?? 0;
  }

  /** How many bytes the answer said that it has. */
  get announced(): number {
    return Number(this.answer.headers['content-length']);
  }

  get etag(): string {
    return this.answer.headers.etag ?? '';
  }

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  /** Some more of it, and no more than what has arrived by then. */
  async some(atLeast: number): Promise<void> {
    const until = this.received + atLeast;
    while (this.received < until) {
      const part = this.answer.read() as Buffer | null;
      if (part === null) await once(this.answer, 'readable');
      else this.take(part);
    }
  }

  /** All that still comes. Throws where it breaks off. */
  async rest(): Promise<Buffer> {
    for await (const part of this.answer) this.take(part as Buffer);
    return this.bytes;
  }

  private take(part: Buffer): void {
    this.parts.push(part);
    this.received += part.length;
  }
}
