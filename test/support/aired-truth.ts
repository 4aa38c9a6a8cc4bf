import { recordedEvents } from '../../bench/commentary/recorded-events.js';
import type { Played, Spoken } from '../../bench/commentary/room.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import { SIDES, type Side } from '../../src/wire/sports.js';
import { cricketFaults } from './cricket-truth.js';
import { countOf, scoresIn, strangersIn, type Reading, type ReadLanguage } from './line-truth.js';
import { WORDS } from './told-words.js';

/**
 * What was said that is false by the record alone, to a reader who knows neither story nor sheets nor checker: a line must
 * have been true at some moment between the last thing that it tells and its first word.
 */
export function airedFaults(match: ScriptedMatch, { events, spoken }: Played, language: ReadLanguage): string[] {
  const states = [...recordedEvents(match)].map(({ state }) => state);
  return spoken.flatMap((one) => {
    const window = windowOf(one, events);
    const found = window.map((seq) => {
      const state = states[seq - 1];
      const facts = standing(events.slice(0, seq));
      return state === undefined
        ? []
        : faultsOf({ match, language, text: one.text, state, facts, about: aboutOf(one, events) });
    });
    const wrong = found.some((faults) => faults.length === 0) ? [] : (found.at(-1) ?? []);
    return wrong.map((fault) => `${fault}: ${one.text}`);
  });
}

function windowOf({ startsAt, line }: Spoken, events: readonly MatchEvent[]): number[] {
  const told = Math.max(1, line?.event ?? 1, ...(line?.about ?? []));
  const known = Math.max(told, events.filter(({ recordedAt }) => recordedAt <= startsAt).length);
  return Array.from({ length: known - told + 1 }, (_, nth) => told + nth);
}

function aboutOf({ startsAt, line }: Spoken, events: readonly MatchEvent[]): MatchEvent[] {
  if (line?.voice !== 'play') return [];
  const told = new Set(events.filter(({ seq }) => line.about.includes(seq)).map(({ fact }) => fact));
  return events.filter(({ fact, recordedAt }) => told.has(fact) && recordedAt <= startsAt);
}

function standing(events: readonly MatchEvent[]): MatchEvent[] {
  const last = new Map(events.map((event) => [event.fact, event]));
  return [...last.values()].filter(({ status }) => status !== 'retracted');
}

function faultsOf(reading: Reading): string[] {
  const { match, language, text, state, facts } = reading;
  const { home, away, competition, info } = match;
  const { shootout } = state.score;
  const held = JSON.stringify([home, away, competition, info, facts.map(({ content }) => content)]);
  const said = { language, home, away, pairs: shootout === null ? [state.score] : [state.score, shootout] };
  return [
    ...(/[<>*_#{}[\]|~]|\s\s|undefined|null|crowd|दर्शक/.test(text) ? ['markup or nonsense'] : []),
    ...strangersIn(language, held, text),
    ...(match.sport === 'football' ? [...scoresIn(said, text), ...countsIn(reading)] : cricketFaults(reading)),
    ...unheardOf(reading),
    ...wrongEnds(reading),
    ...wrongGoals(reading),
    ...wrongLastGoal(reading),
  ];
}

/** Words for what did not happen in anything that the line is about. */
function unheardOf({ match, language, text, about }: Reading): string[] {
  if (about.length === 0) return [];
  return WORDS[match.sport === 'football' ? 'football' : 'cricket'].flatMap(({ what, says, isOf }) =>
    says[language].test(text) && !about.some(({ content }) => isOf(content)) ? [`no ${what}`] : [],
  );
}

const WINS = {
  en: (name: string) => new RegExp(`${name} (win|have won)(?! the toss)\\b|\\bwin for ${name}`, 'i'),
  hi: (name: string) => new RegExp(`${name} की जीत|जीत ${name} (की|के नाम)|${name} ने (मैच|शूटआउट|सुपर ओवर) जीत`),
};
const LEVEL = { tie: { en: /\ba tie\b/i, hi: /टाई/ }, draw: { en: /\ba draw\b|\bdrawn\b/i, hi: /ड्रॉ/ } };

function wrongEnds({ match, language, text, state: { finish } }: Reading): string[] {
  const wins = SIDES.filter((side) => WINS[language](match[side].name).test(text) && finish?.winner !== side);
  const level = (['tie', 'draw'] as const).filter((how) => LEVEL[how][language].test(text) && finish?.result !== how);
  return [...wins.map((side) => `no win of ${side}`), ...level.map((how) => `no ${how}`)];
}

const GOALS = {
  en: (name: string) => new RegExp(`goal for ${name}|${name} (score|have scored)\\b`, 'i'),
  hi: (name: string) => new RegExp(`${name} (के लिए|के खाते में|को मिला|का) गोल|गोल ${name} (का|के नाम)|${name} ने गोल`),
};

function wrongGoals({ match, language, text, about }: Reading): string[] {
  if (match.sport !== 'football' || about.length === 0) return [];
  const isOf = (side: Side): boolean => about.some(({ content }) => content.side === side);
  return SIDES.filter((side) => GOALS[language](match[side].name).test(text) && !isOf(side)).map(
    (side) => `no goal of ${side}`,
  );
}

const LAST = { en: /\blast (to score|goal|scored)\b/i, hi: /(पिछला|आख़िरी) गोल (?!\p{L}* ?मिनट)/u };

/** Whoever is said to have scored last has. How long ago that was is another matter. */
function wrongLastGoal({ match, language, text, facts }: Reading): string[] {
  const says = sentencesOf(text).filter((one) => LAST[language].test(one) && !/minutes\b|\d मिनट/.test(one));
  if (match.sport !== 'football' || says.length === 0) return [];
  const goal = facts.findLast(({ content }) => content.type === 'goal');
  const scorer = goal?.content.participants?.find(({ role }) => role === 'scorer')?.name;
  const isScorer = scorer !== undefined && text.includes(scorer.split(' ').at(-1) ?? scorer);
  return isScorer && goal?.content.subtype !== 'own_goal' ? [] : [`last goal of ${scorer ?? 'nobody known'}`];
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?।])\s+/);
}

const COUNTED = {
  corner: { en: 'corners', hi: 'कॉर्नर' },
  foul: { en: 'fouls', hi: 'फ़ाउल' },
  shot: { en: 'shots(?! on)', hi: 'शॉट(?! निशाने)' },
  offside: { en: 'offsides', hi: 'ऑफ़साइड' },
  yellow: { en: 'yellow cards|bookings', hi: 'पीले कार्ड' },
} as const;

/** Who has it done to them has not done it. */
const SUFFER = new Set(['fouled', 'keeper', 'assist']);
const ALL_TOLD = { en: /\bin all\b/, hi: /कुल/ };
const ON_TARGET = { en: /on target/, hi: /निशाने पर/ };

/** How many a side or one of its players has had, of the half or of the match: read where a sentence names one side and no minutes. */
function countsIn({ match, language, text, facts }: Reading): string[] {
  const sure = facts.filter(({ status }) => status === 'confirmed');
  const half = sure.slice(sure.findLastIndex(({ content }) => content.type === 'segment_start') + 1);
  return sentencesOf(text).flatMap((sentence) => {
    const sides = SIDES.filter((side) => sentence.includes(match[side].name));
    const [side] = sides;
    if (side === undefined || sides.length > 1 || /minutes?\b|मिनट/.test(sentence)) return [];
    const player = match[side].players.find(({ name }) => isNamedIn(sentence, name))?.name;
    const isOf = ({ content: { side: its, participants = [] } }: MatchEvent): boolean =>
      its === side &&
      (player === undefined || participants.some(({ role, name }) => name === player && !SUFFER.has(role)));
    const both = ALL_TOLD[language].test(sentence) ? [half, sure] : [];
    return Object.entries(COUNTED).flatMap(([type, nouns]) => {
      const [, word = ''] = new RegExp(`([\\p{L}\\p{M}\\p{N}]+) (?:${nouns[language]})`, 'u').exec(sentence) ?? [];
      const said = countOf(language, word);
      const isIt = typeIn(type, type === 'shot' && ON_TARGET[language].test(sentence));
      const had = [half.filter(isOf), sure.filter(isOf), ...both].flatMap((some) => countsOf(some, isIt));
      return said === null || had.includes(said) ? [] : [`count of ${type} ${had.join(' or ')}`];
    });
  });
}

function isNamedIn(sentence: string, name: string): boolean {
  const last = name.split(' ').at(-1) ?? name;
  const called = /\p{L}{2}/u.test(last) ? last : name;
  return new RegExp(`(?<![\\p{L}\\p{N}])${called}(?![\\p{L}\\p{N}])`, 'u').test(sentence);
}

function typeIn(type: string, isOnTarget: boolean): (event: MatchEvent) => boolean {
  return ({ content }) => content.type === type && (!isOnTarget || content.subtype === 'on');
}

/** Some count a goal as a shot, and some do not. */
function countsOf(some: readonly MatchEvent[], isIt: (event: MatchEvent) => boolean): number[] {
  const count = some.filter(isIt).length;
  return [
    count,
    count + some.filter(({ content }) => content.type === 'goal' && content.subtype !== 'own_goal').length,
  ];
}
