/** What begins a passage of play, by weight. */
export const PASSAGES = { shot: 40, foul: 37, corner: 6, offside: 8, injury: 2 };

/** From the end of one passage to the beginning of the next. */
export const GAP_SEC = { from: 15, to: 132 };

/** How likely the home side begins a passage, before either is found to be stronger. */
export const HOME_SHARE = 0.53;
export const STRENGTH_SPREAD = 0.13;

export const SHOTS = { on: 36, off: 36, blocked: 25, woodwork: 3 };
export const SHOT_IS_GOAL = 0.24;
export const GOALS = { open: 62, header: 20, volley: 12, free_kick: 6 };
export const GOAL_HAS_ASSIST = 0.72;

/** What comes of it at once. */
export const CORNER_AFTER_SAVE = 0.25;
export const CORNER_AFTER_BLOCK = 0.35;
export const SHOT_AFTER_CORNER = 0.22;
export const OWN_GOAL_AFTER_CORNER = 0.006;
export const FREE_KICK_AFTER_FOUL = 0.3;
export const SHOT_AFTER_FREE_KICK = 0.3;
export const PENALTY_AFTER_FOUL = 0.011;
export const INJURY_AFTER_FOUL = 0.03;
export const CHANGE_AFTER_INJURY = 0.4;

export const FOUL_IS_CAUTIONED = 0.19;
/** Who has one card takes care. */
export const SECOND_YELLOW_SHARE = 0.5;
export const FOUL_IS_RED = 0.005;

export const GOAL_IS_CHECKED = 0.14;
export const GOAL_IS_DISALLOWED = 0.4;
export const PENALTY_IS_CHECKED = 0.35;

export const PENALTIES = { goal: 77, saved: 16, missed: 7 };

/** What the referee adds for, of what was lost. */
export const ADDED_SHARE = 0.7;
export const ADDED_MINUTES_MIN = 1;
export const ADDED_MINUTES_MAX = 12;
