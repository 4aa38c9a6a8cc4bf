import { hash } from 'node:crypto';
import type { Clock } from '../kernel/clock.js';
import { idOfName } from '../kernel/ids.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { factName } from '../wire/fact-names.js';
import type { Correction, NewEvent, Recorded } from '../wire/matches.js';
import type { MatchFeed } from './match-feed.js';
import type { MatchStore, Told } from './match-store.port.js';
import type { ScriptLine } from './model/script.js';
import type { Telling } from './model/record.js';

/** Who says so, and under which key: said again under the same key it is the same. */
export interface Teller {
  readonly person: string;
  readonly key: string;
}

/** A line of a script, and when it happens. */
export interface DueLine {
  readonly dueAt: number;
  readonly line: ScriptLine;
}

/** Takes what is told of matches: it is answered when it is durable, and all who follow the match are told. */
export class Recorder {
  constructor(
    private readonly store: MatchStore,
    private readonly feed: MatchFeed,
    private readonly time: Clock,
  ) {}

  add(match: string, event: NewEvent, teller: Teller): Promise<Recorded | Refusal> {
    const { key, version, provisional, ageMs, ...content } = event;
    const id = factId(match, key ?? `${teller.person} ${teller.key}`);
    const telling: Telling = { ...this.told(id, ageMs), op: 'add', version, provisional, content };
    return this.one(match, telling, { teller, asked: event });
  }

  correct(match: string, fact: string, correction: Correction, teller: Teller): Promise<Recorded | Refusal> {
    const told = this.told(fact, correction.ageMs);
    const telling: Telling =
      correction.op === 'revise'
        ? { ...told, op: 'revise', provisional: correction.provisional, content: correction.content }
        : { ...told, op: correction.op };
    return this.one(match, telling, { teller, asked: { fact, ...correction } });
  }

  /** What a script tells, all in one go. What a rule forbids of it is told back, and the rest kept. */
  async script(
    match: string,
    lines: readonly DueLine[],
    source: 'file' | 'simulator',
  ): Promise<readonly Refusal[] | Refusal> {
    const recordedAt = this.time.now();
    const told = lines.map(({ dueAt, line }): Told => {
      return { telling: { ...line, id: factId(match, line.key), occurredAt: dueAt, source }, recordedAt };
    });
    const outcome = await this.record(match, told);
    return isRefusal(outcome) ? outcome : outcome.filter(isRefusal);
  }

  private told(id: string, ageMs: number) {
    return { id, occurredAt: this.time.now() - ageMs, source: 'host' as const };
  }

  private async one(
    match: string,
    telling: Telling,
    { teller, asked }: { readonly teller: Teller; readonly asked: object },
  ): Promise<Recorded | Refusal> {
    const by = { ...teller, hash: hashOf(asked) };
    const outcome = await this.record(match, [{ telling, recordedAt: this.time.now(), by }]);
    if (isRefusal(outcome)) return outcome;
    const [only] = outcome;
    return only as Recorded | Refusal;
  }

  private async record(match: string, told: readonly Told[]): Promise<readonly (Recorded | Refusal)[] | Refusal> {
    const recording = await this.store.record(match, told);
    if (isRefusal(recording)) return recording;
    this.feed.recorded(match, recording.events, recording.state);
    return recording.outcomes;
  }
}

/** The fact that a script’s key names in a match. */
export function factId(match: string, key: string): string {
  return idOfName(factName(match, key));
}

// What is sent again is older by then.
function hashOf(asked: object): string {
  return hash(
    'sha256',
    JSON.stringify(asked, (name, value: unknown) => (name === 'ageMs' ? 0 : value)),
  );
}
