import type { ServerResponse } from 'node:http';
import type { Cancel, Clock } from './clock.js';
import { refuse, type Refusal } from './outcome.js';

/** Who does not read what was sent for so long is cut off, and goes on where they were when they come again. */
const UNREAD_MS_MAX = 30_000;
/** Some proxies take a line on which nothing comes for a dead one. */
const SIGN_OF_LIFE_MS = 15_000;
const RETRY_MS = 1_000;
const COMMENT = ':\n\n';

/** Says what a sign of life says: it may tell how far a line is. */
type SignOfLife = () => string;

/** Lines of Server-Sent Events, so many and no more. */
export class EventLines {
  private readonly open = new Set<EventLine>();

  constructor(
    private readonly clock: Clock,
    private readonly max: number,
  ) {}

  get count(): number {
    return this.open.size;
  }

  /** Nothing where they have left already. Whoever comes beyond the maximum is asked to come again. */
  begin(response: ServerResponse, signOfLife: SignOfLife = () => COMMENT): EventLine | Refusal | undefined {
    // Who left while something was read never closes again, and would be kept for ever.
    if (response.destroyed) return undefined;
    if (this.open.size >= this.max) return { ...refuse('request.too-many'), retryAfterS: 5 };
    const line = new EventLine(response, this.clock, signOfLife);
    this.open.add(line);
    line.closing.addEventListener('abort', () => this.open.delete(line), { once: true });
    return line;
  }

  end(): void {
    for (const line of this.open) line.end();
  }
}

/** The line to one who reads. */
export class EventLine {
  private readonly leaving = new AbortController();

  constructor(
    private readonly response: ServerResponse,
    private readonly clock: Clock,
    signOfLife: SignOfLife,
  ) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    response.once('close', () => this.leave());
    this.keepAlive(signOfLife);
  }

  /** Aborts when they have left, or the line was ended. */
  get closing(): AbortSignal {
    return this.leaving.signal;
  }

  /** Resolves when more may be sent: who reads slowly is told slowly. */
  async send(text: string): Promise<void> {
    if (text === '' || this.closing.aborted || this.response.write(text)) return;
    const patience = this.clock.after(UNREAD_MS_MAX, () => this.response.destroy());
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        this.response.off('drain', goOn);
        this.closing.removeEventListener('abort', goOn);
        resolve();
      };
      this.response.on('drain', goOn);
      this.closing.addEventListener('abort', goOn);
    });
    patience();
  }

  end(): void {
    if (this.closing.aborted) return;
    this.response.end();
    this.leave();
  }

  private leave(): void {
    this.leaving.abort(new Error('The line has ended.'));
  }

  private keepAlive(signOfLife: SignOfLife): void {
    let cancel: Cancel;
    const wait = (): void => {
      cancel = this.clock.after(SIGN_OF_LIFE_MS, () => {
        this.response.write(signOfLife());
        wait();
      });
    };
    wait();
    this.closing.addEventListener('abort', () => cancel(), { once: true });
  }
}
