import type { ServerMs } from '../../kernel/clock.js';
import type { Entry, Joined, LogRow, Message, QueuedRequest } from '../../wire/radio.js';
import { MISSED_MAX } from '../model/limits.js';

/** What a conductor says to the other nodes: a message, and for the hosts there the queue. */
export interface Told {
  readonly message: Message;
  readonly requests?: readonly QueuedRequest[];
}

export interface RelayParts {
  /** To everybody here who listens. */
  readonly pass: (told: Told) => void;
  /** All that is announced with it was sent to everybody who is here. */
  readonly offered: (entries: readonly Entry[]) => void;
  readonly rowsAfter: (seq: number, limit: number) => Promise<readonly LogRow[]>;
  /** By the conductor's clock. */
  readonly now: () => ServerMs | undefined;
  /** What is missing cannot be told any more: whoever listens here has to come again. */
  readonly dismiss: () => void;
}

/**
 * The messages of a channel that another node conducts, passed on in the log's order: each once, none left out. What does not
 * come by the quick way is read from the log.
 */
export class Relay {
  /** Of the last row passed on; nothing before the first answer to a join. */
  private last: { readonly seq: number; readonly epoch: number; readonly clockId: string } | undefined;
  private waiting: readonly Told[] = [];
  private missing = 0;
  private reading: Promise<void> | undefined;

  constructor(private readonly parts: RelayParts) {}

  get seq(): number | undefined {
    return this.last?.seq;
  }

  heard(told: Told): void {
    const { seq } = told.message;

    this.waiting = [...this.waiting.filter(({ message }) => message.seq !== seq), told]
      .sort((one, other) => one.message.seq - other.message.seq)
      .slice(-MISSED_MAX);
    this.passOn();
    if (this.waiting.length > 0 && this.last !== undefined) void this.read();
  }

  /** What the conductor answered to a join says how far the log was; whoever joined stands there. */
  joined({ epoch, seq, clockId }: Pick<Joined, 'epoch' | 'seq' | 'clockId'>): void {
    // The first begins here. What was said before it is in its answer.
    this.last ??= { seq, epoch, clockId };
    this.passOn();
  }

  /** The log goes to `seq`. What is missing for the second time in a row is not on its way any more. */
  knows(seq: number): void {
    const isMissing = this.last !== undefined && seq > this.last.seq;
    this.missing = isMissing ? this.missing + 1 : 0;
    if (this.missing > 1) void this.read();
  }

  /** Resolves when it has passed on so much; if it cannot, whoever waits looks again. */
  async upTo(seq: number): Promise<void> {
    if ((this.last?.seq ?? seq) < seq) await this.read();
  }

  // One at a time: whoever comes meanwhile waits for what is read now.
  private read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readOnce(): Promise<void> {
    if (this.last === undefined) return;
    const rows = await this.parts.rowsAfter(this.last.seq, MISSED_MAX);
    for (const row of rows) {
      if (row.seq !== this.last.seq + 1) continue;
      const serverNow = this.parts.now();
      // Of another owner's clock this node knows nothing yet, and its starts would be told in the wrong time.
      if (row.epoch !== this.last.epoch || serverNow === undefined) return this.parts.dismiss();
      this.pass({ message: { ...row, serverNow, clockId: this.last.clockId } });
    }
    this.passOn();
    if (rows.length === MISSED_MAX) this.parts.dismiss();
  }

  private passOn(): void {
    if (this.last === undefined) return;
    for (const told of this.waiting) if (told.message.seq === this.last.seq + 1) this.pass(told);
    const { seq } = this.last;
    this.waiting = this.waiting.filter(({ message }) => message.seq > seq);
  }

  private pass(told: Told): void {
    const { message } = told;
    this.last = { seq: message.seq, epoch: message.epoch, clockId: message.clockId };
    this.missing = 0;
    const { started, cued, chunks = [] } = message.change;
    this.parts.offered([...(started?.entries ?? []), ...(cued?.entries ?? []), ...chunks]);
    this.parts.pass(told);
  }
}
