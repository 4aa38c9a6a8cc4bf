import { assert } from '../../src/kernel/assert.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { EMPTY_BOOK, type Book, type Fact } from '../../src/matches/model/facts.js';
import { stateOf } from '../../src/matches/model/match-state.js';
import { decide, type Entry } from '../../src/matches/model/record.js';
import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import type { MatchState } from '../../src/wire/matches.js';

/** The record of a match, as lines are told to it. */
export class ToldMatch {
  readonly entries: Entry[] = [];
  readonly facts = new Map<string, Fact>();
  private book: Book = EMPTY_BOOK;

  constructor(private readonly match: Pick<ScriptedMatch, 'sport' | 'info'>) {}

  tell(lines: readonly ScriptLine[]): this {
    for (const line of lines) {
      const telling = { ...line, id: line.key, occurredAt: line.afterMs, source: 'file' } as const;
      const outcome = decide(this.match, this.book, this.facts.get(line.key), telling);
      assert(!isRefusal(outcome), `${line.key} was refused: ${isRefusal(outcome) ? outcome.detail : ''}`);
      if (!('book' in outcome)) continue;
      this.entries.push(outcome);
      this.facts.set(line.key, outcome.fact);
      this.book = outcome.book;
    }
    return this;
  }

  state(): MatchState {
    return stateOf(this.match, this.book);
  }
}
