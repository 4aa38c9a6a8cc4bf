import { z } from 'zod';
import { LIFECYCLES, SIDES } from './sports.js';
import { words } from './words.js';

/** Matches and what happens in them, as both ends speak of it. Moments are server milliseconds, seconds are of play. */
export const PARTICIPANTS_MAX = 60;
/** A whole side has retired out at one ball. */
export const WICKETS_MAX = 11;

const name = words(100);
const count = (max: number) => z.int().min(0).max(max);
const token = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and _, at most 40');

export const Participant = z.strictObject({
  role: token.describe('scorer, assist, keeper, in, out, batter, bowler, non_striker, fielder …'),
  name: name.optional(),
  number: count(999).optional().describe('On the shirt.'),
  side: z.enum(SIDES).optional().describe('Of the player, where it is not the one that gains.'),
});
export type Participant = z.infer<typeof Participant>;

export const Delivery = z.strictObject({
  innings: z.int().min(1).max(20),
  over: count(999).describe('From 0.'),
  ball: count(99).describe('The place among all balls of the over, wides and no-balls among them, from 0.'),
  runs: z.strictObject({ batter: count(99), extras: count(99) }),
  extras: z
    .strictObject({
      wides: count(99).optional(),
      noballs: count(99).optional(),
      byes: count(99).optional(),
      legbyes: count(99).optional(),
      penalty: count(99).optional(),
    })
    .optional(),
  boundary: z.union([z.literal(4), z.literal(6)]).optional(),
  wickets: z
    .array(
      z.strictObject({
        kind: token.describe('bowled, caught, lbw, run_out, stumped, retired_hurt …'),
        out: name.optional(),
        fielders: z.array(name).max(9).optional(),
      }),
    )
    .max(WICKETS_MAX)
    .optional(),
});
export type Delivery = z.infer<typeof Delivery>;

export const PlayClock = z.strictObject({
  sec: count(100_000).describe(
    'Of the part it is in, as the sport counts: 2 700 as the second half of football begins.',
  ),
  addedSec: count(10_000).optional().describe('Beyond the regular end.'),
  running: z.boolean().optional().describe('With `clock` and the start of a part: whether it runs from here on.'),
});
export type PlayClock = z.infer<typeof PlayClock>;

export const FINISH_METHODS = [
  'regulation',
  'extra_time',
  'overtime',
  'penalties',
  'shootout',
  'super_over',
  'dls',
  'forfeit',
] as const;
export const FINISH_RESULTS = ['win', 'draw', 'tie', 'none'] as const;

export const Finish = z.strictObject({
  method: z.enum(FINISH_METHODS).default('regulation'),
  result: z.enum(FINISH_RESULTS),
  winner: z.enum(SIDES).optional(),
});
export type Finish = z.infer<typeof Finish>;

/** What an event says. A correction says it anew, whole. */
export const EventContent = z.strictObject({
  type: token.describe('Of the sport, or `note`. What the sport does not know is kept as a note.'),
  subtype: token.optional().describe('own_goal, header, penalty …'),
  segment: z
    .string()
    .regex(/^[A-Z]{1,5}\d{0,2}$/, 'a part of the match such as H1, Q4 or INN2')
    .optional()
    .describe('Nothing: the one under way.'),
  clock: PlayClock.optional(),
  side: z.enum(SIDES).optional().describe('Who gains by it; an own goal is of the side it counts for.'),
  participants: z.array(Participant).max(PARTICIPANTS_MAX).optional(),
  points: z.int().min(-999).max(999).optional().describe('Of baskets and adjustments.'),
  made: z.boolean().optional().describe('Of throws, kicks and shots: whether it went in.'),
  delivery: Delivery.optional(),
  lifecycle: z.enum(LIFECYCLES).optional().describe('With `lifecycle`: what the match is from now on.'),
  finish: Finish.optional().describe('With `match_end`.'),
  target: z
    .strictObject({ runs: count(9_999), overs: z.number().min(0).max(999).optional() })
    .optional()
    .describe('With `innings_start` and `target_revised`.'),
  text: words(500).optional().describe('In the words of who told it. Never spoken.'),
});
export type EventContent = z.infer<typeof EventContent>;

export const OPS = ['add', 'confirm', 'revise', 'retract', 'note'] as const;
export const EVENT_STATUSES = ['provisional', 'confirmed', 'retracted'] as const;
export const SOURCES = ['host', 'feed', 'file', 'simulator'] as const;

const AGE_MS_MAX = 7 * 24 * 3_600_000;
const ageMs = count(AGE_MS_MAX).default(0).describe('How long ago it happened, as it is sent.');
const provisional = z.boolean().default(false).describe('It may be taken back: a check is under way.');

/** Something that happened, told by somebody who can tell it again. */
export const NewEvent = EventContent.extend({
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, 'up to 100 visible ASCII characters')
    .optional()
    .describe(
      'What names it for who tells it: `score:home:1`. Told again, the same is nothing new and another content a correction. ' +
        'The fact’s id is the UUID of version 5 of `<match>/<key>` in the name space 9f3d6c1e-27b8-4c5f-a0d1-b6e4537c8a92.',
    ),
  version: count(2 ** 31 - 1)
    .default(0)
    .describe('Which telling it is. An older one than is known changes nothing.'),
  provisional,
  ageMs,
});
export type NewEvent = z.infer<typeof NewEvent>;

export const Correction = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('confirm'), ageMs }),
  z.strictObject({ op: z.literal('retract'), ageMs, text: words(500).optional() }),
  z.strictObject({ op: z.literal('revise'), ageMs, provisional, content: EventContent }),
]);
export type Correction = z.infer<typeof Correction>;

const PairOfScores = z.object({ home: z.int(), away: z.int() });

export const InningsScore = z.object({
  innings: z.int(),
  side: z.enum(SIDES).nullable().describe('Who bats.'),
  runs: z.int(),
  wickets: z.int(),
  balls: z.int().describe('Legal ones.'),
  overs: z.string().describe('As it is written: 12.3'),
  extras: z.int(),
  isSuper: z.boolean(),
  target: z.object({ runs: z.int(), overs: z.number().optional() }).nullable(),
});
export type InningsScore = z.infer<typeof InningsScore>;

export const Score = z.object({
  home: z.int(),
  away: z.int(),
  shootout: PairOfScores.nullable().describe('Not part of the score.'),
  byPart: z.record(z.string(), PairOfScores),
  innings: z.array(InningsScore),
});
export type Score = z.infer<typeof Score>;

export const ClockView = z.object({
  sec: z.number().describe('At `asOf`.'),
  addedSec: z.int(),
  running: z.boolean(),
  direction: z.enum(['up', 'down', 'none']),
  asOf: z.number(),
  untilSec: z.number().nullable().describe('It does not go beyond.'),
});
export type ClockView = z.infer<typeof ClockView>;

/** What follows from all events so far. */
export const MatchState = z.object({
  seq: z.int().describe('Of the last event in it; 0 before the first.'),
  lifecycle: z.enum(LIFECYCLES),
  segment: z.string().nullable(),
  clock: ClockView.nullable(),
  score: Score,
  finish: Finish.nullable(),
});
export type MatchState = z.infer<typeof MatchState>;

export const MatchEvent = z.object({
  seq: z.int().describe('From 1, without a hole.'),
  fact: z.uuid().describe('What it is about: corrections have the same.'),
  revision: z.int(),
  op: z.enum(OPS),
  status: z.enum(EVENT_STATUSES),
  content: EventContent,
  rawType: z.string().nullable().describe('What a note was called where it came from.'),
  occurredAt: z.number(),
  recordedAt: z.number(),
  source: z.enum(SOURCES),
  score: PairOfScores.describe('After it.'),
  corrects: z.int().nullable().describe('The event that said it before.'),
});
export type MatchEvent = z.infer<typeof MatchEvent>;

export const Recorded = z.object({
  seq: z.int(),
  fact: z.uuid(),
  revision: z.int(),
  op: z.enum(OPS),
  isNew: z.boolean().describe('Otherwise it was known already.'),
});
export type Recorded = z.infer<typeof Recorded>;
