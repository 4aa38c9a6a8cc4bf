import type { EventContent } from '../../../src/wire/matches.js';
import { CRICKET, PAD } from '../words/pad.js';
import { moveByArrow } from './arrows.js';
import { ballOf, contentsOfPress, overEnd, RUNS, type BallKind } from './ball.js';
import { changedEnds, type Crease } from './crease.js';
import type { Named } from './football.js';
import type { Open } from './opened.js';
import type { CreaseInHand } from './use-crease.js';
import type { Pad } from './use-pad.js';

interface CricketProps {
  readonly pad: Pad;
  readonly crease: CreaseInHand;
  readonly tell: (contents: readonly EventContent[]) => void;
  readonly open: Open;
}

const EXTRAS = ['wide', 'no_ball', 'bye', 'leg_bye'] as const;

/** One press a ball. */
export function CricketPad({ pad, crease, tell, open }: CricketProps) {
  const { now, choose } = crease;
  if (now === undefined || pad.match.state.lifecycle === 'break') return null;
  const press = (kind: BallKind, runs: number): void => tell(contentsOfPress(now, ballOf(kind, runs)));
  const onKey = (event: KeyboardEvent): void => {
    moveByArrow(event);
    const runs = RUNS.find((count) => String(count) === event.key);
    if (runs !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) press('runs', runs);
  };
  return (
    <section class="ball-pad" aria-label={CRICKET.pad} onKeyDown={onKey}>
      <AtTheCrease crease={now} open={open} swap={() => choose(changedEnds(now))} />
      <OverRow crease={now} end={() => tell([overEnd(now)])} goOn={() => choose({ isOverDone: false })} />
      <div class="runs">
        {RUNS.map((runs) => (
          <button
            key={runs}
            type="button"
            class="press big"
            data-runs={runs}
            aria-label={CRICKET.runs(runs)}
            onClick={() => press('runs', runs)}
          >
            {runs}
          </button>
        ))}
        <button type="button" class="press big out" onClick={() => open({ sheet: 'wicket' })}>
          {CRICKET.wicket}
        </button>
      </div>
      <div class="extras">
        {EXTRAS.map((kind) => (
          <button key={kind} type="button" class="press plain" onClick={() => press(kind, kind === 'no_ball' ? 0 : 1)}>
            {CRICKET.balls[kind]}
          </button>
        ))}
      </div>
      <p class="quiet small keys">{CRICKET.keys}</p>
    </section>
  );
}

interface AtTheCreaseProps {
  readonly crease: Crease;
  readonly open: Open;
  readonly swap: () => void;
}

function AtTheCrease({ crease, open, swap }: AtTheCreaseProps) {
  const who = [
    ['batter', CRICKET.facing],
    ['nonStriker', CRICKET.other],
    ['bowler', CRICKET.bowling],
  ] as const;
  return (
    <div class="crease">
      {who.map(([place, role]) => (
        <button key={place} type="button" class="plain" onClick={() => open({ sheet: 'crease', place })}>
          <span class="quiet small">{role}</span> <span class="who">{nameOf(crease[place]) ?? CRICKET.choose}</span>
        </button>
      ))}
      <button type="button" class="plain" onClick={swap}>
        {CRICKET.swap}
      </button>
    </div>
  );
}

interface OverProps {
  readonly crease: Crease;
  readonly end: () => void;
  readonly goOn: () => void;
}

function OverRow({ crease: { over, ball, isOverDone }, end, goOn }: OverProps) {
  return (
    <div class="over-row">
      <p class="quiet small">{isOverDone ? CRICKET.overDone : CRICKET.next(over + 1, ball + 1)}</p>
      <button type="button" class={isOverDone ? 'press' : 'press plain'} disabled={ball === 0} onClick={end}>
        {CRICKET.endOver}
      </button>
      {isOverDone && (
        <button type="button" class="press plain" onClick={goOn}>
          {CRICKET.oneMore}
        </button>
      )}
    </div>
  );
}

export function nameOf(named: Named | undefined): string | undefined {
  return named?.name ?? (named?.number === undefined ? undefined : PAD.shirt(named.number));
}
