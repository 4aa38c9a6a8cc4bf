import type { Moment, Standing } from '../../src/writing/model/fact-sheet.js';
import { salienceOf } from '../../src/commentary/model/box/salience.js';
import type { Waiting } from '../../src/commentary/model/box/waiting.js';

/** How a match stands of which nothing else matters. */
export function aStanding(known: Partial<Standing> = {}): Standing {
  const score = { home: 0, away: 0 };
  return { segment: 'H1', minute: null, score, shootout: null, innings: [], finish: null, ...known };
}

/** A moment of football, recorded as it happened; its fact is its seq unless another is told. */
export function aMoment(seq: number, known: Partial<Moment> = {}): Moment {
  const recordedAt = known.recordedAt ?? seq * 1_000;
  return {
    seq,
    fact: `fact-${seq}`,
    news: 'happened',
    isSure: true,
    type: 'corner',
    subtype: null,
    side: 'home',
    people: [],
    made: null,
    delivery: null,
    before: aStanding(),
    after: aStanding(),
    told: null,
    occurredAt: recordedAt,
    recordedAt,
    ...known,
  };
}

export function waitingFor(moment: Moment, isCorrection = false): Waiting {
  return { moment, salience: salienceOf('football', moment), isCorrection };
}
