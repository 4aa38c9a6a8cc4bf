import type { Cricsheet, CricsheetInnings } from '../../../wire/cricsheet.js';
import { isRetiring } from './cricsheet-tokens.js';
import { pathOf, type Problem } from './problems.js';

/** A side has eleven, and one more where a substitute may bat. */
const OUT_MAX = 11;

/**
 * What cannot be true of any match, though every field by itself could be. Names of batters and bowlers are believed: files
 * have people in them that no line-up names.
 */
export function contradictionsIn(file: Cricsheet): Problem[] {
  const { teams } = file.info;
  if (teams[0] === teams[1]) return [{ place: 'info.teams', what: 'both are the same' }];
  return [...strangersIn(file), ...file.innings.flatMap((innings, index) => contradictionsOf(file, innings, index))];
}

function strangersIn({ info, innings }: Cricsheet): Problem[] {
  const { outcome, toss } = info;
  const named: readonly (readonly [place: string, team: string | undefined])[] = [
    ['info.toss.winner', toss?.winner],
    ['info.outcome.winner', outcome.winner],
    ['info.outcome.eliminator', outcome.eliminator],
    ['info.outcome.bowl_out', outcome.bowl_out],
    ...innings.map(({ team }, index) => [`innings[${index}].team`, team] as const),
  ];
  return named
    .filter(([, team]) => team !== undefined && !info.teams.includes(team))
    .map(([place]) => ({ place, what: 'this team does not play' }));
}

function contradictionsOf(file: Cricsheet, innings: CricsheetInnings, index: number): Problem[] {
  const place = `innings[${index}]`;
  const wickets = wicketsIn(innings, index);
  const out = wickets.filter(({ kind }) => !isRetiring(kind));
  const squad = squadOf(file, innings.team);
  const strangers = wickets.filter(({ player }) => squad.size > 0 && !squad.has(player));
  return [
    ...misplacedOvers(innings, place),
    ...strangers.map((wicket) => ({ place: wicket.place, what: 'this player is not in the team that bats' })),
    ...(out.length > OUT_MAX ? [{ place, what: `${out.length} players are out` }] : outTwice(out)),
  ];
}

function outTwice(out: readonly { readonly player: string; readonly place: string }[]): Problem[] {
  return out
    .filter(({ player }, nth) => out.findIndex((one) => one.player === player) < nth)
    .map(({ place }) => ({ place, what: 'this player was out before' }));
}

function misplacedOvers({ overs }: CricsheetInnings, place: string): Problem[] {
  return overs
    .map(({ over }, index) => ({ over, before: overs[index - 1]?.over ?? -1, place: `${place}.overs[${index}].over` }))
    .filter(({ over, before }) => over <= before)
    .map(({ over, before, place: at }) => ({ place: at, what: `${over} does not come after ${before}` }));
}

function wicketsIn({ overs }: CricsheetInnings, index: number): { player: string; kind: string; place: string }[] {
  return overs.flatMap(({ deliveries }, over) =>
    deliveries.flatMap(({ wickets = [] }, ball) =>
      wickets.map(({ player_out: player, kind }, wicket) => ({
        player,
        kind,
        place: pathOf(['innings', index, 'overs', over, 'deliveries', ball, 'wickets', wicket, 'player_out']),
      })),
    ),
  );
}

// With who came in for another, whom some files do not name beforehand. Empty where the file names nobody.
function squadOf({ info, innings }: Cricsheet, team: string): ReadonlySet<string> {
  const players = new Map(Object.entries(info.players)).get(team) ?? [];
  if (players.length === 0) return new Set();
  const came = innings
    .flatMap(({ overs }) => overs.flatMap(({ deliveries }) => deliveries))
    .flatMap(({ replacements }) => replacements?.match ?? [])
    .filter((replacement) => replacement.team === undefined || replacement.team === team)
    .map((replacement) => replacement.in);
  return new Set([...players, ...came]);
}
