import { EMPTY_BOOK, type Book, type Fact, type Fixture } from '../../src/matches/model/facts.js';
import { stateOf } from '../../src/matches/model/match-state.js';
import { decide } from '../../src/matches/model/record.js';
import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import type { EventContent, MatchState } from '../../src/wire/matches.js';

export interface Told {
  readonly line: ScriptLine;
  readonly state: MatchState;
  /** What became of the line in the record. */
  readonly became: 'entry' | 'known';
  /** What the record says of it from then on. */
  readonly fact: Fact;
}

/** Tells a script to the record, line after line, as whoever plays it does. A line that is refused is our mistake. */
export function* told({ sport, info, lines }: ScriptedMatch): Generator<Told> {
  const fixture: Fixture = { sport, info };
  const facts = new Map<string, Fact>();
  let book: Book = EMPTY_BOOK;
  for (const line of lines) {
    const telling = { ...line, id: line.key, occurredAt: line.afterMs, source: 'simulator' as const };
    const outcome = decide(fixture, book, facts.get(line.key), telling);
    if ('refused' in outcome) throw new Error(`${line.op} ${line.key} was refused: ${outcome.detail}`);
    if (!('known' in outcome)) {
      book = outcome.book;
      facts.set(line.key, outcome.fact);
    }
    const now = book;
    yield {
      line,
      fact: 'known' in outcome ? outcome.known : outcome.fact,
      became: 'known' in outcome ? 'known' : 'entry',
      get state() {
        return stateOf(fixture, now);
      },
    };
  }
}

export function lastStateOf(match: ScriptedMatch): MatchState {
  const last = [...told(match)].at(-1);
  if (last === undefined) throw new Error('nothing was told');
  return last.state;
}

/** What is known by key after these lines, without asking the record: taken back is gone. */
export function knownAfter(lines: readonly ScriptLine[]): ReadonlyMap<string, EventContent> {
  const known = new Map<string, EventContent>();
  for (const line of lines) {
    if (line.op === 'retract') known.delete(line.key);
    else if (line.op !== 'confirm') known.set(line.key, line.content);
  }
  return known;
}

/** The same script with other lines. */
export function withLines(match: ScriptedMatch, change: (line: ScriptLine) => readonly ScriptLine[]): ScriptedMatch {
  return { ...match, lines: match.lines.flatMap(change) };
}
