import { refuse, type Refusal } from '../kernel/outcome.js';
import type { MatchNews } from '../matches/match-news.port.js';
import type { AirDraft, Control, SetControl } from '../wire/commentary.js';
import type { DraftEnd, LineStore } from './line-store.port.js';

/** Which line of a channel. */
export interface LineOfChannel {
  readonly channel: string;
  readonly event: number;
  readonly line: number;
}

/** What hosts say of a channel’s commentary: how it works, and what becomes of drafts. Whoever conducts it looks here. */
export class HostsControl {
  constructor(
    private readonly lines: LineStore,
    private readonly news: MatchNews,
  ) {}

  async of(channel: string): Promise<Control | Refusal> {
    return (await this.lines.control(channel)) ?? refuse('commentary.no-match');
  }

  async set(channel: string, set: SetControl): Promise<Control | Refusal> {
    await this.lines.setControl(channel, set);
    const control = await this.lines.control(channel);
    if (control === undefined) return refuse('commentary.no-match');
    this.news.touched(control.match);
    return control;
  }

  air(line: LineOfChannel, { text }: AirDraft): Promise<Refusal | undefined> {
    return this.settle(line, { state: 'asked', text });
  }

  drop(line: LineOfChannel): Promise<Refusal | undefined> {
    return this.settle(line, { state: 'dropped', reason: 'declined' });
  }

  // Who asks again because no answer came is told that it was done.
  private async settle(line: LineOfChannel, end: DraftEnd): Promise<Refusal | undefined> {
    const control = await this.lines.control(line.channel);
    if (control === undefined) return refuse('commentary.no-match');
    const key = { ...line, match: control.match };
    if (await this.lines.settle(key, end)) {
      this.news.touched(control.match);
      return undefined;
    }
    const known = await this.lines.find(key);
    if (known === undefined) return refuse('commentary.unknown-line');
    const isDone = end.state === 'asked' ? known.state !== 'dropped' : known.reason === end.reason;
    return isDone && known.state !== 'draft' ? undefined : refuse('commentary.settled');
  }
}
