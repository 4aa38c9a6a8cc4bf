import type { FactSheet, Moment } from '../../../writing/model/fact-sheet.js';
import { deliveryEvidence } from './cricket-evidence.js';
import { OF_SUBTYPE, ROWS, type Row } from './evidence-rows.js';
import type { Evidence } from './happening.js';
import { opposite } from './names.js';
import { AT_ANY_TIME, comebackEvidence, endEvidence, footballStandings, partEvidence } from './standing-evidence.js';
import { tallyEvidence } from './tally-evidence.js';

type Said = Pick<Moment, 'type' | 'subtype' | 'side' | 'people' | 'made' | 'delivery'>;
type Made = Omit<Evidence, 'isNow' | 'isUndone'>;

const ALL_KNOWN = 40;

export function evidenceOf(sheet: FactSheet): readonly Evidence[] {
  if (sheet.isTimeless === true) return AT_ANY_TIME;
  const told = [...sheet.moments, ...reviewed(sheet)];
  const facts = new Set(told.map(({ fact }) => fact));
  // Of what is told anew the earlier telling knew less.
  const latest = new Map(sheet.earlier.map((moment) => [moment.fact, moment]));
  const earlier = [...latest.values()].filter(({ fact }) => !facts.has(fact));
  // Of what is older the goals and wickets are known, and nothing between them.
  const recent = { ...sheet, earlier: sheet.earlier.slice(sheet.moments.length - ALL_KNOWN) };
  // Whose a review is, is told of the review.
  const hasReview = sheet.moments.some(({ type }) => REVIEWS.has(type));
  return [
    ...told
      .flatMap((moment) => momentEvidence(moment, true))
      .filter(({ idea, isAnybodys }) => !(hasReview && idea === 'review' && isAnybodys)),
    ...earlier.flatMap((moment) => momentEvidence(moment, false)),
    ...(sheet.sport === 'football' ? [...footballStandings(recent), ...comebackEvidence(sheet)] : []),
    ...endEvidence(sheet),
    ...partEvidence(sheet),
    ...milestones(sheet),
    ...hatTricks(recent),
    ...tallyEvidence(sheet),
  ];
}

const REVIEWS = new Set(['var_start', 'var_end', 'review_start', 'review_end']);

/** What a check is about: the last goal or ball before it. */
function reviewed({ sport, moments, earlier }: FactSheet): readonly Moment[] {
  const isReview = moments.some(({ type, subtype }) => REVIEWS.has(type) && subtype !== 'penalty' && subtype !== 'red');
  if (!isReview || moments.some(({ type }) => type === 'goal' || type === 'delivery')) return [];
  const about = earlier.findLast(({ type }) => type === (sport === 'cricket' ? 'delivery' : 'goal'));
  if (about === undefined) return [];
  const isTakenBack = moments.some(
    ({ type, subtype }) => REVIEWS.has(type) && (subtype === 'not_out' || subtype === 'no_goal'),
  );
  return [isTakenBack ? { ...about, news: 'undone' } : about];
}

const MILESTONE_IDEAS: Partial<Record<string, string>> = {
  fifty: 'milestone50',
  team_fifty: 'milestone50',
  partnership_fifty: 'milestone50',
  hundred: 'milestone100',
  team_hundred: 'milestone100',
  partnership_hundred: 'milestone100',
  hat_trick: 'hatTrick',
  wicket_hat_trick: 'hatTrick',
  brace: 'brace',
};

function milestones({ threads }: FactSheet): Evidence[] {
  return threads.flatMap((thread): Evidence[] => {
    const idea = thread.kind === 'milestone' ? MILESTONE_IDEAS[thread.what] : undefined;
    if (idea === undefined || thread.kind !== 'milestone') return [];
    return [{ idea, side: thread.side, doers: thread.who === null ? [] : [thread.who], victims: [], isNow: true }];
  });
}

/** A bowler who has taken two with the last two balls may take a third. */
function hatTricks({ earlier, moments }: FactSheet): Evidence[] {
  const balls = new Map(
    [...earlier, ...moments].filter(({ type }) => type === 'delivery').map((one) => [one.fact, one]),
  );
  const bowler = moments.at(-1)?.people.find(({ role }) => role === 'bowler');
  if (bowler?.name === undefined || bowler.name === null) return [];
  const own = [...balls.values()].filter(({ people }) =>
    people.some(({ role, name }) => role === 'bowler' && name === bowler.name),
  );
  const areWickets =
    own.length >= 2 && own.slice(-2).every((one) => deliveryEvidence(one).some(({ idea }) => idea === 'b'));
  return areWickets ? [{ idea: 'onHatTrick', side: bowler.side, doers: [bowler.name], victims: [], isNow: true }] : [];
}

export function momentEvidence(moment: Moment, isNow: boolean): Evidence[] {
  const { news, told, type } = moment;
  const isUndone = news === 'undone';
  const made = type === 'delivery' ? deliveryEvidence(moment) : playEvidence(moment);
  const evidence = made.map((one): Evidence => ({ ...one, isNow, ...(isUndone ? { isUndone } : {}) }));
  if (isUndone) {
    const side = moment.side;
    const doers = made.find(({ idea }) => idea === 'goal' || idea === 'wicket')?.doers ?? [];
    evidence.push(
      { idea: 'noGoal', side, doers, victims: [], isNow },
      { idea: 'var', side, doers: [], victims: [], isNow },
    );
  }
  if (news === 'changed' && told !== null) {
    const before = told.type === 'delivery' ? deliveryEvidence({ ...moment, ...told }) : playEvidence(told);
    evidence.push(...before.map((one): Evidence => ({ ...one, isNow, isUndone: true })));
    const wasOut = (told.delivery?.wickets ?? []).length > (moment.delivery?.wickets ?? []).length;
    const out = (told.delivery?.wickets ?? []).flatMap((one) => one.out ?? []);
    const ideas = wasOut ? ['notOut', 'overturned', 'review'] : ['noGoal'];
    for (const idea of ideas) evidence.push({ idea, side: null, doers: out, victims: out, isNow, isAnybodys: true });
  }
  if (news === 'confirmed') {
    for (const idea of ['stands', 'given', 'var', 'upheld', 'review']) {
      evidence.push({ idea, side: moment.side, doers: [], victims: [], isNow, isAnybodys: true });
    }
  }
  for (const idea of moment.isSure ? [] : ['var', 'review', 'given']) {
    evidence.push({ idea, side: moment.side, doers: [], victims: [], isNow, isAnybodys: true });
  }
  return evidence;
}

function playEvidence(said: Said): Made[] {
  const rows = ROWS[said.type] ?? [];
  return [...rows.map((row) => fromRow(said, row)), ...moreOf(said)].map((one) =>
    // The side it counts for did nothing; who put it in is of the other.
    said.subtype === 'own_goal' && one.idea === 'goal' ? { ...one, doers: [] } : one,
  );
}

function fromRow({ side, people }: Said, [idea, whose, doers, victims]: Row): Made {
  const named = (role: string | undefined): string[] =>
    people.flatMap((one) => (one.role === role && one.name !== null ? [one.name] : []));
  const own = side === null || whose === 'any' ? null : whose === 'own' ? side : opposite(side);
  return {
    idea,
    side: own,
    doers: named(doers),
    victims: named(victims),
    ...(whose === 'any' ? { isAnybodys: true } : {}),
  };
}

const KICK: readonly Row[] = [
  ['penalty', 'own', 'taker'],
  ['shootout', 'any'],
];

function moreOf(said: Said): Made[] {
  const { type, subtype, made } = said;
  const rows = [...(OF_SUBTYPE[`${type}/${subtype ?? ''}`] ?? [])];
  if (type === 'shootout_kick') {
    rows.push(...KICK, made === true ? ['goal', 'own', 'taker'] : ['miss', 'own', 'taker']);
    if (made !== true) rows.push(['noGoal', 'any'], ['advantage', 'other']);
  }
  return rows.map((row) => fromRow(said, row));
}
