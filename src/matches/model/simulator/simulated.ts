import type { Sport } from '../../../wire/sports.js';
import type { ScriptedMatch } from '../script.js';
import { simulateCricket } from './cricket/cricket.js';
import { simulateFootball, type FootballMatch } from './football/football.js';

const SIMULATIONS = { football: simulateFootball, cricket: simulateCricket } as const satisfies Partial<
  Record<Sport, (match: FootballMatch) => ScriptedMatch>
>;
export type SimulatedSport = keyof typeof SIMULATIONS;
export type SimulatedMatch = FootballMatch & { readonly sport: SimulatedSport };

export function isSimulated(sport: Sport): sport is SimulatedSport {
  return sport in SIMULATIONS;
}

/** A match of any sport that can be made up. Only one of football can be a knock-out. */
export function simulated({ sport, ...match }: SimulatedMatch): ScriptedMatch {
  return SIMULATIONS[sport](match);
}
