import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { UnderWay } from '../kernel/under-way.js';
import type { MatchNews } from '../matches/match-news.port.js';
import type { RequestOutcome, RequestOutcomes } from '../radio/request-outcomes.port.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { Log } from '../watch/log.port.js';
import type { Line } from '../wire/match-doors.js';
import type { LineStore, OpenLine } from './line-store.port.js';

export interface LineWatchParts {
  readonly lines: LineStore;
  readonly outcomes: RequestOutcomes;
  readonly silencings: Silencings;
  readonly news: MatchNews;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_MS = 500;
/** Hosts withdraw a line now and then; while nobody looked it was not more. */
const WITHDRAWN_MAX = 1_000;
/** Where nothing was asked for here, what other processes left is looked for that often. */
const IDLE_LOOKS = 20;

/** Sees what becomes of lines: whether their sound is ready, whether they were said, or why not. */
export class LineWatch {
  private cancel: Cancel | undefined;
  private stopWatching: Cancel | undefined;
  /** What was withdrawn, and is known to be. */
  private withdrawn: ReadonlySet<string> = new Set();
  private idle = 0;
  private hasEnded = false;
  private readonly underWay = new UnderWay();

  constructor(private readonly parts: LineWatchParts) {}

  begin(): void {
    this.stopWatching = this.parts.silencings.watch(() => this.wake());
    this.later();
  }

  /** Resolves when nothing is looked for any more. */
  end(): Promise<void> {
    this.hasEnded = true;
    this.stopWatching?.();
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
    const touched = await this.withdraw();
    const { lines, outcomes, news } = this.parts;
    const open = await lines.open();
    this.idle = open.length === 0 ? this.idle + 1 : 0;
    const known = await outcomes.of(open.map(({ request }) => request));
    for (const line of open) if (await this.follow(line, known.get(line.request))) touched.add(line.match);
    for (const match of touched) news.touched(match);
  }

  // What was said is looked at no more; what is withdrawn of it is found from there.
  private async withdraw(): Promise<Set<string>> {
    const { lines, silencings } = this.parts;
    const latest = await silencings.latest(WITHDRAWN_MAX);
    const fresh = latest.filter((request) => !this.withdrawn.has(request));
    const said = fresh.length === 0 ? [] : await lines.saidBy(fresh);
    for (const line of said) await lines.become(line, WITHDRAWN.state, WITHDRAWN.reason);
    this.withdrawn = new Set(latest);
    return new Set(said.map(({ match }) => match));
  }

  private async follow(line: OpenLine, outcome: RequestOutcome | undefined): Promise<boolean> {
    const { state, reason } = stateOf(outcome);
    if (state === line.state) return false;
    await this.parts.lines.become(line, state, reason);
    return true;
  }
}

const WITHDRAWN = { state: 'dropped', reason: 'withdrawn' } as const;

function stateOf(outcome: RequestOutcome | undefined): { state: Line['state']; reason: string | null } {
  if (outcome === undefined) return { state: 'dropped', reason: 'gone' };
  if (outcome.isSilenced) return WITHDRAWN;
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
