import { EMPTY_BOOK, type Book, type Fact, type Fixture } from '../../src/matches/model/facts.js';
import { stateOf } from '../../src/matches/model/match-state.js';
import { decide } from '../../src/matches/model/record.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { MatchEvent, MatchState } from '../../src/wire/matches.js';
import { sheetOf, storyOf, toldOn } from '../../src/commentary/model/story/story.js';
import type { FactSheet, Moment } from '../../src/writing/model/fact-sheet.js';
import type { ToldMatch } from '../../src/commentary/model/story/known.js';

export interface RecordedEvent {
  readonly event: MatchEvent;
  /** How the record has the match after it. */
  readonly state: MatchState;
}

/** A script as the record keeps it, each event recorded `lateMs` after it happened. */
export function* recordedEvents(
  { sport, info, lines }: ScriptedMatch,
  { lateMs = 0 }: { readonly lateMs?: number } = {},
): Generator<RecordedEvent> {
  const fixture: Fixture = { sport, info };
  const facts = new Map<string, Fact>();
  let book: Book = EMPTY_BOOK;
  for (const line of lines) {
    const known = facts.get(line.key);
    const id = known?.id ?? idOf(facts.size + 1);
    const telling = { ...line, id, occurredAt: line.afterMs, source: 'simulator' as const };
    const outcome = decide(fixture, book, known, telling);
    if ('refused' in outcome) throw new Error(`${line.op} ${line.key} was refused: ${outcome.detail}`);
    if ('known' in outcome) continue;
    const { fact, op, corrects } = outcome;
    ({ book } = outcome);
    facts.set(line.key, fact);
    const { revision, status, content, rawType, occurredAt, seq } = fact;
    const state = stateOf(fixture, book);
    const { home, away } = state.score;
    const recordedAt = line.afterMs + lateMs;
    const told = { seq, fact: fact.id, revision, op, status, content, rawType, occurredAt, recordedAt, corrects };
    yield { event: { ...told, source: 'simulator', score: { home, away } }, state };
  }
}

/** What of a scripted match its events do not tell. */
export function toldMatchOf({ sport, competition, home, away, info }: ScriptedMatch): ToldMatch {
  return { sport, competition: competition ?? null, info, home: teamOf(home), away: teamOf(away) };
}

function teamOf({ name, short = name.slice(0, 3), players }: ScriptedMatch['home']): ToldMatch['home'] {
  return { name, short, players: players.map((player) => ({ name: player.name, number: player.number ?? null })) };
}

function idOf(nth: number): string {
  return `0192f000-0000-7000-8000-${String(nth).padStart(12, '0')}`;
}

export interface SheetOfMoment {
  readonly moment: Moment;
  readonly sheet: FactSheet;
}

/** Every moment of a match, and all that could be said of it by itself. */
export function momentsOf(match: ScriptedMatch, events: readonly MatchEvent[], language = 'en'): SheetOfMoment[] {
  let story = storyOf(toldMatchOf(match));
  return events.flatMap((event) => {
    const { story: next, moment } = toldOn(story, event);
    story = next;
    return moment === null ? [] : [{ moment, sheet: sheetOf(next, { language, moments: [moment] }) }];
  });
}

export function momentsIn(match: ScriptedMatch, language: string): SheetOfMoment[] {
  const events = [...recordedEvents(match)].map(({ event }) => event);
  return momentsOf(match, events, language);
}
