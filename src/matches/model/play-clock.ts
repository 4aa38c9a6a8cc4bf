import type { ClockView } from '../../wire/matches.js';
import type { Sport } from '../../wire/sports.js';
import type { Fixture, Mark } from './facts.js';
import { inOrder } from './phase.js';

interface Course {
  readonly direction: 'up' | 'down';
  /** How long a part is, and where each begins; a clock that counts down begins at its length. */
  readonly partSec: Readonly<Record<string, number>>;
  readonly fromSec: (segment: string, partSec: number) => number;
}

// Names without their number. Cricket and baseball have no clock.
const COURSES: Partial<Readonly<Record<Sport, Course>>> = {
  football: {
    direction: 'up',
    partSec: { H: 2_700, ET: 900 },
    fromSec: (segment, partSec) => ({ H1: 0, H2: partSec, ET1: 5_400, ET2: 6_300 })[segment] ?? 0,
  },
  basketball: { direction: 'down', partSec: { Q: 720, OT: 300 }, fromSec: (_, partSec) => partSec },
  hockey: { direction: 'up', partSec: { P: 1_200, OT: 300 }, fromSec: () => 0 },
};

/** The clock of the part under way; nothing where there is none. */
export function clockOf({ sport, info }: Fixture, marks: readonly Mark[], segment: string | null): ClockView | null {
  const course = COURSES[sport];
  if (course === undefined || segment === null) return null;
  const name = segment.replace(/\d+$/, '');
  const usualSec = course.partSec[name];
  if (usualSec === undefined) return null;
  const isExtra = name === 'ET' || name === 'OT';
  const partSec = isExtra || info.segmentMinutes === undefined ? usualSec : info.segmentMinutes * 60;
  const fromSec = course.fromSec(segment, partSec);
  const untilSec = course.direction === 'down' ? 0 : fromSec + partSec;
  const start: ClockView = {
    sec: fromSec,
    addedSec: 0,
    running: false,
    direction: course.direction,
    asOf: 0,
    untilSec,
  };
  return inOrder(sport, marks)
    .filter((mark) => (mark.content.segment ?? segment) === segment)
    .reduce((clock, mark) => withMark(clock, mark), start);
}

/** What it shows at a moment: never beyond the end of its part. */
export function secondsAt({ sec, running, direction, asOf, untilSec }: ClockView, now: number): number {
  const passed = running ? Math.max(0, (now - asOf) / 1_000) : 0;
  if (direction === 'down') return Math.max(untilSec ?? 0, sec - passed);
  return Math.min(Math.max(untilSec ?? Infinity, sec), sec + passed);
}

function withMark(clock: ClockView, { content, occurredAt }: Mark): ClockView {
  const told = content.clock;
  const running = told?.running ?? runs(content.type, clock.running);
  const isTold = told !== undefined;
  if (running === clock.running && !isTold) return clock;
  const sec = told?.sec ?? secondsAt(clock, occurredAt);
  return { ...clock, sec, addedSec: told?.addedSec ?? clock.addedSec, running, asOf: occurredAt };
}

function runs(type: string, running: boolean): boolean {
  switch (type) {
    case 'segment_start':
    case 'delay_end':
      return true;
    case 'segment_end':
    case 'delay_start':
    case 'match_end':
    case 'lifecycle':
      return false;
    default:
      return running;
  }
}
