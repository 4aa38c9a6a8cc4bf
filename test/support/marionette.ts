import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

type Answer = readonly [kind: 1, id: number, error: { readonly message: string } | null, value: unknown];

/**
 * What Firefox is driven with from outside: a question is `length:[0, id, command, parameters]`, an answer `length:[1, id, error,
 * value]`. Playwright drives a Firefox of its own only, and not the one that Debian has.
 */
export class Marionette {
  private readonly asked = new Map<number, (answer: Answer) => void>();
  private received = Buffer.alloc(0);
  private last = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (piece) => this.take(piece));
    // Whoever waits for an answer is told by its own deadline.
    socket.on('error', () => undefined);
  }

  static async connect(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const marionette = new Marionette(socket);
    await marionette.ask('WebDriver:NewSession', { capabilities: {} });
    return marionette;
  }

  async ask(command: string, parameters: object = {}): Promise<unknown> {
    this.last += 1;
    const id = this.last;
    const question = JSON.stringify([0, id, command, parameters]);
    const answered = new Promise<Answer>((resolve) => this.asked.set(id, resolve));
    this.socket.write(`${Buffer.byteLength(question)}:${question}`);
    const [, , error, value] = await answered;
    if (error !== null) throw new Error(`${command}: ${error.message}`);
    return value;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(piece: Buffer): void {
    this.received = Buffer.concat([this.received, piece]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, colon));
      if (colon === -1 || this.received.length < end) return;
      const told: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      // It says first who it is.
      if (isAnswer(told)) this.asked.get(told[1])?.(told);
    }
  }
}

function isAnswer(told: unknown): told is Answer {
  return Array.isArray(told) && told[0] === 1;
}
