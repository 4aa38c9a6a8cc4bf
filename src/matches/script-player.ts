import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { UnderWay } from '../kernel/under-way.js';
import type { Log } from '../watch/log.port.js';
import type { StartQuery } from '../wire/match-doors.js';
import type { MatchStore, StoredMatch } from './match-store.port.js';
import { goesOnFrom, startOf } from './model/pace.js';
import type { ScriptLine } from './model/script.js';
import { Playing } from './playing.js';
import type { Play, Plays } from './plays.port.js';
import { factId, type Recorder } from './recorder.js';
import type { Scripts } from './scripts.js';

export interface ScriptPlayerParts {
  readonly plays: Plays;
  readonly scripts: Scripts;
  readonly store: MatchStore;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly node: string;
  readonly log: Log;
}

/** Of the whole installation. */
export const PLAYS_MAX = 500;
const HOLD_MS = 3_000;

/** Tells what scripts say, when it happens. What another node was telling as it died is gone on with here. */
export class ScriptPlayer {
  private readonly playing = new Map<string, Playing>();
  /** Of which it was told already that they fail. */
  private readonly failing = new Set<string>();
  private cancel: Cancel | undefined;
  private hasEnded = false;
  private readonly underWay = new UnderWay();

  constructor(private readonly parts: ScriptPlayerParts) {}

  begin(): void {
    this.underWay.begin(() => this.hold());
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    this.cancel?.();
    for (const one of this.playing.values()) one.end();
    this.playing.clear();
    await this.underWay.settled();
    await this.parts.plays.release(this.parts.node);
  }

  /** From a place of its script on; without one, where it was told to. Where it plays already nothing changes. */
  async start({ match }: StoredMatch, query: StartQuery): Promise<Refusal | undefined> {
    const { plays, scripts, clock } = this.parts;
    const lines = await scripts.read(match);
    if (isRefusal(lines)) return lines;
    const { start_over: over, start_seq: seq, at_once: atOnce } = query;
    const hasPlace = over !== undefined || seq !== undefined || atOnce;
    const fromMs = hasPlace ? startOf(lines, { over, seq, atOnce }) : await this.toldTo(match.id, lines);
    if (fromMs === undefined) return refuse('matches.no-script', 'The script does not reach so far.');
    if ((await plays.running()) >= PLAYS_MAX) return { ...refuse('matches.too-many-running'), retryAfterS: 60 };
    await plays.start({ match: match.id, startedAt: clock.now(), fromMs, factor: query.factor });
    await this.take();
    return undefined;
  }

  async stop(match: string): Promise<void> {
    this.leave(match);
    await this.parts.plays.end(match);
  }

  /** Its script is another one now: what is due of it is told. */
  async reread(match: string): Promise<void> {
    this.leave(match);
    await this.take();
  }

  isPlaying(match: string): Promise<boolean> {
    return this.parts.plays.isRunning(match);
  }

  private async toldTo(match: string, lines: readonly ScriptLine[]): Promise<number> {
    const facts = [...new Set(lines.map(({ key }) => factId(match, key)))];
    const told = await this.parts.store.knownFacts(match, facts);
    return goesOnFrom(lines, (key) => told.has(factId(match, key)));
  }

  private async hold(): Promise<void> {
    const { clock, log } = this.parts;
    try {
      await this.take();
    } catch (error) {
      if (!(error instanceof Fault)) log.error('the scripts of matches could not be looked after', { error });
    }
    if (!this.hasEnded) this.cancel = clock.after(HOLD_MS, () => this.underWay.begin(() => this.hold()));
  }

  private async take(): Promise<void> {
    const { plays, node, clock } = this.parts;
    let heldAt = clock.now();
    const held = await plays.hold(node, heldAt);
    const ids = new Set(held.map(({ match }) => match));
    for (const match of this.playing.keys()) if (!ids.has(match)) this.leave(match);
    for (const match of this.failing) if (!ids.has(match)) this.failing.delete(match);
    for (const play of held.filter(({ match }) => !this.playing.has(match))) {
      await this.tryToTell(play);
      if (clock.now() < heldAt + HOLD_MS) continue;
      // Many large files take their time: nobody else is to take meanwhile what is held here.
      heldAt = clock.now();
      await plays.hold(node, heldAt);
    }
  }

  // What cannot be read now is tried again with the next look, and keeps no other match waiting.
  private async tryToTell(play: Play): Promise<void> {
    const { match } = play;
    try {
      await this.tell(play);
      this.failing.delete(match);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (!this.failing.has(match)) this.parts.log.warn('the script of a match cannot be told now', { match, error });
      this.failing.add(match);
    }
  }

  private async tell(play: Play): Promise<void> {
    const { scripts, store, plays, log } = this.parts;
    const { match } = play;
    const stored = await store.find(match);
    const lines = stored && (await scripts.read(stored.match));
    if (lines === undefined || isRefusal(lines)) {
      log.warn('the script of a match cannot be read', { match, code: lines?.refused });
      await plays.end(match);
      return;
    }
    // It may have been taken up or ended while it was read.
    if (this.hasEnded || this.playing.has(match)) return;
    const source = stored?.match.script?.kind ?? 'file';
    const playing = new Playing({
      ...this.parts,
      match,
      lines,
      pace: play,
      source,
      underWay: this.underWay,
      onEnd: () => this.finish(match),
    });
    this.playing.set(match, playing);
    playing.begin();
  }

  private async finish(match: string): Promise<void> {
    this.leave(match);
    await this.parts.plays.end(match);
  }

  private leave(match: string): void {
    this.playing.get(match)?.end();
    this.playing.delete(match);
  }
}
