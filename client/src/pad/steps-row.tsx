import type { EventContent } from '../../../src/wire/matches.js';
import { CRICKET, PAD } from '../words/pad.js';
import { isInningsDone, type Crease } from './crease.js';
import type { Open } from './opened.js';
import { inningsEnd, stepsOf, type Step, type Steps } from './steps.js';
import type { Pad } from './use-pad.js';

interface StepsProps {
  readonly pad: Pad;
  readonly crease: Crease | undefined;
  readonly tell: (contents: readonly EventContent[]) => void;
  readonly open: Open;
}

/** What moves the match on: the next thing large, the others folded away. */
export function StepsRow({ pad, crease, tell, open }: StepsProps) {
  const { next, other } = stepsNow(pad, crease);
  const { sport, state } = pad.match;
  // While the ball is in play nobody is to hit the end of it for a goal.
  const isStill = state.lifecycle !== 'live' || sport === 'cricket';
  const mayToss = sport === 'cricket' && state.score.innings.length === 0 && next.length > 0;
  const maySetClock = sport === 'football' && state.lifecycle === 'live' && state.clock !== null;
  const button = (step: Step, isMain: boolean) => (
    <button
      key={step.name + (step.side ?? '')}
      type="button"
      class={isMain ? 'press' : 'press plain'}
      onClick={() => tell(step.contents)}
    >
      {PAD.steps[step.name](step.side === undefined ? '' : pad.match[step.side].name)}
    </button>
  );
  if (next.length + other.length === 0) return null;
  return (
    <section class="moves" aria-label={PAD.moves}>
      {next.length > 0 && <div class="presses">{next.map((step) => button(step, isStill))}</div>}
      {mayToss && (
        <button type="button" class="press plain" onClick={() => open({ sheet: 'toss' })}>
          {CRICKET.toss}
        </button>
      )}
      {(other.length > 0 || maySetClock) && (
        <details>
          <summary>{PAD.more}</summary>
          <div class="presses">
            {maySetClock && (
              <button type="button" class="press plain" onClick={() => open({ sheet: 'clock' })}>
                {PAD.setClock}
              </button>
            )}
            {other.map((step) => button(step, false))}
          </div>
        </details>
      )}
    </section>
  );
}

// An innings that is over by the laws ends next; before, somebody has to say so.
function stepsNow({ match }: Pad, crease: Crease | undefined): Steps {
  const steps = stepsOf(match.sport, match.state, match.info);
  const score = match.state.score.innings.at(-1);
  if (crease === undefined || score === undefined || !isInningsDone(crease, score, match.info)) return steps;
  const ends = inningsEnd(match.sport, match.state);
  return { next: [...ends, ...steps.next], other: steps.other.filter(({ name }) => name !== 'endInnings') };
}
