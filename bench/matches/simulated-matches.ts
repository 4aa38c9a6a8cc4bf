import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { House } from '../radio/house.js';

export interface Simulated {
  readonly sport: 'football' | 'cricket';
  readonly seed: number;
  readonly language: string;
  readonly factor: number;
}

/** A match with one channel that the simulator plays from now on. */
export async function simulatedMatch(house: House, { sport, seed, language, factor }: Simulated): Promise<string> {
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
  await house.call(`/v1/matches/${id}/start?factor=${factor}`, { method: 'POST' });
  return id;
}
