import type { Cricsheet, CricsheetInnings } from '../../../wire/cricsheet.js';
import type { Side } from '../../../wire/sports.js';

/** Which side a team is; nothing where it does not play. */
export function sideOf({ info }: Cricsheet, team: string | undefined): Side | undefined {
  const index = team === undefined ? -1 : info.teams.indexOf(team);
  return index < 0 ? undefined : index === 0 ? 'home' : 'away';
}

export function otherOf(side: Side): Side {
  return side === 'home' ? 'away' : 'home';
}

/** An innings with what its place in the match makes of it. */
export interface PlacedInnings {
  readonly innings: CricsheetInnings;
  /** From 1, over the whole match. */
  readonly number: number;
  readonly segment: string;
  readonly side: Side;
}

/** Each side bats once in a super over, so two of those innings are one part of the match. */
export function placedInnings(file: Cricsheet): PlacedInnings[] {
  let supers = 0;
  return file.innings.map((innings, index) => {
    if (innings.super_over) supers += 1;
    return {
      innings,
      number: index + 1,
      segment: innings.super_over ? `SUPER${Math.ceil(supers / 2)}` : `INN${index + 1}`,
      side: sideOf(file, innings.team) ?? 'home',
    };
  });
}
