import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { UnderWay } from '../kernel/under-way.js';
import type { MatchNews } from '../matches/match-news.port.js';
import type { RequestOutcome, RequestOutcomes } from '../radio/request-outcomes.port.js';
import type { Log } from '../watch/log.port.js';
import type { Line } from '../wire/match-doors.js';
import type { LineStore, OpenLine } from './line-store.port.js';

export interface LineWatchParts {
  readonly lines: LineStore;
  readonly outcomes: RequestOutcomes;
  readonly news: MatchNews;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_MS = 500;
/** Where nothing was asked for here, what other processes left is looked for that often. */
const IDLE_LOOKS = 20;

/** Sees what becomes of lines: whether their sound is ready, whether they were said, or why not. */
export class LineWatch {
  private cancel: Cancel | undefined;
  private idle = 0;
  private hasEnded = false;
  private readonly underWay = new UnderWay();

  constructor(private readonly parts: LineWatchParts) {}

  begin(): void {
    this.later();
  }

  /** Resolves when nothing is looked for any more. */
  end(): Promise<void> {
    this.hasEnded = true;
    this.cancel?.();
    return this.underWay.settled();
  }

  /** Something was asked for. */
  wake(): void {
    this.idle = 0;
  }

  private later(): void {
    if (!this.hasEnded) this.cancel = this.parts.clock.after(LOOK_MS, () => this.underWay.begin(() => this.look()));
  }

  private async look(): Promise<void> {
    try {
      if (this.idle % IDLE_LOOKS === 0) await this.lookOnce();
      else this.idle += 1;
    } catch (error) {
      if (!(error instanceof Fault)) this.parts.log.error('what became of lines is not known', { error });
    } finally {
      this.later();
    }
  }

  private async lookOnce(): Promise<void> {
    const { lines, outcomes, news } = this.parts;
    const open = await lines.open();
    this.idle = open.length === 0 ? this.idle + 1 : 0;
    if (open.length === 0) return;
    const known = await outcomes.of(open.map(({ request }) => request));
    const touched = new Set<string>();
    for (const line of open) if (await this.follow(line, known.get(line.request))) touched.add(line.match);
    for (const match of touched) news.touched(match);
  }

  private async follow(line: OpenLine, outcome: RequestOutcome | undefined): Promise<boolean> {
    const { state, reason } = stateOf(outcome);
    if (state === line.state) return false;
    await this.parts.lines.become(line, state, reason);
    return true;
  }
}

function stateOf(outcome: RequestOutcome | undefined): { state: Line['state']; reason: string | null } {
  if (outcome === undefined) return { state: 'dropped', reason: 'gone' };
  switch (outcome.status) {
    case 'pending':
    case 'generating':
      return { state: 'asked', reason: null };
    case 'completed':
      return { state: 'said', reason: null };
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return { state: 'dropped', reason: outcome.endReason };
    case 'ready':
    case 'playing':
    case 'interrupted':
    default:
      return { state: 'ready', reason: null };
  }
}
