import { LIFECYCLES_OF, type MatchDetails } from '../../../src/wire/match-doors.js';
import type { Lateness } from '../follow/use-lateness.js';
import { secondsOf } from '../player/delay.js';
import { MATCH } from '../words/match.js';

interface Noted {
  readonly lateness: Lateness;
  /** As it is shown. */
  readonly match: MatchDetails | undefined;
}

/** Says that what is shown is late, to who tuned it so, and lets them see it as it happens. */
export function LateNote({ lateness: { tunedMs, isLate, setLate }, match }: Noted) {
  // Of one that is over nothing is left to come.
  const isOver = match !== undefined && LIFECYCLES_OF.finished.includes(match.state.lifecycle);
  if (tunedMs === 0 || isOver) return null;
  return (
    <p class="late-note small">
      <span class="quiet">{isLate ? MATCH.behind(secondsOf(tunedMs)) : MATCH.asItHappens}</span>
      <button type="button" class="plain" onClick={() => setLate(!isLate)}>
        {isLate ? MATCH.showAsItHappens : MATCH.showLate}
      </button>
    </p>
  );
}
