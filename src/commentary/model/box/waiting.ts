import type { Moment } from '../../../writing/model/fact-sheet.js';
import type { ServerMs } from '../../../kernel/clock.js';
import { URGENT, type Salience } from './salience.js';

/** A moment that nothing was said of yet. */
export interface Waiting {
  readonly moment: Moment;
  readonly salience: Salience;
  readonly isCorrection: boolean;
}

/** What is older is no news, unless it matters. */
export const WORTH_MS = 12_000;
/** What matters is still worth saying for so long. */
export const MATTERS_MS = 60_000;
/** A goal that a device without a network tells after this is heard with the next score. */
const OVER_MS = 300_000;

/** Why a moment is not said, or not by itself. */
export type Left = 'late' | 'minor' | 'merged' | 'superseded' | 'refused' | 'declined' | 'expired' | 'off';

export interface Dropped {
  readonly event: number;
  readonly reason: Left;
}

export function isUrgent({ salience, isCorrection }: Waiting): boolean {
  return isCorrection || salience >= URGENT;
}

/** It was over long before it was told: it is no news, and nobody misses a line about it. */
export function isLongAgo({ recordedAt, occurredAt }: Moment): boolean {
  return recordedAt - occurredAt > OVER_MS;
}

/** Until when it is worth saying. */
export function worthUntil(waiting: Waiting): ServerMs {
  const { moment, isCorrection } = waiting;
  if (isCorrection) return Infinity;
  const lateMs = moment.recordedAt - moment.occurredAt;
  if (isUrgent(waiting)) return moment.recordedAt + MATTERS_MS;
  return lateMs > WORTH_MS ? -Infinity : moment.recordedAt + WORTH_MS;
}

export interface Joined {
  readonly waiting: readonly Waiting[];
  readonly dropped: readonly Dropped[];
}

/**
 * What waits, with one more. Of what was not said yet nothing has to be put right: who did it is said with it, and what was
 * taken back never was.
 */
export function withMoment(waiting: readonly Waiting[], next: Waiting): Joined {
  const earlier = waiting.find(({ moment }) => moment.fact === next.moment.fact);
  if (earlier === undefined) return { waiting: [...waiting, next], dropped: [] };
  const others = waiting.filter((one) => one !== earlier);
  const gone: Dropped = { event: earlier.moment.seq, reason: 'superseded' };
  if (next.moment.news === 'undone' && earlier.moment.news === 'happened') {
    return { waiting: others, dropped: [gone, { event: next.moment.seq, reason: 'superseded' }] };
  }
  const { news, before, told, recordedAt } = earlier.moment;
  const moment: Moment = {
    ...next.moment,
    news: next.moment.news === 'undone' ? 'undone' : news,
    before,
    told,
    recordedAt,
  };
  const salience = earlier.salience > next.salience ? earlier.salience : next.salience;
  const isCorrection = earlier.isCorrection || (news !== 'happened' && next.isCorrection);
  return { waiting: [...others, { moment, salience, isCorrection }], dropped: [gone] };
}
