import type { MatchEvent } from '../../src/wire/matches.js';
import { countOf, type Reading } from './line-truth.js';

const TOTALS = {
  en: /\b(\d+|nought) (?:for (\d+)|without loss)\b/g,
  hi: /(?:बिना विकेट खोए|([\p{L}\p{M}\d]+) विकेट पर) (\d+|शून्य) रन/gu,
};
const NEEDS = {
  en: /\bneed ([\p{L}\d-]+) (?:more )?(?:runs?\b|to win)/gu,
  hi: /([\p{L}\p{M}\d]+) रन चाहिए/gu,
};
const PAST = { en: /\b(when|with the score at)\b/, hi: /विकेट पर स्कोर था/ };
/** Whatever else a batter may go by is no wicket of the bowler’s. */
const EARNED = new Set(['bowled', 'caught', 'caught_and_bowled', 'hit_wicket', 'lbw', 'stumped']);

/** Totals, what a chase needs, and what batters have made, against sums of the record's own balls. */
export function cricketFaults(reading: Reading): string[] {
  return [...totalsIn(reading), ...needsIn(reading), ...battersIn(reading)];
}

function totalsIn({ language, text, state, facts }: Reading): string[] {
  const innings = state.score.innings.map(({ runs, wickets }) => `${runs} ${wickets}`);
  // In English the figures of a bowler look like a total turned round.
  const isPast = PAST[language].test(text);
  const had = new Set([
    '0 0',
    ...innings,
    ...(language === 'en' ? figuresOf(facts) : []),
    ...(isPast ? fallsOf(facts) : []),
  ]);
  return [...text.matchAll(TOTALS[language])].flatMap(([said, one, other]) => {
    const [runs, wickets] = language === 'en' ? [one, other] : [other, one];
    const pair = `${countOf(language, runs ?? '') ?? 0} ${wickets === undefined ? 0 : countOf(language, wickets)}`;
    return had.has(pair) ? [] : [`total ${said} of ${innings.join(', ')}`];
  });
}

/** How it stood as each wicket fell. */
function fallsOf(facts: readonly MatchEvent[]): string[] {
  const sums = new Map<number, { runs: number; wickets: number }>();
  return facts.flatMap(({ content: { delivery } }) => {
    if (delivery === undefined) return [];
    const { runs, extras = {}, wickets = [], innings } = delivery;
    const fell = wickets.filter(({ kind }) => !kind.startsWith('retired')).length;
    const before = sums.get(innings) ?? { runs: 0, wickets: 0 };
    const more = Object.values(extras).reduce<number>((all, one) => all + (one ?? 0), 0);
    const sum = { runs: before.runs + runs.batter + more, wickets: before.wickets + fell };
    sums.set(innings, sum);
    return fell === 0 ? [] : [`${sum.runs} ${sum.wickets}`];
  });
}

function figuresOf(facts: readonly MatchEvent[]): string[] {
  const sums = new Map<string, { runs: number; wickets: number }>();
  for (const { content } of facts) {
    const { delivery, participants = [] } = content;
    const bowler = participants.find(({ role }) => role === 'bowler')?.name;
    if (delivery === undefined || bowler === undefined) continue;
    const { runs, extras, wickets = [], innings } = delivery;
    const sum = sums.get(`${innings} ${bowler}`) ?? { runs: 0, wickets: 0 };
    sum.runs += runs.batter + (extras?.wides ?? 0) + (extras?.noballs ?? 0);
    sum.wickets += wickets.filter(({ kind }) => EARNED.has(kind)).length;
    sums.set(`${innings} ${bowler}`, sum);
  }
  return [...sums.values()].map(({ runs, wickets }) => `${wickets} ${runs}`);
}

function needsIn({ language, text, state }: Reading): string[] {
  const last = state.score.innings.at(-1);
  if (last === undefined || last.target === null) return [];
  const missing = last.target.runs - last.runs;
  return [...text.matchAll(NEEDS[language])].flatMap(([said, word = '']) => {
    const value = countOf(language, word);
    return value === null || value === missing || value === last.target?.runs ? [] : [`${said} where it is ${missing}`];
  });
}

/** “Alder 23 पर”, “Alder is on 23”. */
function battersIn({ match, language, text, facts }: Reading): string[] {
  const names = [...new Set([...match.home.players, ...match.away.players].map(({ name }) => name))];
  return names.flatMap((name) => {
    const last = name.split(' ').at(-1) ?? name;
    const called = /\p{L}{2}/u.test(last) ? last : name;
    const says = language === 'en' ? `${called}(?: is| moves| goes)? (?:on|to) (\\d+)\\b` : `${called} (\\d+) पर`;
    const found = [...text.matchAll(new RegExp(says, 'gu'))];
    if (found.length === 0) return [];
    const had = runsOf(facts, called);
    return found
      .filter(([, runs]) => !had.has(Number(runs)))
      .map(([said]) => `${said} where it is ${[...had].join(' or ')}`);
  });
}

function runsOf(facts: readonly MatchEvent[], called: string): ReadonlySet<number> {
  const sums = new Map<string, number>();
  for (const { content } of facts) {
    const { delivery, participants = [], side } = content;
    const batter = participants.find(({ role }) => role === 'batter')?.name;
    if (delivery === undefined || batter === undefined || !batter.endsWith(called)) continue;
    const key = `${delivery.innings} ${side ?? ''} ${batter}`;
    sums.set(key, (sums.get(key) ?? 0) + delivery.runs.batter);
  }
  return new Set([0, ...sums.values()]);
}
