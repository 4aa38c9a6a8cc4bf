import type { Refusal } from '../../../kernel/outcome.js';
import { Cricsheet } from '../../../wire/cricsheet.js';
import type { NewTeam } from '../../../wire/match-doors.js';
import { FILE_LINES_MAX } from '../../../wire/match-files.js';
import type { ScriptedMatch } from '../script.js';
import { contradictionsIn } from './cricsheet-contradictions.js';
import { linesOfMatch } from './cricsheet-lines.js';
import { parsed, problemsOf, unreadable } from './problems.js';
import { titleOf } from './title.js';

/** A match from a file of Cricsheet: the team it names first is at home. */
export function readCricsheet(text: string): ScriptedMatch | Refusal {
  const json = parsed(text);
  if ('place' in json) return unreadable([json]);
  if (!isLikeCricsheet(json.value)) {
    return unreadable([{ place: 'the whole', what: 'this is neither a Longwave match file nor a file of Cricsheet' }]);
  }
  const read = Cricsheet.safeParse(json.value);
  if (!read.success) return unreadable(problemsOf(read.error.issues));
  const problems = contradictionsIn(read.data);
  return problems.length > 0 ? unreadable(problems) : scripted(read.data);
}

function isLikeCricsheet(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ['meta', 'info', 'innings'].some((name) => name in value);
}

function scripted(file: Cricsheet): ScriptedMatch | Refusal {
  const lines = linesOfMatch(file);
  if (lines.length > FILE_LINES_MAX) {
    return unreadable([{ place: 'innings', what: `they come to more than ${FILE_LINES_MAX} lines` }]);
  }
  const { event, dates, balls_per_over: ballsPerOver, overs } = file.info;
  const [home, away] = [teamOf(file, 0), teamOf(file, 1)];
  const venue = file.info.venue ?? file.info.city;
  return {
    sport: 'cricket',
    title: titleOf(home.name, away.name, ' v '),
    ...(event?.name === undefined ? {} : { competition: event.name }),
    home,
    away,
    info: {
      ...(venue === undefined ? {} : { venue }),
      ...(ballsPerOver === undefined ? {} : { ballsPerOver }),
      ...(overs === undefined ? {} : { overs }),
    },
    // The hour is nowhere in it.
    ...(dates?.[0] === undefined ? {} : { startsAt: `${dates[0]}T00:00:00Z` }),
    lines,
  };
}

function teamOf({ info }: Cricsheet, index: 0 | 1): NewTeam {
  const name = info.teams[index] ?? '';
  const players = new Map(Object.entries(info.players)).get(name) ?? [];
  return { name, players: [...new Set(players)].map((player) => ({ name: player })) };
}
