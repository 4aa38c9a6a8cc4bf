/** A row of what a moment of play is: the idea, whose it is (its own side or the other), and the roles of doers and victims. */
export type Row = readonly [idea: string, whose: 'own' | 'other' | 'any', doers?: string, victims?: string];

/** By what happened. */
export const ROWS: Readonly<Record<string, readonly Row[]>> = {
  goal: [
    ['goal', 'own', 'scorer'],
    ['shot', 'own', 'scorer'],
    ['onTarget', 'own', 'scorer'],
    ['assist', 'own', 'assist', 'scorer'],
  ],
  possible_goal: [
    ['goal', 'own', 'scorer'],
    ['var', 'any'],
  ],
  shot: [
    ['shot', 'own', 'shooter'],
    ['noGoal', 'any'],
  ],
  save: [
    ['save', 'own', 'keeper', 'shooter'],
    ['shot', 'other', 'shooter'],
    ['onTarget', 'other', 'shooter'],
    ['noGoal', 'any'],
  ],
  corner: [['corner', 'own', 'taker']],
  free_kick: [['freekick', 'own', 'taker']],
  foul: [
    ['foul', 'own', 'player', 'fouled'],
    ['freekick', 'other', 'fouled'],
    ['fouled', 'own', 'player', 'fouled'],
    ['given', 'any'],
  ],
  handball: [
    ['handball', 'own', 'player'],
    ['freekick', 'other'],
  ],
  offside: [['offside', 'own', 'player']],
  throw_in: [['throwin', 'own']],
  goal_kick: [['goalkick', 'own']],
  yellow: [['yellow', 'own', 'player']],
  second_yellow: [
    ['yellow', 'own', 'player'],
    ['secondYellow', 'own', 'player'],
    ['red', 'own', 'player'],
    ['off', 'own', 'player'],
  ],
  red: [
    ['red', 'own', 'player'],
    ['off', 'own', 'player'],
  ],
  substitution: [
    ['on', 'own', 'in', 'out'],
    ['off', 'own', 'out', 'in'],
    ['change', 'own', 'in', 'out'],
  ],
  injury: [['injury', 'own', 'player']],
  penalty_awarded: [
    ['penalty', 'own', 'fouled'],
    ['foul', 'other', 'player', 'fouled'],
    ['fouled', 'other', '', 'fouled'],
    ['given', 'any'],
  ],
  penalty_missed: [
    ['miss', 'own', 'taker'],
    ['penalty', 'own', 'taker'],
    ['shot', 'own', 'taker'],
    ['noGoal', 'any'],
  ],
  penalty_saved: [
    ['save', 'other', 'keeper', 'taker'],
    ['miss', 'own', 'taker'],
    ['penalty', 'own', 'taker'],
    ['advantage', 'other'],
    ['noGoal', 'any'],
  ],
  var_start: [
    ['var', 'any'],
    ['kickoff', 'any'],
  ],
  var_end: [['var', 'any']],
  review_start: [['review', 'own']],
  review_end: [['review', 'own']],
  added_time: [['addedTime', 'any']],
  segment_start: [['kickoff', 'any']],
  match_start: [['welcome', 'any']],
  toss: [
    ['toss', 'own'],
    ['win', 'own'],
  ],
  innings_start: [['inningsStart', 'own', 'batter']],
  innings_end: [['inningsEnd', 'own']],
  over_end: [['overEnd', 'any', 'bowler']],
  powerplay: [['powerplay', 'own']],
  timeout: [['stop', 'any']],
  delay_start: [['stop', 'any']],
  delay_end: [['resume', 'any']],
};

/** By the kind of what happened, beside what it is. */
export const OF_SUBTYPE: Readonly<Record<string, readonly Row[]>> = {
  'goal/own_goal': [['ownGoal', 'any', 'scorer']],
  'goal/header': [['header', 'own', 'scorer']],
  'goal/volley': [['volley', 'own', 'scorer']],
  'goal/free_kick': [['freekick', 'own', 'scorer']],
  'goal/penalty': [['penalty', 'own', 'scorer']],
  'shot/on': [['onTarget', 'own', 'shooter']],
  'shot/off': [['miss', 'own', 'shooter']],
  'shot/blocked': [['block', 'other', '', 'shooter']],
  'shot/woodwork': [
    ['woodwork', 'own', 'shooter'],
    ['miss', 'own', 'shooter'],
  ],
  'shootout_kick/saved': [['save', 'other', 'keeper', 'taker']],
  'var_start/goal': [['goal', 'own']],
  'var_start/penalty': [['penalty', 'own']],
  'var_start/red': [['red', 'any']],
  'var_end/goal': [
    ['goal', 'own'],
    ['stands', 'any'],
    ['given', 'any'],
  ],
  'var_end/no_goal': [['noGoal', 'any']],
  'var_end/penalty': [
    ['penalty', 'own'],
    ['given', 'any'],
  ],
  'review_end/out': [
    ['upheld', 'any'],
    ['given', 'any'],
  ],
  'review_end/not_out': [
    ['notOut', 'any'],
    ['overturned', 'any'],
  ],
  'lifecycle/abandoned': [
    ['calledOff', 'any'],
    ['noResult', 'any'],
  ],
  'lifecycle/no_result': [
    ['noResult', 'any'],
    ['calledOff', 'any'],
  ],
  'lifecycle/suspended': [
    ['suspended', 'any'],
    ['stop', 'any'],
  ],
  'lifecycle/postponed': [['postponed', 'any']],
  'lifecycle/cancelled': [['calledOff', 'any']],
  'toss/bat': [
    ['choseBat', 'own'],
    ['choseField', 'other'],
  ],
  'toss/field': [
    ['choseField', 'own'],
    ['choseBat', 'other'],
  ],
  'powerplay/start': [['powerplayStart', 'own']],
  'powerplay/end': [['powerplayEnd', 'own']],
};
