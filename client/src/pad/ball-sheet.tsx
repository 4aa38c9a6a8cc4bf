import { useState } from 'preact/hooks';
import type { PlayerView } from '../../../src/wire/match-doors.js';
import type { EventContent } from '../../../src/wire/matches.js';
import { Field } from '../look/field.js';
import { eventWords } from '../score/event-words.js';
import { CRICKET } from '../words/pad.js';
import { BALL_KINDS, ballIn, ballOf, mendedBall, OUT_KINDS, RUNS, type Ball } from './ball.js';
import { ChipChoice } from './chip-choice.js';
import type { Places } from './crease.js';
import { personIn, type Named } from './football.js';
import { Sheet } from './sheet.js';
import type { Pad } from './use-pad.js';

interface BallProps {
  readonly pad: Pad;
  readonly fact: string;
  readonly content: EventContent;
  readonly onClosed: () => void;
}

/** A ball that was told, told otherwise. */
export function BallSheet({ pad, fact, content, onClosed }: BallProps) {
  const [ball, setBall] = useState(() => ballIn(content.delivery ?? NO_BALL_YET));
  const [places, setPlaces] = useState<Places>(() => ({
    batter: personIn(content, 'batter'),
    nonStriker: personIn(content, 'non_striker'),
    bowler: personIn(content, 'bowler'),
  }));
  const { match } = pad;
  const batting = content.side ?? 'home';
  const bowling = batting === 'home' ? 'away' : 'home';
  const mended = mendedBall(content, { ball, places });
  const { what } = eventWords(match, { content: mended, rawType: null });
  return (
    <Sheet title={what} onClosed={onClosed} finish={() => pad.revise(fact, mended)}>
      {() => (
        <div class="mend">
          <RunsChoice ball={ball} change={setBall} />
          <Person
            label={CRICKET.facing}
            players={match[batting].players}
            chosen={places.batter}
            choose={(batter) => setPlaces({ ...places, batter })}
          />
          <Person
            label={CRICKET.other}
            players={match[batting].players}
            chosen={places.nonStriker}
            choose={(nonStriker) => setPlaces({ ...places, nonStriker })}
          />
          <Person
            label={CRICKET.bowling}
            players={match[bowling].players}
            chosen={places.bowler}
            choose={(bowler) => setPlaces({ ...places, bowler })}
          />
          <OutChoice ball={ball} change={setBall} places={places} fielders={match[bowling].players} />
        </div>
      )}
    </Sheet>
  );
}

const NO_BALL_YET = { innings: 1, over: 0, ball: 0, runs: { batter: 0, extras: 0 } };

interface PartProps {
  readonly ball: Ball;
  readonly change: (ball: Ball) => void;
}

function RunsChoice({ ball, change }: PartProps) {
  const { out, kind, runs } = ball;
  const mayReachRope = (kind === 'runs' || kind === 'no_ball') && (runs === 4 || runs === 6);
  return (
    <>
      <ChipChoice
        legend={CRICKET.mend}
        options={BALL_KINDS.map((value) => ({ value, label: CRICKET.balls[value] }))}
        chosen={kind}
        choose={(to) => change({ ...ballOf(to, runs), out })}
      />
      <ChipChoice
        legend={CRICKET.howMany}
        options={RUNS.map((value) => ({ value, label: String(value) }))}
        chosen={runs}
        choose={(count) => change({ ...ballOf(kind, count), out })}
      />
      {mayReachRope && (
        <label class="check">
          <input
            type="checkbox"
            checked={ball.isBoundary}
            onChange={({ currentTarget }) => change({ ...ball, isBoundary: currentTarget.checked })}
          />
          {CRICKET.boundary}
        </label>
      )}
    </>
  );
}

interface OutProps extends PartProps {
  readonly places: Places;
  readonly fielders: readonly PlayerView[];
}

function OutChoice({ ball, change, places, fielders }: OutProps) {
  const { out } = ball;
  const batters = [places.batter, places.nonStriker].flatMap((named) => named?.name ?? []);
  return (
    <>
      <Field label={CRICKET.howOut}>
        {(id) => (
          <select
            id={id}
            value={out?.kind ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change({ ...ball, out: value === '' ? undefined : { ...out, kind: value } })
            }
          >
            <option value="">{CRICKET.notOut}</option>
            {OUT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {CRICKET.outs[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {out !== undefined && (
        <>
          <Person
            label={CRICKET.whoOut}
            none={CRICKET.theBatter}
            players={batters.map((name) => ({ name, number: null }))}
            chosen={out.out === undefined ? undefined : { name: out.out }}
            choose={(named) => change({ ...ball, out: { ...out, out: named?.name } })}
          />
          <Person
            label={CRICKET.fielder}
            players={fielders}
            chosen={out.fielder === undefined ? undefined : { name: out.fielder }}
            choose={(named) => change({ ...ball, out: { ...out, fielder: named?.name } })}
          />
        </>
      )}
    </>
  );
}

interface PersonProps {
  readonly label: string;
  readonly none?: string;
  readonly players: readonly PlayerView[];
  readonly chosen: Named | undefined;
  readonly choose: (named: Named | undefined) => void;
}

function Person({ label, none = CRICKET.unnamed, players, chosen, choose }: PersonProps) {
  const isListed = chosen?.name === undefined || players.some(({ name }) => name === chosen.name);
  const pick = (name: string): void => {
    const found = players.find((one) => one.name === name);
    if (found === undefined) choose(name === '' ? undefined : { name });
    else choose(found.number === null ? { name } : { name, number: found.number });
  };
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} value={chosen?.name ?? ''} onChange={({ currentTarget }) => pick(currentTarget.value)}>
          <option value="">{none}</option>
          {!isListed && <option value={chosen.name}>{chosen.name}</option>}
          {players.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
