import type { FactSheet } from '../../src/writing/model/fact-sheet.js';
import type { Mutation } from './mutation.js';
import { otherOutcomes } from './outcome-mutations.js';
import { otherScores, valueOf, WORD, wordLike } from './score-mutations.js';
import type { ScenarioLine } from './told-scenarios.js';

/** How the sides of the fixtures are called, the longest first. Written by hand: names are what is tested. */
const SIDES: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  F: [
    ['Rivermouth Rovers', 'Rivermouth', 'Rovers'],
    ['Harbour Vale', 'Vale'],
  ],
  G: [
    ['Saltmarsh United', 'Saltmarsh', 'United'],
    ['Copperhill City', 'Copperhill', 'City'],
  ],
  K: [
    ['Harbour Vale', 'Vale'],
    ['Rivermouth Rovers', 'Rivermouth', 'Rovers'],
  ],
  C: [['Ironmere'], ['Quillhaven Kings', 'Quillhaven', 'Kings']],
  D: [
    ['Duskford Women', 'Duskford'],
    ['Emberfold Women', 'Emberfold'],
  ],
};

export function mutationsOf(line: ScenarioLine, sheet: FactSheet): readonly Mutation[] {
  return [
    ...swappedSides(line),
    ...otherScores(line, sheet),
    ...otherOutcomes(line, sheet),
    ...otherPlayers(line, sheet),
    ...swappedRoles(line, sheet),
    ...otherPeriods(line, sheet),
    ...addedStatistics(line, sheet),
  ].filter(({ text }) => text !== line.text);
}

// False unless who wrote the line says that it is as true the other way round.
function swappedSides({ text, still, scenario }: ScenarioLine): Mutation[] {
  const [home, away] = SIDES[scenario.match] ?? [[], []];
  if (still.includes('side') || scenario.note !== null) return [];
  const longest = [...home, ...away].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(`\\b(${longest.join('|')})\\b`, 'gu');
  const swapped = text.replace(pattern, (name) => (home.includes(name) ? away[0] : home[0]) ?? name);
  return [{ kind: 'side', text: swapped }];
}

const lastOf = (name: string): string => name.split(' ').at(-1) ?? name;

/** Whoever takes part in anything the sheet tells, and so might be named truly. */
function involved({ moments, earlier, standing }: FactSheet): ReadonlySet<string> {
  const innings = [standing, ...moments.map(({ after }) => after)].flatMap((one) => one.innings);
  return new Set([
    ...[...moments, ...earlier].flatMap(({ people, delivery }) => [
      ...people.flatMap(({ name }) => name ?? []),
      ...(delivery?.wickets ?? []).flatMap(({ out, fielders = [] }) => [out ?? '', ...fielders]),
    ]),
    ...innings.flatMap(({ batters, bowler }) => [...batters.map(({ name }) => name), bowler?.name ?? '']),
  ]);
}

// A stranger to all that is told did none of it.
function otherPlayers({ text, scenario }: ScenarioLine, sheet: FactSheet): Mutation[] {
  if (scenario.note !== null) return [];
  const taken = involved(sheet);
  const mutations: Mutation[] = [];
  for (const side of ['home', 'away'] as const) {
    const named =
      sheet[side].players.find(({ name }) => text.includes(name)) ??
      sheet[side].players.find(({ name }) => new RegExp(`\\b${lastOf(name)}\\b`, 'u').test(text));
    if (named === undefined) continue;
    for (const other of ['home', 'away'] as const) {
      const stranger = sheet[other].players.find(({ name }) => !taken.has(name));
      if (stranger === undefined) continue;
      const changed = text
        .replaceAll(named.name, stranger.name)
        .replaceAll(new RegExp(`\\b${lastOf(named.name)}\\b`, 'gu'), lastOf(stranger.name));
      mutations.push({ kind: 'player', text: changed });
    }
  }
  return mutations;
}

const ROLE_PAIRS: readonly (readonly [string, string])[] = [
  ['scorer', 'assist'],
  ['in', 'out'],
  ['keeper', 'shooter'],
  ['keeper', 'taker'],
  ['player', 'fouled'],
  ['batter', 'bowler'],
];

/** Who did it and to whom it was done, the other way round. */
function swappedRoles({ text }: ScenarioLine, { moments }: FactSheet): Mutation[] {
  return moments.flatMap(({ people }) =>
    ROLE_PAIRS.flatMap(([one, other]): Mutation[] => {
      const [first, second] = [one, other].map((role) => people.find((person) => person.role === role)?.name ?? null);
      if (typeof first !== 'string' || typeof second !== 'string' || lastOf(first) === lastOf(second)) return [];
      if (!text.includes(lastOf(first)) || !text.includes(lastOf(second))) return [];
      const hold = (from: string, as: string) => (into: string) =>
        into.replaceAll(from, as).replaceAll(lastOf(from), as);
      const swapped = hold(
        second,
        '\u0002',
      )(hold(first, '\u0001')(text))
        .replaceAll('\u0001', second)
        .replaceAll('\u0002', first);
      return [{ kind: 'role', text: swapped }];
    }),
  );
}

const PERIODS: readonly (readonly [RegExp, string])[] = [
  [/\bfirst half\b/iu, 'second half'],
  [/\bsecond half\b/iu, 'first half'],
  [/\b[Hh]alf-time\b/u, 'full time'],
  [/\b[Ff]ull time\b/u, 'half-time'],
  [/पहले हाफ़/u, 'दूसरे हाफ़'],
  [/दूसरा हाफ़/u, 'पहला हाफ़'],
];
const MINUTE = new RegExp(`(?<![\\w-])(${WORD})(?= (?:extra )?minutes?\\b)`, 'u');

/** Another half, and a minute three later than it was. */
function otherPeriods({ text, scenario }: ScenarioLine, { moments }: FactSheet): Mutation[] {
  const isExtra = moments.some(({ after }) => after.segment?.startsWith('ET') === true);
  const mutations = PERIODS.flatMap(([pattern, instead]): Mutation[] =>
    !isExtra && scenario.told.length > 0 && pattern.test(text)
      ? [{ kind: 'period', text: text.replace(pattern, instead) }]
      : [],
  );
  const minute = MINUTE.exec(text)?.[1];
  if (minute !== undefined && valueOf(minute) > 0)
    mutations.push({ kind: 'period', text: text.replace(MINUTE, wordLike(minute, valueOf(minute) + 3)) });
  return mutations;
}

/** More than any of these matches has; and of things that are on no sheet. */
const STATISTICS: Readonly<Record<string, readonly string[]>> = {
  football: [
    ' That is the forty-first corner of the match.',
    ' They have had sixty-three per cent of the ball.',
    ' It is his seventeenth goal of the season.',
    ' Attendance here is 31,204.',
    ' Their fortieth shot of the game.',
  ],
  cricket: [
    ' He strikes at 212 this season.',
    ' That is the ninety-ninth four of the innings.',
    ' It was bowled at 143 kilometres an hour.',
    ' His average is 51.4.',
    ' That is his twelfth hundred.',
  ],
  'football hi': [' यह मैच का इकतालीसवाँ कॉर्नर है।', ' उनके पास 63 प्रतिशत गेंद रही।'],
  'cricket hi': [' यह उनका निन्यानवेवाँ चौका है।', ' उनका औसत 51 है।'],
};

function addedStatistics({ text, scenario, place }: ScenarioLine, { sport }: FactSheet): Mutation[] {
  const all = STATISTICS[scenario.language === 'hi' ? `${sport} hi` : sport] ?? [];
  const [, row = '0'] = place.split(':');
  const added = all[Number(row) % all.length];
  return added === undefined ? [] : [{ kind: 'statistic', text: text + added }];
}
