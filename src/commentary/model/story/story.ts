import type { FactSheet, Moment, Standing } from '../../../writing/model/fact-sheet.js';
import type { MatchEvent } from '../../../wire/matches.js';
import { cardsIn } from './innings.js';
import { NOTHING_KNOWN, standingFacts, withEvents, type Known, type ToldMatch } from './known.js';
import { stepOn } from './moment.js';
import { plainEvent, plainMatch } from './plain-told.js';
import { standingOf } from './standing.js';
import { talliesOf, waitsOf } from './tallies.js';
import { threadsOf } from './threads.js';

/** A match as it was told so far, event by event. */
export interface Story {
  readonly match: ToldMatch;
  readonly seq: number;
  readonly known: Known;
  readonly score: Standing['score'];
  /** How it stands, where that was worked out. */
  readonly standing: Standing | null;
  /** What was told, the newest last: as much of it as may come back in a line. */
  readonly moments: readonly Moment[];
}

/** Older ones are told of by numbers alone, */
const MOMENTS_KEPT = 40;
/** but for what is remembered of a match. */
const MEMORABLE = new Set(['goal', 'yellow', 'second_yellow', 'red', 'penalty_missed', 'penalty_saved']);
const MEMORABLE_KEPT = 60;

export function storyOf(match: ToldMatch, events: readonly MatchEvent[] = []): Story {
  const empty: Story = {
    match: plainMatch(match),
    seq: 0,
    known: NOTHING_KNOWN,
    score: { home: 0, away: 0 },
    standing: null,
    moments: [],
  };
  return events.reduce((story, event) => toldOn(story, event).story, empty);
}

/** The story with one more event, and what that is to a listener. */
export function toldOn(story: Story, told: MatchEvent): { readonly story: Story; readonly moment: Moment | null } {
  const { match } = story;
  const event = plainEvent(told);
  const { moment, known } = stepOn(match, story.known, event, () => standingIn(story));
  const moments = moment === null ? story.moments : kept([...story.moments, moment]);
  const standing = moment?.after ?? null;
  return { story: { match, seq: event.seq, known, score: event.score, standing, moments }, moment };
}

function standingIn({ match, known, score, standing }: Story): Standing {
  return standing ?? standingOf(match, known, score);
}

function kept(moments: readonly Moment[]): readonly Moment[] {
  const older = moments.slice(0, -MOMENTS_KEPT).filter(isMemorable).slice(-MEMORABLE_KEPT);
  return [...older, ...moments.slice(-MOMENTS_KEPT)];
}

function isMemorable({ type, delivery, told }: Moment): boolean {
  const wickets = [...(delivery?.wickets ?? []), ...(told?.delivery?.wickets ?? [])];
  return MEMORABLE.has(type) || wickets.length > 0;
}

/** The same where nobody will say anything of these events any more: what they are to a listener is not worked out. */
export function passedOn(story: Story, told: readonly MatchEvent[]): Story {
  const last = told.at(-1);
  if (last === undefined) return story;
  const known = withEvents(story.known, told.map(plainEvent));
  return { ...story, seq: last.seq, known, score: last.score, standing: null };
}

export interface Asked {
  readonly language: string;
  /** The oldest first. */
  readonly moments: readonly Moment[];
  readonly note?: string | null;
}

/** All that a line about these moments may speak of. */
export function sheetOf(story: Story, { language, moments, note = null }: Asked): FactSheet {
  const { match, known } = story;
  const { sport, competition, info, home, away } = match;
  const about = new Set(moments.map(({ seq }) => seq));
  const facts = standingFacts(known);
  return {
    sport,
    language,
    competition,
    venue: info.venue ?? null,
    home,
    away,
    moments,
    standing: standingIn(story),
    threads: threadsOf(match, known, moments),
    tallies: talliesOf(sport, facts),
    waits: waitsOf(sport, facts),
    cards: sport === 'cricket' ? cardsIn(facts, info) : [],
    earlier: story.moments.filter(({ seq }) => !about.has(seq)),
    note,
  };
}
