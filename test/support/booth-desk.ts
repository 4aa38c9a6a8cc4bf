import { PaperChannel } from '../../bench/commentary/paper-channel.js';
import { PaperLines, PaperRecord } from '../../bench/commentary/paper-record.js';
import { Commentator, type HowItWorks } from '../../src/commentary/commentator.js';
import type { DraftEnd } from '../../src/commentary/line-store.port.js';
import type { LineWriter, Written } from '../../src/commentary/line-writer.js';
import type { ToldMatch } from '../../src/commentary/model/story/known.js';
import { Teller } from '../../src/commentary/teller.js';
import { UnderWay } from '../../src/kernel/under-way.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { CommentaryMode } from '../../src/wire/commentary.js';
import type { EventContent, MatchEvent } from '../../src/wire/matches.js';
import type { WritingTask } from '../../src/writing/writing.port.js';
import { eventOf } from './match-events.js';
import { MemoryLog } from './memory.log.js';

const MATCH: ToldMatch = {
  sport: 'football',
  competition: null,
  info: {},
  home: { name: 'Alders', short: 'ALD', players: [] },
  away: { name: 'Birches', short: 'BIR', players: [] },
};

/** Says of everything which event it is of, after a time that a test may choose; of nothing it says nothing. */
export class NamingWriter implements LineWriter {
  readonly tasks: WritingTask[] = [];
  takesMs = 0;
  words = 'was told of';

  constructor(private readonly clock: VirtualClock) {}

  async write(task: WritingTask, signal: AbortSignal): Promise<Written> {
    this.tasks.push(task);
    if (this.takesMs > 0) await Promise.race([this.clock.sleep(this.takesMs), aborted(signal)]);
    const names = task.sheet.moments.map(({ type, seq, news }) => `${type} ${seq} ${news}`);
    const text = `${names.join(' and ')} ${this.words}.`;
    return { line: names.length === 0 ? null : { text, writer: 'naming', language: 'en' }, refused: [] };
  }
}

/** One channel of one match with its commentator, under a clock that a test moves. */
export class BoothDesk {
  readonly clock = new VirtualClock(1_000_000);
  readonly record = new PaperRecord();
  readonly lines = new PaperLines(this.record);
  readonly channel = new PaperChannel(this.clock, { language: 'en', latencyMs: 150 });
  readonly writer = new NamingWriter(this.clock);
  readonly log = new MemoryLog();
  commentator!: Commentator;
  private teller!: Teller;
  private watched = false;
  private how: HowItWorks = { mode: 'auto', colourVoice: null };

  /** Another process takes over, or the first begins. */
  async begin(how: HowItWorks = { mode: 'auto', colourVoice: null }): Promise<void> {
    this.how = how;
    this.teller = new Teller('match', MATCH, this.record);
    await this.teller.look();
    this.commentator = new Commentator({ match: 'match', channel: 'paper', language: 'en' }, this.teller, {
      lines: this.lines,
      desk: this.channel,
      airs: { of: () => this.channel.air() },
      writer: this.writer,
      clock: this.clock,
      log: this.log,
      underWay: new UnderWay(),
      onLines: () => undefined,
      onAsked: () => undefined,
    });
    if (!this.watched) this.channel.onChange(() => this.commentator.step());
    this.watched = true;
    await this.commentator.begin(this.lines.toldTo, how);
    await this.clock.advance(0);
  }

  /** Something happens now. */
  async tell(content: EventContent, told: Parameters<typeof eventOf>[2] = {}): Promise<MatchEvent> {
    const at = this.clock.now();
    const seq = this.record.told.length + 1;
    const score = this.record.told.at(-1)?.score ?? { home: 0, away: 0 };
    const event = eventOf(seq, content, { occurredAt: at, recordedAt: at, score, ...told });
    this.record.told.push(event);
    this.commentator.take(await this.teller.look());
    await this.clock.advance(0);
    return event;
  }

  /** A host has decided about a draft, on whichever node. */
  async decide(name: string, end: DraftEnd): Promise<boolean> {
    const [event, line] = name.split(' ').map(Number) as [number, number];
    const isSettled = await this.lines.settle({ match: 'match', channel: 'paper', event, line }, end);
    this.commentator.control(this.how);
    await this.clock.advance(0);
    return isSettled;
  }

  /** A host has it work otherwise. */
  async control(mode: CommentaryMode): Promise<void> {
    this.how = { ...this.how, mode };
    this.commentator.control(this.how);
    await this.clock.advance(0);
  }

  /** What was heard: when after the start, and the words. */
  get heard(): readonly (readonly [number, string])[] {
    return this.channel.aired.map(({ startsAt, text }) => [startsAt - 1_000_000, text]);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
