import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { House } from '../radio/house.js';

export interface Simulated {
  readonly sport: 'football' | 'cricket';
  readonly seed: number;
  readonly language: string;
  readonly factor: number;
  /** The over or the minute from which it is played: what was before is told at once. */
  readonly from?: number;
}

/** A match with one channel that the simulator plays from now on. */
export async function simulatedMatch(
  house: House,
  { sport, seed, language, factor, from = 0 }: Simulated,
): Promise<string> {
  const { id } = await house.call<MatchDetails>('/v1/matches', {
    method: 'POST',
    body: {
      sport,
      home: { name: `Home ${seed}` },
      away: { name: `Away ${seed}` },
      languages: [language],
      script: { kind: 'simulator', seed },
    },
  });
  await house.call(`/v1/matches/${id}/start?factor=${factor}${from === 0 ? '' : `&start_over=${from}`}`, {
    method: 'POST',
  });
  return id;
}
