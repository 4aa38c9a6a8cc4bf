/** What comes of a ball, by weight, in the three stretches of an innings. */
export const BALLS = {
  powerplay: {
    dot: 38,
    one: 31,
    two: 5,
    three: 0.6,
    four: 13,
    six: 4.4,
    wicket: 3.9,
    wide: 3.2,
    noball: 0.5,
    bye: 0.4,
    legbye: 1.2,
  },
  middle: {
    dot: 30,
    one: 44,
    two: 7.5,
    three: 0.4,
    four: 9,
    six: 5,
    wicket: 4.1,
    wide: 2.6,
    noball: 0.4,
    bye: 0.4,
    legbye: 1.3,
  },
  death: {
    dot: 25,
    one: 38,
    two: 9,
    three: 0.4,
    four: 11.5,
    six: 8.5,
    wicket: 7.6,
    wide: 4,
    noball: 0.7,
    bye: 0.6,
    legbye: 1.2,
  },
} as const;
export type Stretch = keyof typeof BALLS;
export type Happening = keyof (typeof BALLS)['middle'];

/** Who comes in late was chosen for the bowling. */
export const TAIL_FROM_PLACE = 8;
export const TAIL = { four: 0.55, six: 0.5, wicket: 1.7 };
/** How much more or less than usual a side hits. */
export const SKILL_SPREAD = 0.16;
/** Runs wanted from each ball from which on a side hits as in the last overs. */
export const PRESSING_RATE = 1.65;

export const WICKETS = { caught: 59, bowled: 18, lbw: 9, run_out: 8, stumped: 5, hit_wicket: 1 };
export const CAUGHT_BY_BOWLER = 0.06;
export const CAUGHT_BEHIND = 0.2;
export const NON_STRIKER_IS_RUN_OUT = 0.4;
export const RUN_OUT_AFTER_RUNS = { none: 70, one: 30 };

/** Off a ball that nobody is out to, but run out. */
export const NOBALL_RUNS = { none: 40, one: 30, four: 18, six: 12 };
export const WIDE_RUNS = { one: 90, two: 4, five: 6 };
export const BYE_RUNS = { one: 80, two: 8, four: 12 };

export const NAMED_RUNS = { none: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 } as const;

/** Appeals that go on to the screen. */
export const WICKET_IS_REVIEWED = 0.18;
export const DOT_WAS_GIVEN_OUT = 0.012;
export const DOT_IS_REVIEWED = 0.012;

/** Time that passes. */
export const BALL_SEC = { from: 32, to: 46 };
export const OVER_SEC = { from: 15, to: 35 };
export const WICKET_SEC = { from: 50, to: 100 };
export const REVIEW_SEC = { from: 50, to: 110 };
export const DRINKS_SEC = { from: 140, to: 170 };
export const INNINGS_BREAK_SEC = 1_200;
export const SUPER_OVER_BREAK_SEC = 300;
