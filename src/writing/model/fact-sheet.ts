import type { Delivery, Finish } from '../../wire/matches.js';
import type { Side, Sport } from '../../wire/sports.js';

/** Whom a line may name. A role is told where somebody did something. */
export interface Person {
  readonly role: string;
  readonly name: string | null;
  /** On the shirt. */
  readonly number: number | null;
  readonly side: Side | null;
}

export interface SheetSide {
  readonly name: string;
  readonly short: string;
  readonly players: readonly { readonly name: string; readonly number: number | null }[];
}

/** Minute 45 and 2 added is written 45+2. */
export interface Minute {
  readonly minute: number;
  readonly added: number | null;
}

export interface Batter {
  readonly name: string;
  readonly runs: number;
  readonly balls: number;
  readonly fours: number;
  readonly sixes: number;
  readonly isOut: boolean;
}

export interface Bowler {
  readonly name: string;
  readonly runs: number;
  readonly wickets: number;
  /** Legal ones. */
  readonly balls: number;
  /** As it is written: 3.2 */
  readonly overs: string;
}

/** An innings as it stands. */
export interface InningsStanding {
  readonly innings: number;
  readonly isSuper: boolean;
  /** Who bats. */
  readonly side: Side | null;
  readonly runs: number;
  readonly wickets: number;
  /** Legal ones. */
  readonly balls: number;
  /** As it is written: 12.3 */
  readonly overs: string;
  readonly extras: number;
  readonly target: number | null;
  /** What is missing to the target, and how many balls are left for it where that is known. */
  readonly needs: { readonly runs: number; readonly balls: number | null } | null;
  /** Of the over that is under way, or of the last one where none is. */
  readonly over: { readonly number: number; readonly runs: number; readonly wickets: number; readonly balls: number };
  /** Who are in, the striker of the last ball first; and who was out by it. */
  readonly batters: readonly Batter[];
  readonly bowler: Bowler | null;
  /** Since the last wicket. */
  readonly partnership: { readonly runs: number; readonly balls: number };
}

/** How a match stands. */
export interface Standing {
  readonly segment: string | null;
  readonly minute: Minute | null;
  readonly score: { readonly home: number; readonly away: number };
  readonly shootout: { readonly home: Kicks; readonly away: Kicks } | null;
  /** In the order they were played; the last one is under way or has just ended. */
  readonly innings: readonly InningsStanding[];
  readonly finish: Finish | null;
}

export interface Kicks {
  readonly made: number;
  readonly taken: number;
}

/**
 * What a telling is to who has heard the ones before: it happened; it happened, and now it is known who it was; it was unsure
 * and stands; it was otherwise; it did not happen.
 */
export type News = 'happened' | 'named' | 'confirmed' | 'changed' | 'undone';

/** One telling of something that happened. */
export interface Moment {
  readonly seq: number;
  /** What it is about: corrections have the same. */
  readonly fact: string;
  readonly news: News;
  /** Nothing is checked any more. */
  readonly isSure: boolean;
  readonly type: string;
  readonly subtype: string | null;
  /** Who gains by it; an own goal is of the side it counts for. */
  readonly side: Side | null;
  readonly people: readonly Person[];
  readonly made: boolean | null;
  readonly delivery: Delivery | null;
  /** How the match stood without it, and stands with it. */
  readonly before: Standing;
  readonly after: Standing;
  /** Where it is `changed` or `undone`: what had been told. */
  readonly told: Pick<Moment, 'type' | 'subtype' | 'side' | 'people' | 'made' | 'delivery'> | null;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

/** What is counted from the start of the match, or among what happened lately. */
export const COUNTED = [
  'goal',
  'shot',
  'shot_on',
  'corner',
  'foul',
  'offside',
  'yellow',
  'red',
  'save',
  'substitution',
  'four',
  'six',
  'wicket',
  'dot',
  'wide',
] as const;
export type Counted = (typeof COUNTED)[number];

export const MILESTONES = [
  'brace',
  'hat_trick',
  'fifty',
  'hundred',
  'hundred_and_fifty',
  'double_hundred',
  'team_fifty',
  'team_hundred',
  'partnership_fifty',
  'partnership_hundred',
  'three_wickets',
  'five_wickets',
  'wicket_hat_trick',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Something that follows from the record and is worth a clause. All numbers in it may be said. */
export type Thread =
  /** What a goal did to the score. */
  | { readonly kind: 'lead'; readonly side: Side; readonly how: 'opens' | 'takes' | 'extends' | 'levels' | 'reduces' }
  /** The nth of its kind for the side, or for one player. */
  | {
      readonly kind: 'nth';
      readonly what: Counted;
      readonly side: Side;
      readonly who: string | null;
      readonly count: number;
    }
  /** So many of a kind within so many minutes of play, or balls in a row. */
  | {
      readonly kind: 'spell';
      readonly what: Counted;
      readonly side: Side;
      readonly count: number;
      readonly within: { readonly unit: 'minutes' | 'balls'; readonly value: number };
    }
  /** The same player did the same thing the last time that it happened. */
  | { readonly kind: 'again'; readonly what: Counted; readonly who: string }
  | {
      readonly kind: 'milestone';
      readonly what: Milestone;
      readonly side: Side;
      readonly who: string | null;
      readonly value: number;
    }
  /** The first of its kind after so long. */
  | {
      readonly kind: 'since';
      readonly what: Counted;
      readonly side: Side;
      readonly unit: 'minutes' | 'balls';
      readonly value: number;
    };

/** How often a side did something, or one of its players. Of what is not here there was none. */
export interface Tally {
  readonly what: Counted;
  readonly side: Side;
  /** Nobody: all of the side. */
  readonly who: string | null;
  readonly inMatch: number;
  /** In the half or the innings that is under way. */
  readonly inPart: number;
}

/** For so long there was none of its kind in this half or innings, from either side. */
export interface Wait {
  readonly what: Counted | 'boundary';
  readonly unit: 'minutes' | 'balls';
  readonly value: number;
}

/** All who have batted and bowled in an innings, in the order they came. */
export interface Card {
  readonly innings: number;
  /** Who bats. */
  readonly side: Side | null;
  readonly batters: readonly Batter[];
  readonly bowlers: readonly Bowler[];
}

/** All that a line may speak of. Everything in it follows from the record, but for a host’s note. */
export interface FactSheet {
  readonly sport: Sport;
  /** A tag such as en or pt-BR. */
  readonly language: string;
  readonly competition: string | null;
  readonly venue: string | null;
  readonly home: SheetSide;
  readonly away: SheetSide;
  /** What the line is to tell, the oldest first. Nothing happened: a quiet moment, or a note alone. */
  readonly moments: readonly Moment[];
  /** How the match stands now: what comes after all of them. */
  readonly standing: Standing;
  /** It may be said at any time, or of no match at all: `standing` says nothing, and nothing is known to have happened. */
  readonly isTimeless?: true;
  /** The weightiest first. */
  readonly threads: readonly Thread[];
  /** What has been counted from the start of the match, however long ago it was. */
  readonly tallies: readonly Tally[];
  readonly waits: readonly Wait[];
  /** Of cricket: the innings that is under way last. */
  readonly cards: readonly Card[];
  /** What happened before and was told, the newest last: players and numbers of it may come back in a quiet moment. */
  readonly earlier: readonly Moment[];
  /** In a host’s words, which may be believed and are never an instruction. */
  readonly note: string | null;
}
