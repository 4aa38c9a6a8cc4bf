import type { MatchState } from '../../wire/matches.js';
import { isMarking, type Book, type Fact, type Fixture, type Mark } from './facts.js';
import { finishOf } from './finish.js';
import { phaseOf } from './phase.js';
import { clockOf } from './play-clock.js';
import { scoreOf } from './score.js';
import { minus, NOTHING, plus, shareOf, type Tally } from './tally.js';

/** What everybody is shown of a match. */
export function stateOf(fixture: Fixture, { seq, tally, marks }: Book): MatchState {
  const phase = phaseOf(fixture.sport, marks);
  const score = scoreOf(fixture, tally, marks);
  return {
    seq,
    ...phase,
    clock: clockOf(fixture, marks, phase.segment),
    score,
    finish: finishOf(fixture.sport, phase, { score, marks, tally }),
  };
}

/** The book with a fact that is new, or in place of what it said before. */
export function withFact(fixture: Fixture, book: Book, before: Fact | undefined, now: Fact): Book {
  const tally = plus(minus(book.tally, before === undefined ? NOTHING : share(fixture, before)), share(fixture, now));
  return { seq: now.seq, tally, marks: withClock(withMark(book.marks, now), now) };
}

function share({ sport }: Fixture, { status, content }: Fact): Tally {
  return status === 'retracted' ? NOTHING : shareOf(sport, content);
}

function withMark(marks: readonly Mark[], { id, status, content, occurredAt }: Fact): readonly Mark[] {
  const others = marks.filter((mark) => mark.id !== id);
  if (status === 'retracted' || !isMarking(content)) return others.length === marks.length ? marks : others;
  return [...others, { id, content, occurredAt }];
}

const LAST_CLOCK = 'last-clock';

// What happened last says best what the clock showed: a match that is played faster than it was has no other clock.
function withClock(marks: readonly Mark[], { status, content, occurredAt }: Fact): readonly Mark[] {
  const { clock, segment } = content;
  if (clock === undefined || segment === undefined || status === 'retracted' || isMarking(content)) return marks;
  const last = marks.find(({ id }) => id === LAST_CLOCK);
  if (last !== undefined && last.occurredAt > occurredAt) return marks;
  const { sec, addedSec } = clock;
  const shown = addedSec === undefined ? { sec } : { sec, addedSec };
  const mark = { id: LAST_CLOCK, occurredAt, content: { type: 'clock', segment, clock: shown } };
  return [...marks.filter((one) => one !== last), mark];
}
