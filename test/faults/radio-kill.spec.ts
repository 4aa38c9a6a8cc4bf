import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { onServer } from '../support/database.js';
import { dieAt, type Deaths } from '../support/kill-lane.js';
import { KILL_POINTS } from '../support/kill-points.js';
import { isRequired, WHERE } from '../support/services.js';

const LANES = 3;
/** With PostgreSQL each is tried on one of the engines; without it every sixth is, on ours. */
const EMBEDDED = KILL_POINTS.filter((_, at) => (isRequired('postgres') ? at % 2 === 1 : at % 6 === 0));
const SERVED = KILL_POINTS.filter((_, at) => at % 2 === 0);

const ON_AIR_MS_MAX = 5_000;
/** What was not made yet needs an encoder that starts and a turn on a machine that is busy with other tests. */
const MAKING_MS_MAX = 3_000;

describe('a radio that is killed while on air', () => {
  test(`[RA140] [RA141] embedded: ${EMBEDDED.length} times kill -9, and nothing is lost or said twice`, async () => {
    const deaths = await dieAt(
      EMBEDDED,
      Array.from({ length: LANES }, () => ({})),
    );
    expect(besidesBeginningAnew(deaths.wrong)).toEqual({});
    expect(tooLate(deaths)).toEqual({});
  }, 300_000);

  if (isRequired('postgres')) {
    test(`[RA140] [RA141] PostgreSQL: ${SERVED.length} times kill -9, and nothing is lost or said twice`, async () => {
      const names = Array.from({ length: LANES }, () => `longwave_kill_${randomUUID().slice(0, 8)}`);
      for (const name of names) await onServer(`CREATE DATABASE ${name}`);
      const urls = names.map((name) => Object.assign(new URL(WHERE.postgres), { pathname: `/${name}` }).href);
      const deaths = await dieAt(
        SERVED,
        urls.map((url) => ({ DATABASE_URL: url })),
      );
      for (const name of names) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      expect(besidesBeginningAnew(deaths.wrong)).toEqual({});
      expect(tooLate(deaths)).toEqual({});
    }, 300_000);
  }
});

// Killed in the middle of a takeover, a channel has had an owner in between: who comes back gets all there is, not what it missed.
function besidesBeginningAnew(wrong: Deaths['wrong']): Deaths['wrong'] {
  const judged = Object.entries(wrong).map(([point, found]) => {
    const isTakeover = point.endsWith('the channel is taken over');
    return [point, isTakeover ? found.filter((one) => !/was not told$|had to begin anew$/.test(one)) : found] as const;
  });
  return Object.fromEntries(judged.filter(([, found]) => found.length > 0));
}

// By the log's own times, from the moment the program answered again. What lay stored has no excuse.
function tooLate({ new: firsts }: Deaths): Record<string, number> {
  const late = Object.entries(firsts).filter(
    ([, { afterMs, isStored }]) => afterMs > ON_AIR_MS_MAX + (isStored ? 0 : MAKING_MS_MAX),
  );
  return Object.fromEntries(late.map(([point, { afterMs }]) => [point, afterMs]));
}
