import { z } from 'zod';
import { WICKETS_MAX } from './matches.js';
import { words } from './words.js';

/**
 * What is read of a file of Cricsheet, JSON 1.0.0 and later of 1 (https://cricsheet.org/format/json/). All else in it is
 * ignored. What may be missing without making a match untrue is optional here, required there or not.
 */
export const INNINGS_MAX = 20;
const OVERS_MAX = 1_000;
const BALLS_MAX = 100;

const name = words(100);
const says = words(100);
const count = (max: number) => z.int().min(0).max(max);

const Runs = z
  .object({
    batter: count(99),
    extras: count(99),
    total: count(198),
    non_boundary: z.boolean().optional(),
  })
  .superRefine(({ batter, extras, total }, context) => {
    if (total === batter + extras) return;
    context.addIssue({
      code: 'custom',
      path: ['total'],
      message: `${total} is not ${batter} of the batter and ${extras} extras`,
    });
  });

const Extras = z.object({
  wides: count(99).optional(),
  noballs: count(99).optional(),
  byes: count(99).optional(),
  legbyes: count(99).optional(),
  penalty: count(99).optional(),
});

const Wicket = z.object({
  kind: says,
  player_out: name,
  fielders: z
    .array(z.object({ name: name.optional(), substitute: z.boolean().optional() }))
    .max(9)
    .optional(),
});

const Review = z.object({
  by: name,
  decision: says,
  batter: name.optional(),
  umpire: name.optional(),
  umpires_call: z.boolean().optional(),
});

const Replacement = z.object({
  in: name,
  out: name.optional(),
  reason: says.optional(),
  team: name.optional(),
  role: says.optional(),
});
export type CricsheetReplacement = z.infer<typeof Replacement>;

export const CricsheetDelivery = z
  .object({
    batter: name,
    bowler: name,
    non_striker: name.optional(),
    runs: Runs,
    extras: Extras.optional(),
    wickets: z.array(Wicket).max(WICKETS_MAX).optional(),
    review: Review.optional(),
    replacements: z
      .object({ match: z.array(Replacement).max(22).optional(), role: z.array(Replacement).max(22).optional() })
      .optional(),
  })
  .superRefine(({ runs, extras }, context) => {
    // Some files do not say of what kind extras were. Where they do, it comes to the same.
    if (extras === undefined) return;
    const sum = Object.values(extras).reduce((all: number, one = 0) => all + one, 0);
    if (sum === runs.extras) return;
    context.addIssue({
      code: 'custom',
      path: ['extras'],
      message: `they come to ${sum}, and runs.extras is ${runs.extras}`,
    });
  });
export type CricsheetDelivery = z.infer<typeof CricsheetDelivery>;

const Over = z.object({ over: count(OVERS_MAX - 1), deliveries: z.array(CricsheetDelivery).max(BALLS_MAX) });
export type CricsheetOver = z.infer<typeof Over>;

const atBall = z.number().min(0).max(OVERS_MAX);

export const CricsheetInnings = z.object({
  team: name,
  overs: z.array(Over).max(OVERS_MAX).default([]),
  super_over: z.boolean().default(false),
  declared: z.boolean().default(false),
  forfeited: z.boolean().default(false),
  penalty_runs: z.object({ pre: count(999).default(0), post: count(999).default(0) }).optional(),
  target: z.object({ runs: count(9_999).optional(), overs: z.number().min(0).max(999).optional() }).optional(),
  powerplays: z
    .array(z.object({ from: atBall, to: atBall, type: says }))
    .max(20)
    .default([]),
  absent_hurt: z.array(name).max(22).default([]),
});
export type CricsheetInnings = z.infer<typeof CricsheetInnings>;

const Outcome = z
  .object({
    winner: name.optional(),
    by: z
      .object({ runs: count(9_999).optional(), wickets: count(99).optional(), innings: count(99).optional() })
      .optional(),
    method: says.optional(),
    result: z.enum(['tie', 'draw', 'no result']).optional(),
    eliminator: name.optional(),
    bowl_out: name.optional(),
  })
  .refine(
    ({ winner, result, eliminator, bowl_out }) => (winner ?? result ?? eliminator ?? bowl_out) !== undefined,
    'neither a winner nor a result',
  );
export type CricsheetOutcome = z.infer<typeof Outcome>;

const Toss = z.object({ winner: name, decision: says.optional() });
export type CricsheetToss = z.infer<typeof Toss>;

export const Cricsheet = z.object({
  meta: z.object({
    data_version: z.string().regex(/^1\.\d{1,3}\.\d{1,3}$/, 'a version of the format from 1.0.0 on, before 2'),
    revision: count(2 ** 31 - 1),
  }),
  info: z.object({
    teams: z.array(name).length(2),
    players: z.record(z.string(), z.array(name).max(60)).default({}),
    dates: z.array(z.iso.date()).min(1).max(30).optional(),
    event: z.object({ name: name.optional() }).optional(),
    venue: words(200).optional(),
    city: words(200).optional(),
    balls_per_over: z.int().min(1).max(12).optional(),
    overs: z.int().min(1).max(999).optional(),
    toss: Toss.optional(),
    outcome: Outcome,
  }),
  innings: z.array(CricsheetInnings).max(INNINGS_MAX).default([]),
});
export type Cricsheet = z.infer<typeof Cricsheet>;
